/** The lead reads where the platform stands, at Quimper: what an assistant notes there is in it at once. */
import type { Page } from '@playwright/test';
import { day, daysAgo } from '../support/files.ts';
import { count, expectSums, figure } from '../support/figures.ts';
import { Fingers } from '../support/hands.ts';
import { enter, expect, test } from '../support/test.ts';
import { expectWords, leading, plain } from '../support/words.ts';

const BOARD = '/territoires/29-QUIMPER/tableau-de-bord';
const COUNTS = [
  'listed', 'not_concerned', 'to_verify', 'confirmed', 'contacted', 'interviewed', 'supported_ever', 'in_solution', 'supported',
  'in_contact', 'unreachable', 'refused', 'unknown',
];
const KINDS = ['initial_training', 'apprenticeship', 'continuing_training', 'employment', 'civic_service', 'other'];
const RATES = ['verification_rate', 'contact_rate', 'interview_rate', 'support_rate', 'solution_rate'];

test.describe.configure({ mode: 'serial' });
test.beforeEach(({ signInAs }) => signInAs('responsable.29-quimper@pupitre.example'));

test('the lead sees every figure, its sums, its breakdowns, and a table behind each chart', async ({ page, checkPage }) => {
  await page.goto(BOARD);
  await expectSums(page);
  for (const code of COUNTS) await count(page, code);
  for (const kind of KINDS) await count(page, `in_solution_${kind}`);
  for (const rate of RATES) await expectWords(figure(page, rate).first(), /\d ?%|sans objet/);
  await expectWords(figure(page, 'days_to_contact').first(), /^\d.* jours?|^sans objet/);

  for (const title of ['Sexe', 'Âge à l’entrée', 'Source', 'Nouveaux présumés']) {
    await expect(page.getByRole('heading', { name: title }).first(), title).toBeVisible();
  }
  const charts = page.locator('main figure');
  expect(await charts.count(), 'charts').toBeGreaterThan(4);
  for (const chart of await charts.all()) {
    expect(await chart.locator('table').count(), `${plain(await chart.locator('h2, h3').first().textContent())}: its data`).toBeGreaterThan(0);
  }
  await checkPage();
});

test('no table lies over its neighbour at any width, and the dashboard prints on two pages', async ({ page }) => {
  await page.goto(BOARD);
  const tooWide = () => page.evaluate(() => [...document.querySelectorAll('main table')]
    .filter(table => !table.closest('details, .pu-scroll') && table.getBoundingClientRect().width > table.parentElement!.getBoundingClientRect().width + 1)
    .map(table => table.querySelector('caption')?.textContent));
  for (const width of [390, 768, 992, 1024, 1100, 1200, 1280, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await tooWide(), `${width} px`).toEqual([]);
  }
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), 'pages').toHaveLength(2);
});

test('the lead types the targets of the year, and the dashboard holds the figures against them', async ({ page, checkPage }) => {
  await page.goto(BOARD);
  await page.getByRole('link', { name: 'Objectifs' }).first().click();
  await checkPage();
  await page.getByLabel(/^Cible, Jeunes accompagnés/).fill('41');
  await page.getByLabel(/^Cible, Délai avant premier contact/).first().fill('9');
  await page.getByRole('button', { name: 'Enregistrer les cibles' }).click();
  await expect(page.getByLabel(/^Cible, Jeunes accompagnés/)).toHaveValue('41');
  await checkPage();

  await page.goto(BOARD);
  const standing = page.getByRole('table', { name: /^Indicateurs, leur valeur/ });
  await expectWords(standing.getByRole('row', { name: /^Jeunes accompagnés/ }), /41 %/);
  await expectWords(standing.getByRole('row', { name: /^Délai avant premier contact/ }), /9 jours/);
  await checkPage();

  await page.getByRole('link', { name: 'Objectifs' }).first().click();
  await page.getByLabel(/^Cible, Jeunes accompagnés/).fill('beaucoup');
  await page.getByRole('button', { name: 'Enregistrer les cibles' }).click();
  await expect(page.getByLabel(/^Cible, Jeunes accompagnés/)).toHaveValue('beaucoup');
  await expect(page.getByLabel(/^Cible, Jeunes accompagnés/)).toHaveAttribute('aria-invalid', 'true');
  await checkPage();
});

test('each figure opens its definition and the cases behind it, as many as it says', async ({ page, checkPage }) => {
  test.setTimeout(180_000);
  // The year before is whole: every figure has had the time to be something.
  await page.goto(BOARD);
  await page.getByRole('navigation', { name: 'Période' }).getByRole('link').nth(1).click();
  const board = page.url();
  let checked = 0;
  for (const code of [...COUNTS, ...KINDS.map(kind => `found_solution_${kind}`)]) {
    await page.goto(board);
    const shown = await count(page, code);
    await figure(page, code).first().click();
    await expect(page.getByRole('heading', { name: 'D’où vient ce chiffre ?' })).toBeVisible();
    const definition = page.getByRole('region', { name: 'La définition appliquée' }).getByRole('link', { name: 'La définition au catalogue' });
    await expect(definition).toHaveAttribute('href', `/indicateurs/${code}`);
    const behind = page.getByRole('link', { name: /^Voir (le dossier|les \d.* dossiers)/ });
    if (shown === 0) {
      await expect(behind, `${code}: nobody to see`).toHaveCount(0);
      continue;
    }
    if (checked++ === 0) await checkPage();
    await behind.first().click();
    expect(await listed(page), `${code}: the cases behind ${shown}`).toBe(shown);
    if (checked === 1) await checkPage();
  }
  expect(checked, 'figures with somebody behind').toBeGreaterThan(4);
});

test('what the assistant did a minute ago is in it', async ({ page, elsewhere }) => {
  await page.goto(BOARD);
  const before = { listed: await count(page, 'listed'), toVerify: await count(page, 'to_verify'), confirmed: await count(page, 'confirmed') };
  await someoneComes(await elsewhere());
  await page.goto(BOARD);
  expect(await count(page, 'listed')).toBe(before.listed + 1);
  expect(await count(page, 'to_verify')).toBe(before.toVerify + 1);
  expect(await count(page, 'confirmed')).toBe(before.confirmed);
  await expectSums(page);
});

test('a call noted a minute ago is in the activity of the period, whose figures open what they count', async ({ page, elsewhere, checkPage }) => {
  await page.goto(BOARD);
  const attempts = await count(page, 'attempts');
  const contacts = await count(page, 'contacts');
  const assistant = await elsewhere();
  await someoneComes(assistant, 'Le Bihan-Corre', 'Malo', day(19, 6, 23).iso);
  const call = assistant.getByRole('region', { name: 'Ajouter un événement' }).locator('details')
    .filter({ has: assistant.getByText('Appel, message, courrier ou visite', { exact: true }) });
  await call.locator('summary').click();
  await call.getByLabel('Moyen').selectOption({ label: 'Téléphone' });
  await call.getByLabel('À qui').selectOption({ label: 'Le jeune' });
  await call.getByLabel('Ce qui en est sorti').selectOption({ label: 'Message laissé ou envoyé' });
  await call.getByRole('button', { name: /^Enregistrer/ }).click();
  await expectWords(assistant.locator('main'), /: noté\. Annuler cette saisie/);

  await page.goto(BOARD);
  const activity = page.getByRole('region', { name: 'Activité de la période' });
  await expectWords(activity, /Essais de contact.*Entretien des 16-17 ans tenu en trois mois/);
  expect(await count(page, 'attempts')).toBe(attempts + 1);
  expect(await count(page, 'contacts')).toBe(contacts);
  await figure(page, 'attempts').first().click();
  await expect(page.getByRole('heading', { name: 'D’où vient ce chiffre ?' })).toBeVisible();
  await expectWords(page.locator('.pu-formula'), new RegExp(`${attempts + 1} essais? de contact dans la période`));
  await expectWords(page.getByRole('region', { name: 'La définition appliquée' }), /plusieurs pour un même jeune comptent chacun/);
  await checkPage();
});

/** How many cases the list says it has. */
async function listed(page: Page): Promise<number> {
  return leading(await page.locator('main').locator('strong').filter({ hasText: /dossiers?$/ }).first().textContent());
}

/** The assistant of Quimper receives a youth, in a browser of her own. */
async function someoneComes(page: Page, name = 'Tréguer-Kerlan', first = 'Awena', born = day(18, 1, 4).iso) {
  await enter(page, 'assistant.29-quimper@pupitre.example');
  await page.goto('/plates-formes/29-QUIMPER/dossiers/nouveau');
  await page.getByLabel('Nom de famille').fill(name);
  await page.getByLabel(/^Prénoms/).fill(first);
  await page.getByLabel('Date de naissance').fill(born);
  await new Fingers(page).tick(page.getByRole('group', { name: /droit au retour/ }).getByLabel('Non'));
  await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await expect(page).toHaveURL(/\/dossiers\/[0-9a-f-]{36}/);
}

test('what moved since a past day is told, and that day is read again as it was known', async ({ page, checkPage }) => {
  await page.goto(BOARD);
  await page.getByRole('link', { name: 'Ce qui a bougé' }).click();
  await page.getByLabel('Depuis le').fill(daysAgo(60).iso);
  await page.getByRole('button', { name: 'Afficher' }).click();
  await expectWords(page.getByRole('region', { name: 'Les chiffres' }), /Présumés.*Solutions trouvées/);
  await expectWords(page.getByRole('region', { name: 'Pourquoi' }), /Noté depuis/);
  const moved = page.getByRole('region', { name: /^Les dossiers/ }).locator('tbody').getByRole('row');
  expect(await moved.count(), 'cases that moved').toBeGreaterThan(0);
  await checkPage();

  await page.goto(`${BOARD}?connu=${daysAgo(60).iso}`);
  await expectWords(page.locator('main'), /Chiffres tels qu’on les savait le .* au soir/);
  await checkPage();
  await page.goto(`${BOARD}?connu=${daysAgo(-3).iso}`);
  await expectWords(page.locator('main'), /Ce jour est à venir/);
  await checkPage();
});
