// Usage: node xtask/node/gzip.mjs FILE...    Prints how many bytes the files have together, compressed with gzip.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const sizes = process.argv.slice(2).map((file) => gzipSync(readFileSync(file), { level: 9 }).length);
console.log(sizes.reduce((sum, size) => sum + size, 0));
