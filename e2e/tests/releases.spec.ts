/**
 * The national team publishes a quarter; anybody reads it without an account, and a lead reads his neighbours in it. The country of the
 * journeys is small: most of its numbers must be hidden. What is hidden, and why, is in crates/measure/tests/it/releases.rs.
 */
import { enter, expect, test } from '../support/test.ts';
import { expectWords } from '../support/words.ts';

test('a quarter is published, then read by the public and by a lead', async ({ page, signInAs, elsewhere, checkPage }) => {
  await signInAs('national.fr@pupitre.example');
  await page.getByRole('link', { name: 'Publications' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Publications' })).toBeVisible();
  await checkPage();
  const publish = page.getByRole('button', { name: /^Publier / }).first();
  const quarter = (await publish.textContent())!.replace('Publier', '').trim();
  await publish.click();
  await expectWords(page.locator('.fr-alert--success'), /est en cours de publication/);
  const published = page.getByRole('main').getByRole('link', { name: quarter });
  await expect(async () => {
    await page.reload();
    await expect(published).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 90_000 });

  const stranger = await elsewhere();
  await stranger.goto('/donnees-ouvertes');
  await stranger.getByRole('link', { name: quarter, exact: true }).click();
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText('France');
  await expect(stranger.getByText('petit effectif').first()).toBeVisible();
  await expectWords(stranger.getByRole('main'), /Licence ouverte 2\.0/);

  const own = '/territoires/56-LORIENT/pairs';
  expect((await stranger.goto(own))?.url()).not.toContain(own);
  const lead = await elsewhere();
  await enter(lead, 'responsable.56-lorient@pupitre.example');
  await lead.goto(own);
  await expect(lead.locator('tr.is-own')).toHaveCount(1);
  await expectWords(lead.locator('tr.is-own'), /chiffres exacts/);
  await expect(lead.locator('tr.is-own .pu-sign', { hasText: 'petit effectif' })).toHaveCount(0);
});
