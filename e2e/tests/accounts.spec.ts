/** The administrator opens an account, invites, closes it, and reads who looked at and changed what. */
import type { Page } from '@playwright/test';
import { day } from '../support/files.ts';
import { Fingers } from '../support/hands.ts';
import { lastMessageTo } from '../support/mail.ts';
import { enter, expect, test } from '../support/test.ts';
import { expectWords, plain } from '../support/words.ts';

const PASSWORD = 'quatre cormorans sèchent leurs ailes';
const NAME = 'Gwenola Le Squer';

test('an administrator invites an assistant, who signs in; closes her account, which ends her session; the journal tells all', async ({ page, elsewhere, engine, look, signIn, checkPage }) => {
  test.setTimeout(180_000);
  // The folder of messages is one for all the programs.
  const email = `gwenola.lesquer.${engine}.${look}@psad-chateaulin.example`;
  await signIn(/administrat.* des comptes/i);
  await page.goto('/comptes/nouveau');
  await page.getByLabel(/^Adresse électronique/).fill(email);
  await page.getByLabel('Prénom et nom').fill(NAME);
  await page.getByLabel('Fonction', { exact: true }).selectOption('Assistant ou assistante de plate-forme');
  await page.getByLabel(/^Territoire/).fill('Châteaulin');
  await page.getByRole('button', { name: 'Créer le compte et inviter' }).click();
  await expectWords(page.locator('main'), 'Le compte est créé, l’invitation est partie.');
  await expectWords(page.getByRole('table', { name: 'Fonctions en cours' }), /Assistant ou assistante de plate-forme.*29-CHATEAULIN/);
  const account = new URL(page.url()).pathname;
  await checkPage();

  const first = linkIn(await lastMessageTo(email));
  expect(await lastMessageTo(email)).toContain('72 heures');

  await page.getByRole('button', { name: /^Renvoyer|^Envoyer/ }).click();
  await expectWords(page.locator('main'), 'Le message est parti. Les liens envoyés avant ne servent plus.');
  const second = linkIn(await lastMessageTo(email, 2));
  expect(second).not.toBe(first);

  const invited = await elsewhere();
  expect((await invited.goto(first))!.status()).toBe(410);
  await expectWords(invited.locator('main'), /expiré/);

  await invited.goto(second);
  await expectWords(invited.locator('main'), NAME.split(' ')[0]!);
  await chooses(invited, 'motdepasse2026');
  await expectWords(invited.locator('main'), /mot de passe/);
  await chooses(invited, PASSWORD);
  await invited.context().clearCookies();
  await enter(invited, email, PASSWORD);
  await expect(invited).toHaveURL(/\/plates-formes\/29-CHATEAULIN\/file$/);
  await invited.goto(second);
  await expectWords(invited.locator('main'), /déjà servi/);

  // She receives a youth, and looks at his case.
  await invited.goto('/plates-formes/29-CHATEAULIN/dossiers/nouveau');
  await invited.getByLabel('Nom de famille').fill('Kerouedan');
  await invited.getByLabel(/^Prénoms/).fill('Loeiz');
  await invited.getByLabel('Date de naissance').fill(day(18, 1, 6).iso);
  await new Fingers(invited).tick(invited.getByRole('group', { name: /droit au retour/ }).getByLabel('Non'));
  await invited.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await expect(invited).toHaveURL(/\/dossiers\/[0-9a-f-]{36}/);
  const youth = new URL(invited.url()).pathname.split('/').at(-1)!;

  await page.goto(account);
  await page.getByRole('button', { name: 'Fermer le compte' }).click();
  await expectWords(page.locator('main'), 'Le compte est fermé et ses sessions aussi.');
  await checkPage();
  await invited.goto('/plates-formes/29-CHATEAULIN/file');
  await expect(invited, 'her session is over').toHaveURL(/\/connexion/);
  await invited.getByLabel('Adresse électronique').fill(email);
  await invited.getByLabel('Mot de passe', { exact: true }).fill(PASSWORD);
  await invited.getByRole('button', { name: 'Se connecter' }).click();
  await expectWords(invited.locator('main'), 'ne vont pas ensemble');

  await page.goto(account);
  await page.getByRole('link', { name: 'Ce que le journal dit de ce compte' }).click();
  expect(await acts(page)).toEqual(expect.arrayContaining(['Compte créé', 'Invitation envoyée', 'Compte fermé']));
  await checkPage();
  await page.goto(`/journal?objet=${youth}`);
  const seen = await acts(page);
  expect(seen).toContain('Consultation');
  expect(seen).toContain('Dossier ouvert pour un jeune venu sans liste');
  await expectWords(page.getByRole('row', { name: /Consultation/ }).first(), NAME);
  await expect(page.getByText('Kerouedan'), 'no name of a youth').toHaveCount(0);
  await page.goto('/journal/verification');
  await expectWords(page.locator('main'), /intact|intègre|aucune rupture|chaîne est entière|Rien n’a été/i);
  await checkPage();
});

test('somebody who forgot the password asks for a link, without learning whether the address has an account', async ({ page, checkPage }) => {
  await page.goto('/mot-de-passe-oublie');
  await checkPage();
  await page.getByLabel(/^Adresse électronique/).fill('inconnue@pupitre.example');
  await page.getByRole('main').getByRole('button').click();
  await expect(page).toHaveURL(/\/mot-de-passe-oublie\/envoye/);
  await checkPage();
});

const linkIn = (message: string) => message.match(/http:\/\/127\.0\.0\.1:\d+\/invitation\/\S+/)![0];

async function chooses(page: Page, password: string) {
  await page.locator('input[name=password]').fill(password);
  await page.locator('input[name=confirmation]').fill(password);
  await page.getByRole('main').getByRole('button').first().click();
}

/** The third column of the journal: what was done. */
async function acts(page: Page): Promise<string[]> {
  return (await page.getByRole('table').locator('tbody tr td:nth-of-type(2)').allTextContents()).map(plain);
}
