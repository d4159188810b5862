/** The département adds an indicator without code; the platform types what another asks; both are read on the dashboards. */
import { expect, test } from '../support/test.ts';
import { expectWords } from '../support/words.ts';

const DEPARTMENT = 'departement.d29@pupitre.example';
const LEAD = 'responsable.29-brest@pupitre.example';
const BOARD = '/territoires/29-BREST/tableau-de-bord';

const tomorrow = () => new Date(Date.now() + 24 * 3600 * 1000).toISOString().slice(0, 10);

test.describe.configure({ mode: 'serial' });
let formula: string;
let typed: string;

test('the department lead writes a formula, corrects it, tries it and publishes it', async ({ page, signInAs, checkPage }) => {
  await signInAs(DEPARTMENT);
  await page.goto('/indicateurs');
  await checkPage();
  await page.getByRole('link', { name: 'Ajouter un indicateur' }).click();
  await checkPage();
  await page.getByLabel('Nom, tel qu’il sera lu').fill('Solutions tenues par jeune accessible');
  await page.locator('#formule').fill('en_solutions ÷ (contactés − refus)');
  await page.getByRole('button', { name: 'Vérifier la formule' }).click();
  await expectWords(page.locator('#formule-message'), 'Le plus proche est « en_solution »');
  await checkPage();
  await expect(page.getByRole('button', { name: 'Publier' })).toHaveCount(0);
  await page.getByRole('button', { name: /^Remplacer/ }).click();
  await expect(page.locator('#formule')).toHaveValue('en_solution ÷ (contactés − refus)');
  await expectWords(page.locator('#formule-lue'), '« En solution » divisé par le résultat de « Contactés » moins « Refus »');
  await expect(page.getByRole('row', { name: /^PSAD de Brest/ })).toBeVisible();
  await checkPage();
  await page.getByRole('button', { name: 'Garder le brouillon' }).click();
  await page.getByRole('button', { name: 'Publier' }).click();
  await expectWords(page.locator('#texte-message'), 'Dites en une phrase');
  await page.locator('#texte').fill('Les solutions en cours, rapportées aux jeunes que l’on peut encore accompagner.');
  await page.getByRole('button', { name: 'Publier' }).click();
  await expectWords(page.getByRole('status'), 'Publié.');
  formula = new URL(page.url()).pathname;
  await checkPage();
});

test('while she writes, the formula is read back beside it', async ({ page, signInAs, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled === false, 'the button does it without script');
  await signInAs(DEPARTMENT);
  await page.goto('/territoires/D29/indicateurs/nouveau');
  await page.locator('#formule').pressSequentially('contactés ÷ confirmés');
  await expectWords(page.locator('#formule-lue'), '« Contactés » divisé par « Confirmés »');
  await expect(page).toHaveURL(/nouveau$/);
});

test('she asks the platforms for a number, month by month', async ({ page, signInAs, checkPage }) => {
  await signInAs(DEPARTMENT);
  await page.goto('/territoires/D29/indicateurs/nouveau');
  await page.getByRole('link', { name: 'Un nombre saisi' }).click();
  await checkPage();
  await page.getByLabel('Nom, tel qu’il sera lu').fill('Places d’E2C ouvertes');
  await page.locator('#texte').fill('Places que l’école de la deuxième chance ouvre dans le mois.');
  await page.locator('#unite').fill('places');
  await page.getByLabel('Saisi à partir du').fill('2026-09-01');
  await page.getByRole('button', { name: 'Garder le brouillon' }).click();
  await page.getByRole('button', { name: 'Publier' }).click();
  await expectWords(page.getByRole('status'), 'Publié.');
  typed = new URL(page.url()).pathname;
});

test('Brest reads both on its dashboard, and types its places', async ({ page, signInAs, checkPage }) => {
  await signInAs(LEAD);
  await page.goto(BOARD);
  const added = page.locator('section[aria-labelledby=t-own]');
  await expect(added.getByRole('link', { name: 'Solutions tenues par jeune accessible' }).first()).toHaveAttribute('href', formula);
  await expectWords(added, 'non transmis');
  await checkPage();
  await added.getByRole('link', { name: /^saisir/ }).click();
  await checkPage();
  await page.getByLabel(/^Septembre/).fill('douze');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expectWords(page.locator('main'), 'Écrivez un nombre en chiffres');
  await checkPage();
  await page.getByLabel(/^Septembre/).fill('12');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expectWords(page.getByRole('status'), '1 mois enregistré');
  await page.goto(BOARD);
  await expectWords(added, '12 places');
  await added.getByRole('link', { name: /12 places/ }).click();
  await expectWords(page.locator('main'), 'Ce qui a été transmis');
  await checkPage();
});

test('a new version says why, and its break is drawn', async ({ page, signInAs, checkPage }) => {
  await signInAs(DEPARTMENT);
  await page.goto(formula);
  await page.getByRole('link', { name: 'Préparer une nouvelle version' }).click();
  await checkPage();
  await page.locator('#formule').fill('en_solution ÷ confirmés');
  await page.getByRole('button', { name: 'Garder le brouillon' }).click();
  await page.getByLabel('Pourquoi cette version').fill('Les refus restent accessibles.');
  await page.getByLabel('S’applique à partir du').fill(tomorrow());
  await page.getByRole('button', { name: 'Publier' }).click();
  await expectWords(page.getByRole('status'), 'Publié.');
  await expect(page.locator('.pu-ver tbody tr')).toHaveCount(2);
  await checkPage();
  await page.goto(`/territoires/D29/chiffres/${formula.split('/').pop()}`);
  await checkPage();
  await page.goto(typed);
  await page.getByText('Retirer cet indicateur').click();
  await page.getByRole('button', { name: 'Retirer l’indicateur' }).click();
  await expectWords(page.getByRole('status'), 'Retiré.');
});
