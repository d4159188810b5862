/**
 * The region lead compares platforms. The country of the journeys is small, no platform has twenty youths: the page must say so and
 * conclude nothing. Plots and tables of larger ones are read in crates/measure/tests/it/comparison.rs.
 */
import { expect, test } from '../support/test.ts';
import { expectWords } from '../support/words.ts';

test.beforeEach(({ signInAs }) => signInAs('region.r53@pupitre.example'));

test('the region lead chooses a rate and a platform; of platforms of few, nothing is concluded', async ({ page, checkPage }) => {
  await page.goto('/territoires/R53/tableau-de-bord');
  await page.getByRole('link', { name: 'Comparer les plates-formes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Comparer les plates-formes de la région académique Bretagne/ })).toBeVisible();
  await page.getByLabel('Indicateur', { exact: true }).selectOption({ label: 'Jeunes contactés' });
  await page.getByLabel('Plate-forme à situer').selectOption({ label: 'PSAD de Brest' });
  await page.getByRole('button', { name: 'Afficher' }).click();
  await expect(page).toHaveURL(/indicateur=contact_rate.*plate-forme=29-BREST/);
  await expect(page.getByRole('heading', { name: 'Rien à comparer' })).toBeVisible();
  await expectWords(page.locator('.pu-empty'), /au moins 20 confirmés/);
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
