// Usage: node compress.mjs DIST OUT. Writes OUT/<file>.br for every file of DIST, at brotli's best quality.
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [dist, out] = process.argv.slice(2);
// A file of an earlier build must not be served for one of this build.
rmSync(out, { recursive: true, force: true });
for (const file of readdirSync(dist, { recursive: true })) {
  const source = join(dist, file);
  if (!statSync(source).isFile()) continue;
  const raw = readFileSync(source);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
  };
  const target = join(out, `${file}.br`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, brotliCompressSync(raw, { params }));
}
