import { readFileSync } from 'node:fs';
import { type BrowserContext } from '@playwright/test';

interface Words {
  language: string;
  direction: 'ltr' | 'rtl';
  messages: unknown[][];
}

/** The English words as the build writes those of a translation. */
function words(): Words {
  const file = process.env.WORDS_FILE;
  if (!file) throw new Error('WORDS_FILE is not set: run the journeys with `cargo xtask test journeys`');
  return JSON.parse(readFileSync(file, 'utf8')) as Words;
}

/** A language takes the place of Welsh, so the app reads it as it reads every translation. */
async function speakInstead(context: BrowserContext, table: Words): Promise<void> {
  await context.route(/\/words-cy-[0-9a-f]{16}\.json$/, (route) => route.fulfill({ json: table }));
  await context.addInitScript(() => {
    // Axe opens a page of no origin, which has no storage.
    if (location.origin !== 'null') localStorage.setItem('pn.1.language', 'cy');
  });
}

/** Speaks English from right to left: every journey finds the words that it knows. */
export const speakBackwards = (context: BrowserContext): Promise<void> => speakInstead(context, { ...words(), direction: 'rtl' });

const PLAIN = 'abcdefghijklmnopqrstuvwxyz';
const MARKED = 'áƀćđéƒğĥíĵķĺɱńóþǫŕśţúṽŵẋýž';

/** The pieces of a message with a mark on every letter; keys of selectors stay. */
function marked(piece: unknown): unknown {
  if (typeof piece === 'string') return piece.replace(/[a-z]/gi, (letter) => MARKED[PLAIN.indexOf(letter.toLowerCase())] ?? letter);
  if (!Array.isArray(piece)) return piece;
  const [place, arms] = piece as [number, [string, unknown[]][]];
  return [place, arms.map(([key, inner]) => [key, inner.map(marked)])];
}

/** Speaks English with a mark on every letter: what is read without marks is in no list of words. */
export async function speakMarked(context: BrowserContext): Promise<void> {
  const table = words();
  await speakInstead(context, { ...table, language: 'cy', messages: table.messages.map((message) => message.map(marked)) });
}
