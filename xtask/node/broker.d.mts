/** A port that nobody listens on, and that the system gives to nobody. */
export function freePort(): Promise<number>;

export class Broker {
  static start(): Promise<Broker>;
  /** The address for `site.json`. */
  readonly address: string;
  readonly pid: number | undefined;
  startAgain(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}
