// Usage: node ask-host.mjs URL...    Asks for each address as a browser that knows brotli and gzip, follows nothing, and
// prints one JSON object a line: {url, status, headers: [[name, value]...], sha256} of the decoded body, or {url, error}.
import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const LONGEST = 64 << 20;
const PATIENCE = 30_000;
const kinds = { 'http:': http, 'https:': https };
const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };
const decoders = { br: brotliDecompressSync, gzip: gunzipSync, 'x-gzip': gunzipSync, identity: (bytes) => bytes };

function ask(url) {
  const { protocol } = new URL(url);
  const kind = kinds[protocol];
  if (!kind) throw new Error(`not an address of the web: ${url}`);
  return new Promise((resolve, reject) => {
    const options = { agent: agents[protocol], timeout: PATIENCE, headers: { 'Accept-Encoding': 'br, gzip' } };
    const request = kind.get(url, options, (response) => {
      const chunks = [];
      let length = 0;
      response.on('data', (chunk) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > LONGEST) request.destroy(new Error('the answer does not end'));
      });
      response.on('error', reject);
      response.on('end', () => {
        try {
          const decode = decoders[response.headers['content-encoding'] ?? 'identity'];
          if (!decode) throw new Error(`an encoding nobody asked for: ${response.headers['content-encoding']}`);
          const sha256 = createHash('sha256').update(decode(Buffer.concat(chunks))).digest('hex');
          const raw = response.rawHeaders;
          const headers = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1]]] : []));
          resolve({ url, status: response.statusCode, headers, sha256 });
        } catch (error) {
          reject(error);
        }
      });
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${PATIENCE / 1000} seconds`)));
    request.on('error', reject);
  });
}

for (const url of process.argv.slice(2)) {
  const answer = await ask(url).catch((error) => ({ url, error: error.message || error.code || String(error) }));
  console.log(JSON.stringify(answer));
}
for (const agent of Object.values(agents)) agent.destroy();
