/** The tables of the dashboard and the list of cases, taken away: the files say what the page says. */
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { count, figure } from '../support/figures.ts';
import { expect, test } from '../support/test.ts';
import { leading } from '../support/words.ts';

const BOARD = '/territoires/29-BREST/tableau-de-bord';

test.beforeEach(({ signInAs }) => signInAs('responsable.29-brest@pupitre.example'));

test('the lead takes a table away, and its total is the figure of the page', async ({ page, checkPage }) => {
  // Somebody else may write at Brest meanwhile: then both are read again.
  await expect(async () => {
    await page.goto(BOARD);
    const listed = await count(page, 'listed');
    const rate = await figure(page, 'contact_rate').first().textContent();
    const xlsx = await taken(page, 'XLSX, Sexe');
    expect(xlsx.name).toMatch(/^tableau-de-bord_29-BREST_\d{4}-\d{4}_par-sexe\.xlsx$/);
    const sheet = xlsx.part('xl/worksheets/sheet1.xml');
    const [, formula, total] = sheet.match(/<c r="B5"[^>]*><f>([^<]*)<\/f><v>([^<]*)<\/v>/)!;
    expect([formula, Number(total)]).toEqual(['SUM(B2:B4)', listed]);

    const ods = await taken(page, 'ODS, Sexe');
    const [, value] = ods.part('content.xml').match(/table:formula="of:=SUM\(\[\.B2:\.B4\]\)" office:value="([^"]*)"/)!;
    expect(Number(value)).toBe(listed);

    const csv = await taken(page, 'CSV, Ensemble');
    const line = csv.text().split('\r\n').map(row => row.split(';')).find(row => row[1] === 'contact_rate')!;
    const said = Number(line[2]!.replace(',', '.'));
    expect((said * 100).toFixed(1).replace('.', ',')).toBe(rate!.split('\u202f')[0]);
  }).toPass({ timeout: 60_000 });
  const whole = await taken(page, 'XLSX, tout le tableau de bord');
  expect(whole.name).toMatch(/^tableau-de-bord_29-BREST_\d{4}-\d{4}\.xlsx$/);
  for (const tab of ['Ensemble', 'Sexe', 'Provenance', 'Définitions']) {
    expect(whole.part('xl/workbook.xml')).toContain(`<sheet name="${tab}"`);
  }
  await checkPage();
});

test('the list of cases is taken away as it is filtered, and the journal says so', async ({ page, checkPage }) => {
  await page.goto('/plates-formes/29-BREST/dossiers?etat=clos');
  await checkPage();
  const total = leading(await page.locator('main').locator('strong').filter({ hasText: /dossiers?$/ }).first().textContent());
  const csv = await taken(page, 'CSV, liste des dossiers');
  const lines = csv.text().trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^\ufeffDossier;Nom;Prénoms;/);
  expect(lines.length - 1).toBe(total);
  await page.goto('/journal?geste=dossiers-telecharges');
  await expect(page.getByRole('row', { name: /Liste de dossiers téléchargée/ }).first()).toBeVisible();
});

/** What the link to a file gives. Asked without the browser: the one without windows keeps no file. */
async function taken(page: Page, link: string) {
  // What only screen readers hear stands apart: a space comes before it.
  const href = await page.getByRole('link', { name: link.replace(', ', ' , '), exact: true }).getAttribute('href', { timeout: 10_000 });
  const answer = await page.request.get(href!);
  expect(answer.status(), href!).toBe(200);
  const bytes = await answer.body();
  return {
    name: answer.headers()['content-disposition']!.match(/filename="([^"]*)"/)![1]!,
    text: () => bytes.toString('utf8'),
    part: (name: string) => strFromU8(unzipSync(bytes)[name]!),
  };
}
