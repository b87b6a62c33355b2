// Other people's tools (Poppler) judge what was made: a fast wrong document counts for nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a tool prints. */
function ask(tool, ...args) {
  try {
    return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error(`${tool} is missing (Debian: \`apt-get install poppler-utils\`)`);
    throw error;
  }
}

/** Three A4 pages, every row of the schedule on one line, embedded fonts, the attachments, valid signatures. */
export function check(who, bytes, { rows, attachments }, { signatures: expected = 1, own = [] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-agreement-'));
  try {
    const file = join(folder, 'document.pdf');
    writeFileSync(file, bytes);
    const about = ask('pdfinfo', file);
    assert.match(about, /^Pages: +3$/m, `${who}: ${about}`);
    assert.match(about, /^Page size: .*A4/m, `${who}: ${about}`);

    const signatures = ask('pdfsig', file);
    assert.equal(signatures.match(/^Signature #/gm)?.length, expected, `${who}: ${signatures}`);
    assert.equal(signatures.match(/Signature is Valid/g)?.length, expected, `${who}: ${signatures}`);
    assert.match(signatures, /Total document signed/, `${who}: ${signatures}`);

    const pages = ask('pdftotext', '-layout', file, '-').split('\f').slice(0, 3);
    const printed = (page, { due, amount, balance }) =>
      page.split('\n').some((line) => [due, amount, balance].every((cell) => line.includes(cell)));
    rows.forEach((row) => {
      assert.ok(pages.some((page) => printed(page, row)), `${who}: the payment of ${row.due} is not printed`);
    });
    pages.forEach((page, index) => {
      const headed = /^ *Payment +Due/m.test(page);
      assert.equal(headed, rows.some((row) => printed(page, row)), `${who}: page ${index + 1} lacks a header`);
      assert.ok(page.includes(`Page ${index + 1} of 3`), `${who}: page ${index + 1} has no number`);
    });

    const fonts = ask('pdffonts', file).trimEnd().split('\n').slice(2);
    const embedded = (font) => / yes (yes|no) +(yes|no) +\d+ +\d+$/.test(font);
    assert.ok(fonts.length >= 2 && fonts.every(embedded), `${who}: ${fonts.join('\n')}`);

    ask('pdfdetach', '-saveall', '-o', folder, file);
    for (const [name, text] of Object.entries(attachments).filter(([name]) => !own.includes(name))) {
      assert.deepEqual(JSON.parse(readFileSync(join(folder, name), 'utf8')), JSON.parse(text), `${who}: ${name}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
