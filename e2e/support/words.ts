/** French on screen, as a test compares it. */
import { type Locator, expect } from '@playwright/test';

/** Without no-break spaces, and each run of blanks as one. */
export const plain = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();

/** The whole number that a text begins with: `1 234 dossiers créés` is 1234. */
export function leading(text: string | null): number {
  const found = plain(text).match(/^\d+(?: \d{3})*(?![\d,])/);
  if (!found) throw new Error(`« ${text} » does not begin with a whole number`);
  return Number(found[0].replaceAll(' ', ''));
}

/** All that a place says, the hours and minutes aside: two readings of it can be compared. */
export async function said(place: Locator): Promise<string> {
  return plain(await place.textContent()).replace(/\d{1,2} h(?: \d{2})?/g, '…');
}

export async function expectWords(place: Locator, words: RegExp | string) {
  await expect.poll(async () => plain(await place.textContent())).toMatch(
    words instanceof RegExp ? words : new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
  );
}
