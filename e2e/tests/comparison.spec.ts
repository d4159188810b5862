/** The region lead compares platforms: chooses a rate, reads the table behind the plot. Nobody is ranked. */
import { expect, test } from '../support/test.ts';
import { expectWords, plain } from '../support/words.ts';

test.beforeEach(({ signInAs }) => signInAs('region.r53@pupitre.example'));

test('the region lead chooses a rate and a platform, and reads the table behind the plot', async ({ page, checkPage }) => {
  await page.goto('/territoires/R53/tableau-de-bord');
  await page.getByRole('navigation', { name: 'Période' }).getByRole('link').nth(1).click();
  await page.getByRole('link', { name: 'Comparer les plates-formes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Comparer les plates-formes de la région académique Bretagne/ })).toBeVisible();
  await checkPage();

  await page.getByLabel('Indicateur', { exact: true }).selectOption({ label: 'Jeunes contactés' });
  await page.getByLabel('Plate-forme à situer').selectOption({ label: 'PSAD de Brest' });
  await page.getByRole('button', { name: 'Afficher' }).click();
  const plot = page.locator('figure').filter({ has: page.getByRole('heading', { name: 'Jeunes contactés, selon l’effectif' }) });
  await expectWords(plot.locator('.pu-chart__read'), /plates-formes comparées (ne )?sor(t|tent) des limites à 95 %/);
  await expect(plot.locator('svg[role=img] text').filter({ hasText: 'PSAD de Brest' }).first()).toBeAttached();

  await plot.locator('summary').click();
  const behind = plot.getByRole('table');
  await expect(behind.getByRole('columnheader', { name: 'Limites à 99,8' })).toBeVisible();
  const names = (await behind.locator('tbody th').allTextContents()).map(plain);
  expect(names.length, 'platforms').toBeGreaterThan(2);
  expect(names, 'in alphabetical order, never ranked').toEqual([...names].sort((a, b) => a.localeCompare(b, 'fr')));
  await expectWords(page.getByRole('table', { name: /^Observé et attendu/ }).getByRole('row', { name: /^PSAD de Brest/ }), /attendu|hasard/);
  await expectWords(page.locator('main'), /Surdispersion : facteur \d/);
  await checkPage();
});

test('a count, or a year upside down, is refused beside its field and kept', async ({ page, checkPage }) => {
  await page.goto('/territoires/R53/comparer?indicateur=listed&annee=2027-2026');
  await expectWords(page.locator('#indicateur-message'), /Présumés.*est un nombre/);
  await expectWords(page.locator('#annee-message'), /à l’envers/);
  await expect(page.getByLabel('Année scolaire')).toHaveValue('2027-2026');
  await expect(page.locator('main figure')).toHaveCount(0);
  await checkPage();
});
