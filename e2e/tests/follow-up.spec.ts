/**
 * The assistant follows young people, with the keyboard alone at her desk, and with a phone where no script runs. At Rennes, where
 * nobody else writes.
 */
import type { Locator, Page } from '@playwright/test';
import { day, daysAgo } from '../support/files.ts';
import { Fingers, type Hands, Keyboard } from '../support/hands.ts';
import { expect, test } from '../support/test.ts';
import { expectWords, leading, plain } from '../support/words.ts';

const RENNES = '/plates-formes/35-RENNES';
const TODAY = daysAgo(0).iso;

test.describe.configure({ mode: 'serial' });
test.beforeEach(({ signInAs }) => signInAs('assistant.35-rennes@pupitre.example'));

test('a youth who came by himself has a case, and the fifteen days of his return run in the queue', async ({ page, look, checkPage }) => {
  const hands = handsOf(page, look);
  await page.goto(`${RENNES}/dossiers`);
  await hands.press(page.getByRole('link', { name: 'Un jeune est venu' }));
  await checkPage();
  await hands.tick(page.getByRole('group', { name: /droit au retour/ }).getByLabel(/^Oui/));
  await hands.write(page.getByLabel('Nom de famille'), 'Guivarc’h');
  await hands.write(page.getByLabel(/^Prénoms/), 'Nolan');
  await hands.write(page.getByLabel('Date de naissance'), day(19, 1, 15).iso);
  await hands.choose(page.getByLabel('Sexe'), 'Masculin');
  await hands.write(page.getByLabel('Téléphone, facultatif'), '06 39 98 76 01');
  await hands.write(page.getByLabel(/^Nom du responsable légal/), 'Armelle Guivarc’h');
  await hands.press(page.getByRole('button', { name: 'Ouvrir le dossier' }));

  await expect(page).toHaveURL(/\/dossiers\/[0-9a-f-]{36}/);
  await expectStanding(page, 'À vérifier');
  await expectWords(page.getByRole('region', { name: 'Délais et prochaines étapes' }), new RegExp(`Entretien du droit au retour – avant le ${inDays(15)}, soit 15 jours`));
  await checkPage();

  await page.goto(`${RENNES}/file`);
  await expectWords(rowOf(page, 'Nolan Guivarc’h'), /Droit au retour, entretien avant le/);
});

test('a call to voicemail is recorded from the queue in a few keys or two touches, and undone', async ({ page, look, checkPage }) => {
  await page.goto(`${RENNES}/file`);
  await checkPage();
  const waiting = await situations(page);
  const [called, following] = await names(page);
  const hands = handsOf(page, look);

  if (hands instanceof Keyboard) {
    await hands.key('j', 'o', '2');
    await expectRecorded(page, called!);
    expect(hands.keys, 'keys from the queue to the recorded call').toBeLessThanOrEqual(3);
    // The next row is open and has the focus: the next call takes one key.
    await expect(focused(page)).toHaveText(/Noter l’appel|Replier/);
    expect(plain(await row(focused(page)).locator('.pu-row__name').textContent())).toBe(following);
    await hands.key('2');
    await expectRecorded(page, following!);
    expect(hands.keys).toBeLessThanOrEqual(4);
    await hands.press(page.getByRole('button', { name: 'Annuler cette saisie' }));
    await expectWords(page.locator('main'), `Saisie annulée pour ${following}`);
    await page.goto(`${RENNES}/file`);
    await row(page.getByRole('link', { name: called!, exact: true })).or(page.locator('main')).first().waitFor();
  } else {
    await hands.press(rowOf(page, called!).locator('summary'));
    await hands.press(rowOf(page, called!).getByRole('button', { name: /^(\d )?Message laissé/ }));
    await expectRecorded(page, called!);
    await expect(rowOf(page, following!).locator('details')).toHaveAttribute('open');
    await checkPage();
    await hands.press(page.getByRole('button', { name: 'Annuler cette saisie' }));
    await expectWords(page.locator('main'), `Saisie annulée pour ${called}`);
    await page.goto(`${RENNES}/file`);
    expect(await situations(page), 'the queue is as before').toBe(waiting);
    expect((await names(page))[0]).toBe(called);
  }
  await checkPage();
});

test('a call that says nothing is refused beside its field, and what was typed is kept', async ({ page, look, checkPage }) => {
  const hands = handsOf(page, look);
  await page.goto(`${RENNES}/file`);
  const first = page.locator('.pu-row').first();
  await hands.press(first.locator('summary'));
  await hands.tick(first.getByLabel(/Rendez-vous pris/));
  await hands.write(first.getByLabel(/^Note,/), 'passe jeudi avec sa mère');
  await hands.press(first.getByRole('button', { name: 'Enregistrer' }));
  await expectWords(first, /Donnez le jour du rendez-vous/);
  await expect(first.getByLabel(/^Note,/)).toHaveValue('passe jeudi avec sa mère');
  await checkPage();
});

test('from the first contact to the way back to school, the situation is derived from what happened', async ({ page, look, checkPage }) => {
  test.setTimeout(180_000);
  const hands = handsOf(page, look);
  await openCase(page, 'Nolan Guivarc’h');

  await record(page, hands, 'Appel, message, courrier ou visite', async form => {
    await hands.choose(form.getByLabel('Moyen'), 'Téléphone');
    await hands.choose(form.getByLabel('À qui'), 'Le jeune');
    await hands.choose(form.getByLabel('Ce qui en est sorti'), 'Joint, échange');
  });
  await expectStanding(page, 'À vérifier');

  await record(page, hands, 'Vérification de situation', async form => {
    await hands.choose(form.getByLabel('Résultat'), 'Confirmé, sans solution');
  });
  await expectStanding(page, 'Confirmé, en contact');

  await record(page, hands, 'Entretien', async form => {
    await hands.tick(form.getByLabel('Tenu'));
    await hands.tick(form.getByRole('group', { name: 'Responsable légal présent' }).getByLabel('Oui'));
    await hands.write(form.getByLabel(/^Note,/), 'Veut reprendre la mécanique.');
  });
  await expectWords(page.getByRole('region', { name: 'Ce qui s’est passé' }), /avec son responsable légal|avec responsable légal/);
  await expect(page.getByText('Entretien du droit au retour'), 'the fifteen days were kept').toHaveCount(0);
  await checkPage();

  const member = await record(page, hands, 'Accompagnement', async form => {
    await hands.choose(form.getByLabel('Étape'), 'Commencé');
    await hands.choose(form.getByLabel(/^Dispositif/), 'MLDS');
    const named = (await form.getByLabel(/^Accompagné par/).locator('option').allTextContents())[1]!.trim();
    await hands.choose(form.getByLabel(/^Accompagné par/), named);
    return named.split(',')[0]!;
  });
  await expectStanding(page, 'Confirmé, accompagné');
  await expectWords(page.getByRole('region', { name: 'Ce qui s’est passé' }), new RegExp(`Accompagnement commencé.*MLDS.*${member}`));

  await solution(page, hands, 'Commencée', 'Apprentissage', 'CFA de la Harpe');
  await expectStanding(page, 'Confirmé, en solution : apprentissage');
  await solution(page, hands, 'Rompue');
  await expectStanding(page, 'Confirmé, accompagné');
  await solution(page, hands, 'Commencée', 'Formation initiale', 'Lycée Mendès-France');
  await expectStanding(page, 'Confirmé, en solution : formation initiale');
  await checkPage();
});

test('a wrong event is corrected, and its first version stays readable', async ({ page, look, checkPage }) => {
  const hands = handsOf(page, look);
  await openCase(page, 'Nolan Guivarc’h');
  await hands.press(page.getByRole('link', { name: /^Corriger : Solution commencée/ }).first());
  await checkPage();
  await hands.choose(page.getByLabel(/^Solution \(/), 'Service civique');
  await hands.write(page.getByLabel(/^Pourquoi cette correction/), 'confondu avec son frère');
  await hands.press(page.getByRole('button', { name: 'Corriger', exact: true }));

  await expectStanding(page, 'Confirmé, en solution : service civique');
  await expectWords(page.getByRole('region', { name: 'Ce qui s’est passé' }), /Corrigé le .* formation initiale.* service civique.*confondu avec son frère/);
  await checkPage();
  await hands.press(page.getByRole('link', { name: 'Lire la première version' }).first());
  await expectWords(page.locator('main'), /Version en vigueur.*service civique.*Première version.*formation initiale/);
  await checkPage();
});

const handsOf = (page: Page, look: string): Hands => look === 'bureau' ? new Keyboard(page) : new Fingers(page);

/** `9 décembre 2026`, so many days from now. */
const inDays = (days: number) =>
  daysAgo(-days).date.toLocaleDateString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

const row = (inside: Locator) => inside.locator('xpath=ancestor-or-self::li[contains(@class, "pu-row")]');
const rowOf = (page: Page, name: string) => page.locator('.pu-row').filter({ has: page.getByRole('link', { name, exact: true }) });
const focused = (page: Page) => page.locator(':focus');

async function names(page: Page): Promise<string[]> {
  const all = (await page.locator('.pu-row__name').allTextContents()).map(plain);
  expect(all.length, 'rows in the queue').toBeGreaterThan(1);
  return all;
}

/** How many situations ask for something. */
async function situations(page: Page): Promise<number> {
  const said = await page.getByRole('navigation', { name: 'Filtrer par motif' }).getByRole('link').first().textContent();
  return leading(plain(said).replace('Tous les motifs ', ''));
}

async function expectRecorded(page: Page, name: string) {
  await expectWords(page.locator('main'), new RegExp(`Message laissé : noté pour ${name}.*nouvel essai`));
}

async function openCase(page: Page, name: string) {
  await page.goto(`${RENNES}/dossiers?q=${encodeURIComponent(name)}`);
  await page.getByRole('rowheader').getByRole('link', { name }).click();
}

/** Unfolds one of the forms of the case, fills it and sends it. */
async function record<T>(page: Page, hands: Hands, title: string, fill: (form: Locator) => Promise<T>): Promise<T> {
  const part = page.getByRole('region', { name: 'Ajouter un événement' }).locator('details').filter({ has: page.getByText(title, { exact: true }) });
  await hands.press(part.locator('summary'));
  const form = part.locator('form');
  await expect(form.getByLabel(/^(Le|Vérifiée? le)$/)).toHaveValue(TODAY);
  const filled = await fill(form);
  await hands.press(form.getByRole('button', { name: /^Enregistrer/ }));
  await expectWords(page.locator('main'), /: noté\. Annuler cette saisie/);
  return filled;
}

function solution(page: Page, hands: Hands, step: string, kind?: string, place?: string) {
  return record(page, hands, 'Solution : proposée, commencée, suivie ou rompue', async form => {
    await hands.choose(form.getByLabel('Étape'), step);
    if (kind) await hands.choose(form.getByLabel(/^Solution \(/), kind);
    if (place) await hands.write(form.getByLabel(/^Où/), place);
  });
}

async function expectStanding(page: Page, words: string) {
  const situation = page.locator('dl').first().locator('dt', { hasText: /^Situation$/ }).locator('xpath=following-sibling::dd[1]').or(
    page.locator('dl').first().locator('div').filter({ has: page.locator('dt', { hasText: /^Situation$/ }) }).locator('dd'),
  );
  await expectWords(situation.locator('strong').first(), new RegExp(`^${words}$`));
}
