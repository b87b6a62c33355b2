// Usage: node precompress.mjs FOLDER ENDING...    Puts FILE.br and FILE.gz beside each file whose name ends so, where that
// is smaller, at the best quality of both: a server then compresses nothing itself.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [folder, ...endings] = process.argv.slice(2);
for (const file of readdirSync(folder, { recursive: true })) {
  if (!endings.includes(extname(file).slice(1))) continue;
  const raw = readFileSync(join(folder, file));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
  };
  const small = { br: brotliCompressSync(raw, { params }), gz: gzipSync(raw, { level: 9 }) };
  for (const [ending, bytes] of Object.entries(small)) {
    if (bytes.length < raw.length) writeFileSync(join(folder, `${file}.${ending}`), bytes);
  }
}
