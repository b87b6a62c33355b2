// The peer's document: pdf-lib and fontkit, the usual way to a PDF in a page. Written as somebody would who takes care:
// texts are broken word by word, the fonts are subset, the file is written in one go. It does less than the app, whose
// file is tagged and archivable (PDF/A-3a, PDF/UA-1) and has a chart.
import fontkit from '@pdf-lib/fontkit';
import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib';
import { AFRelationship, PDFDocument, rgb } from 'pdf-lib';
import boldBytes from '../../../crates/plan-doc/fonts/bold.ttf';
import regularBytes from '../../../crates/plan-doc/fonts/regular.ttf';
import { SIGNER } from './keys.mjs';

// A4 and the app's lengths.
const PAGE = [595, 842];
const MARGIN = 56;
const WIDTH = PAGE[0] - 2 * MARGIN;
const BOTTOM = 64;
const VALUES = 170;
const ROW = 26;
const INK = rgb(0.1, 0.1, 0.12);
const QUIET = rgb(0.35, 0.35, 0.4);
const LINE = rgb(0.8, 0.8, 0.82);

const TITLE = 'Repayment plan – summary';
/** From the left of the page to the left or right end of what stands in the column. */
const COLUMNS = [
  { heading: 'Payment', at: 0, text: (row, index) => String(index + 1) },
  { heading: 'Due', at: 70, text: (row) => row.due },
  { heading: 'To pay', at: 330, right: true, text: (row) => row.amount },
  { heading: 'Left to pay after it', at: WIDTH, right: true, text: (row) => row.balance },
];

/** A CMS signature with one RSA-2048 certificate takes about 1.5 KB. */
const SIGNATURE_BYTES = 4_096;

/** The file, with room for a signature. */
export async function write({ rows, facts, attachments }) {
  const doc = await PDFDocument.create();
  doc.registerFontkit(fontkit);
  doc.setTitle(TITLE, { showInWindowTitleBar: true });
  doc.setLanguage('en-GB');
  const regular = await doc.embedFont(regularBytes, { subset: true });
  const bold = await doc.embedFont(boldBytes, { subset: true });

  let page;
  let y;
  const turn = () => {
    page = doc.addPage(PAGE);
    y = PAGE[1] - MARGIN;
  };
  /** Goes to a new page unless this much fits on the page in hand. */
  const room = (height) => {
    const turned = y - height < BOTTOM;
    if (turned) turn();
    return turned;
  };
  const text = (words, x, y, font, size, color = INK) => page.drawText(words, { x, y, font, size, color });

  turn();
  text(TITLE, MARGIN, y - 22, bold, 22);
  y -= 28;
  text('Signed. To be sure, check this file as shown at the end.', MARGIN, y - 10.5, bold, 10.5);
  y -= 25;

  for (const [label, value] of facts) {
    const labels = lines(label, regular, 9.5, VALUES - 12);
    const values = lines(value, bold, 10.5, WIDTH - VALUES);
    for (let line = 0; line < Math.max(labels.length, values.length); line += 1) {
      room(15);
      if (labels[line]) text(labels[line], MARGIN, y - 10.5, regular, 9.5, QUIET);
      if (values[line]) text(values[line], MARGIN + VALUES, y - 10.5, bold, 10.5);
      y -= 15;
    }
    y -= 1;
  }

  const cells = (texts, font, size) => {
    COLUMNS.forEach(({ at, right }, column) => {
      const x = MARGIN + at - (right ? font.widthOfTextAtSize(texts[column], size) : 0);
      text(texts[column], x, y - 14, font, size);
    });
    y -= ROW;
    page.drawLine({ start: { x: MARGIN, y }, end: { x: MARGIN + WIDTH, y }, thickness: 0.5, color: LINE });
  };
  const head = () => cells(COLUMNS.map(({ heading }) => heading), bold, 9.5);
  y -= 10;
  room(19 + 3 * ROW);
  text('Schedule', MARGIN, y - 14, bold, 14);
  y -= 22;
  head();
  rows.forEach((row, index) => {
    if (room(ROW)) head();
    cells(COLUMNS.map((column) => column.text(row, index)), regular, 10.5);
  });

  const pages = doc.getPages();
  pages.forEach((one, index) => {
    page = one;
    const number = `Page ${index + 1} of ${pages.length}`;
    text(TITLE, MARGIN, 40, regular, 8.5, QUIET);
    text(number, MARGIN + WIDTH - regular.widthOfTextAtSize(number, 8.5), 40, regular, 8.5, QUIET);
  });

  const encoder = new TextEncoder();
  for (const [name, content] of Object.entries(attachments)) {
    await doc.attach(encoder.encode(content), name, {
      mimeType: 'application/json',
      description: name,
      afRelationship: AFRelationship.Data,
    });
  }
  pdflibAddPlaceholder({
    pdfDoc: doc,
    reason: 'Agreement to the repayment plan',
    contactInfo: '',
    name: SIGNER,
    location: '',
    signatureLength: SIGNATURE_BYTES,
  });
  // By default it rests after every fifty objects.
  return doc.save({ objectsPerTick: Infinity });
}

/** Breaks text into lines of at most that width. Measuring shapes the text: every word is measured once. */
function lines(text, font, size, width) {
  const lines = [];
  const space = font.widthOfTextAtSize(' ', size);
  let line = '';
  let used = 0;
  const put = (part, wide) => {
    line += part;
    used += wide;
  };
  const end = () => {
    lines.push(line);
    [line, used] = ['', 0];
  };
  for (const word of text.split(' ')) {
    const wide = font.widthOfTextAtSize(word, size);
    if (line && used + space + wide > width) end();
    if (line) put(' ', space);
    if (wide <= width) {
      put(word, wide);
      continue;
    }
    // A word that is wider than the line is broken wherever the line is full.
    for (const one of word) {
      const wide = font.widthOfTextAtSize(one, size);
      if (used + wide > width) end();
      put(one, wide);
    }
  }
  end();
  return lines;
}
