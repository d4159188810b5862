/** The département proposes, Brest answers: what both agreed on is the target of the dashboard, and nothing before. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { expectWords } from '../support/words.ts';

const LIST = '/territoires/29-BREST/concertation';
const BOARD = '/territoires/29-BREST/tableau-de-bord';
const DEPARTMENT = 'departement.d29@pupitre.example';
const LEAD = 'responsable.29-brest@pupitre.example';

test.describe.configure({ mode: 'serial' });
let objective: string;

test('the department lead writes an orientation and proposes an objective with its means', async ({ page, signInAs, checkPage }) => {
  await signInAs(DEPARTMENT);
  await page.goto('/territoires/D29/objectifs');
  await page.getByRole('link', { name: 'Concertation et orientations' }).click();
  await expect(page.getByRole('heading', { name: /^La somme des engagements/ })).toBeVisible();
  await checkPage();
  await page.getByRole('link', { name: 'Réécrire l’orientation' }).click();
  await checkPage();
  await page.getByLabel('Texte de l’orientation').fill('Un accompagnement pour chaque jeune confirmé.');
  await page.getByRole('button', { name: 'Publier l’orientation' }).click();
  await expectWords(page.locator('#raison-message'), 'dites pourquoi');
  await page.getByLabel('Pourquoi ce changement').fill('Le comité départemental l’a demandé.');
  await page.getByRole('button', { name: 'Publier l’orientation' }).click();
  await expectWords(page.getByRole('status'), 'Orientation publiée');

  await page.goto(LIST);
  await page.getByRole('link', { name: 'Proposer un objectif' }).first().click();
  await checkPage();
  await page.getByLabel('Indicateur').selectOption('support_rate');
  await page.getByLabel('Valeur proposée').fill('140');
  await page.getByLabel(/^Moyens promis/).fill('Deux conseillers de plus, mission locale, pour janvier');
  await page.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expectWords(page.locator('#valeur-message'), '100 %');
  await checkPage();
  await page.getByLabel('Valeur proposée').fill('64');
  await page.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expectWords(page.getByRole('status'), 'Proposition envoyée');
  objective = new URL(page.url()).pathname;
  await expectWords(turn(page), 'La plate-forme doit répondre');
  await checkPage();
});

test('the lead of Brest counter-proposes, and nothing holds yet', async ({ page, signInAs, checkPage }) => {
  await signInAs(LEAD);
  await page.goto(LIST);
  await page.getByRole('link', { name: 'Jeunes accompagnés' }).and(page.locator(`[href="${objective}"]`)).click();
  await expectWords(turn(page), /64 %.*À vous de répondre/);
  await page.getByText('Proposer autre chose').click();
  await page.getByLabel(/^Valeur proposée/).fill('57,5');
  await page.getByLabel('Vos raisons').fill('Les deux conseillers n’arrivent qu’en janvier.');
  await checkPage();
  await page.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expectWords(turn(page), /57,5 %.*Le département doit répondre/);
  await page.goto(BOARD);
  await expect(standing(page)).not.toContainText('57,5');
});

test('the department agrees', async ({ page, signInAs, checkPage }) => {
  await signInAs(DEPARTMENT);
  await page.goto(objective);
  await page.getByRole('button', { name: /^Donner l’accord sur 57,5/ }).click();
  await expectWords(page.getByRole('status'), 'Accord donné');
  await checkPage();
});

test('the dashboard of Brest has the agreed target, that leads to its history', async ({ page, signInAs, checkPage }) => {
  await signInAs(LEAD);
  await page.goto(BOARD);
  const link = standing(page).getByRole('link', { name: /57,5.*cible convenue/ });
  await checkPage();
  await link.click();
  await expectWords(page.locator('main'), 'Les deux conseillers n’arrivent qu’en janvier.');
  await expectWords(page.locator('.pu-sub'), 'convenu le');
  await page.goto('/territoires/29-BREST/objectifs');
  await expect(page.locator('input[name=support_rate]'), 'not typed over by one side').toHaveCount(0);
  await checkPage();
});

const turn = (page: Page): Locator => page.locator('.pu-turns [aria-current=step]');
const standing = (page: Page): Locator => page.locator('.pu-head5 tbody tr').filter({ hasText: 'Jeunes accompagnés' });
