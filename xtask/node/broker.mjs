// A mosquitto of one's own on free ports of this machine, with the settings of `relay/`. `MOSQUITTO` names the program.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const RELAY = fileURLToPath(new URL('../../relay/', import.meta.url));

/** Each worker takes its ports from a range of its own, below those that the system hands out: while a server is stopped, nobody
 * else of the same run is given its port. Two runs on one machine seldom begin at the same one. */
let next = 20_001 + 1_000 * Number(process.env.TEST_PARALLEL_INDEX ?? 9) + 50 * (process.ppid % 20);

/** A port that nobody listens on. */
export async function freePort() {
  for (;;) {
    const port = next++;
    const held = createServer();
    const isFree = await new Promise((said) => {
      held.once('error', () => said(false));
      held.listen(port, '127.0.0.1', () => said(true));
    });
    if (!isFree) continue;
    held.close();
    await once(held, 'close');
    return port;
  }
}

export class Broker {
  #child;
  #folder;

  constructor(folder, address) {
    this.#folder = folder;
    this.address = address;
  }

  static async start() {
    const [plain, web] = [await freePort(), await freePort()];
    const folder = mkdtempSync(join(tmpdir(), 'pn-broker-'));
    const settings = readFileSync(join(RELAY, 'mosquitto.conf'), 'utf8')
      .replace('listener 1883 ', `listener ${plain} `)
      .replace('listener 9001 ', `listener ${web} `)
      .replace('relay/acl', join(RELAY, 'acl'));
    writeFileSync(join(folder, 'mosquitto.conf'), settings);
    const broker = new Broker(folder, `ws://127.0.0.1:${web}/`);
    await broker.startAgain();
    return broker;
  }

  /** Starts it and waits until it listens. */
  async startAgain() {
    const program = process.env.MOSQUITTO;
    if (!program) throw new Error('MOSQUITTO is not set: `cargo xtask` sets it');
    const child = spawn(program, ['-c', join(this.#folder, 'mosquitto.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    const lines = createInterface({ input: child.stderr });
    await new Promise((running, ended) => {
      lines.on('line', (line) => line.endsWith(' running') && running());
      child.once('exit', () => ended(new Error('mosquitto ended before it listened')));
      child.once('error', ended);
    });
  }

  get pid() {
    return this.#child?.pid;
  }

  /** Ends it without a word to anybody. */
  async kill() {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stop() {
    await this.kill();
    rmSync(this.#folder, { recursive: true });
  }
}
