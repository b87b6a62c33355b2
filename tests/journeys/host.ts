// A host of a journey's own: it can be stopped as a network is cut off, and given another build as an upload does it.
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { freePort } from '../../xtask/node/broker.mjs';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The rules of `_headers`: the headers of each path, and of all. */
function rulesOf(folder: string): Map<string, [string, string][]> {
  const rules = new Map<string, [string, string][]>();
  let headers: [string, string][] = [];
  for (const line of readFileSync(join(folder, '_headers'), 'utf8').split('\n')) {
    if (/^\S/.test(line)) {
      headers = [];
      rules.set(line, headers);
    } else if (line.trim()) {
      const colon = line.indexOf(':');
      headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    }
  }
  return rules;
}

export class Host {
  /** What was asked for so far, without the path of the app. */
  readonly asked: string[] = [];
  #server: Server | undefined;
  #port = 0;
  #rules: Map<string, [string, string][]>;
  #changed = new Map<string, (body: Buffer) => Buffer>();

  private constructor(
    private folder: string,
    private readonly path: string,
  ) {
    this.#rules = rulesOf(folder);
  }

  /** Serves a build on a port of its own, under a path. */
  static async of(folder: string, path = '/'): Promise<Host> {
    const host = new Host(folder, path);
    await host.start();
    return host;
  }

  /** Where the app is, with a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}${this.path}`;
  }

  /** Serves another build from now on: the one before is gone altogether. */
  use(folder: string): void {
    this.folder = folder;
    this.#rules = rulesOf(folder);
  }

  /** Hands out a file otherwise than the build has it. */
  change(file: string, how: (body: Buffer) => Buffer): void {
    this.#changed.set(file, how);
  }

  /** Lets the pages connect to another origin, as a build does that names it. */
  connects(origin: string): void {
    for (const headers of this.#rules.values()) {
      for (const header of headers) header[1] = header[1].replace("connect-src 'self'", `connect-src 'self' ${origin}`);
    }
  }

  /** Answers again, at the same address. */
  async start(): Promise<void> {
    this.#port ||= await freePort();
    const server = createServer((request, response) => this.#answer(request.url ?? '/', response));
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(this.#port, '127.0.0.1', done);
    });
    this.#server = server;
  }

  /** Answers nobody any more. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((done) => (server ? server.close(() => done()) : done()));
  }

  #answer(target: string, response: ServerResponse): void {
    const asked = new URL(target, 'http://host').pathname;
    const inside = asked.startsWith(this.path) ? `/${asked.slice(this.path.length)}` : undefined;
    if (inside !== undefined) this.asked.push(inside);
    const file = inside === '/' ? 'index.html' : inside?.slice(1);
    let body: Buffer | undefined;
    try {
      body = file === undefined || file.startsWith('_') ? undefined : readFileSync(join(this.folder, file));
    } catch {
      // Not there.
    }
    const rules = [...(this.#rules.get('/*') ?? []), ...((body && this.#rules.get(inside ?? '')) ?? [])];
    for (const [name, value] of rules) response.setHeader(name, value);
    if (!body || !file) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such file.\n');
      return;
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(this.#changed.get(file)?.(body) ?? body);
  }
}
