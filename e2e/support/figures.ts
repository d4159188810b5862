/** Reads the figures that a dashboard shows, by the code of their indicator. */
import { type Locator, type Page, expect } from '@playwright/test';
import { leading, plain } from './words.ts';

/** The links to where a figure of the page's own territory comes from: not those of a sub-territory, nor of one class of youths. */
export function figure(page: Page, code: string): Locator {
  const territory = new URL(page.url()).pathname.split('/')[2];
  return page.locator(`main a[href^="/territoires/${territory}/chiffres/${code}?annee="]:not([href*="&"])`);
}

/** The count that a dashboard gives, the same wherever it gives it. */
export async function count(page: Page, code: string): Promise<number> {
  const shown = (await figure(page, code).allTextContents()).map(leading);
  expect(shown.length, `${code} on ${page.url()}`).toBeGreaterThan(0);
  expect(new Set(shown).size, `${code} says one thing: ${shown}`).toBe(1);
  return shown[0]!;
}

export async function counts<Code extends string>(page: Page, codes: readonly Code[]): Promise<Record<Code, number>> {
  const all = {} as Record<Code, number>;
  for (const code of codes) all[code] = await count(page, code);
  return all;
}

export const VERIFICATIONS = ['not_concerned', 'confirmed', 'to_verify'] as const;
export const SITUATIONS = ['in_solution', 'supported', 'in_contact', 'unreachable', 'refused', 'unknown'] as const;

/** listed = not concerned + confirmed + to verify; confirmed = the six situations. Always (MEASURE.md, 2). */
export async function expectSums(page: Page) {
  const all = await counts(page, ['listed', ...VERIFICATIONS, ...SITUATIONS]);
  expect(sum(VERIFICATIONS.map(code => all[code])), 'présumés').toBe(all.listed);
  expect(sum(SITUATIONS.map(code => all[code])), 'confirmés').toBe(all.confirmed);
}

export const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);

/** A column of a table, by its header: what each row of the body says, and what the foot says. */
export async function column(table: Locator, header: string): Promise<{ rows: { name: string; group: boolean; value: string }[]; foot: string }> {
  const headers = (await table.locator('thead th').allTextContents()).map(plain);
  const index = headers.indexOf(header);
  expect(index, `« ${header} » among ${headers.join(', ')}`).toBeGreaterThan(0);
  const read = (rows: Locator) => rows.evaluateAll((all, index) => all.map(row => ({
    name: row.children[0]!.textContent!.trim(),
    group: row.classList.contains('is-group'),
    value: row.children[index]!.textContent!.trim(),
  })), index);
  const [foot] = await read(table.locator('tfoot tr'));
  return { rows: await read(table.locator('tbody tr')), foot: foot!.value };
}
