/**
 * The assistant of Brest brings lists in. Nobody else writes at Brest: what she undoes can be compared with what was before.
 */
import type { Page } from '@playwright/test';
import { OTHERS } from '../fixtures/others.ts';
import { FIRST_DAY, SECOND_DAY, SIEI_1, SIEI_2 } from '../fixtures/siei.ts';
import type { Day } from '../support/files.ts';
import { expect, test } from '../support/test.ts';
import { expectWords, leading, plain, said } from '../support/words.ts';

const BREST = '/plates-formes/29-BREST';
/** Its lists follow each other, apart from those of the demonstration. */
const SENDER = 'RIO de Brest';

/** What one test leaves to the next. */
let before = { queue: '', figures: '' };
let first = '';
let second = '';

test.describe.configure({ mode: 'serial' });
test.beforeEach(({ signIn }) => signIn(/assistant.* de plate-forme/i));

test('the assistant of Brest brings the national list in, as it is, and sees what each line will do', async ({ page, checkPage }) => {
  before = await standing(page);
  await deposit(page, checkPage, SIEI_1.file, { sender: SENDER, day: FIRST_DAY });
  first = page.url();

  await expectTotals(page, SIEI_1.totals);
  await expectWords(page.getByRole('region', { name: 'Fichier reconnu' }), /Windows-1252, séparateur « ; »/);
  await checkPage();

  await page.getByRole('link', { name: 'tous les messages' }).click();
  for (const [line, column, read, text] of SIEI_1.remarks) {
    const remark = lineOf(page, line).filter({ has: page.locator('td', { hasText: new RegExp(`^${column}$`) }) });
    await expectWords(remark.first(), read);
    await expectWords(remark.first(), text);
  }
  await checkPage();

  await page.goto(`${first}?vue=ignorees`);
  const twice = lineOf(page, SIEI_1.twice);
  await expectWords(twice, /Deux fois la même personne/);
  await checkPage();

  expect(await standing(page), 'nothing is done yet').toEqual(before);
});

test('she applies it, settles the doubtful lines one way and the other, and the youths are there', async ({ page, checkPage }) => {
  await page.goto(first);
  await page.getByRole('button', { name: 'Appliquer la liste' }).click();
  await expectTotals(page, SIEI_1.totals);
  await expectWords(page.locator('main'), /Appliquée le .* par /);
  await checkPage();
  expect((await standing(page)).queue, 'the queue has them').not.toBe(before.queue);

  await page.goto(first);
  await page.getByRole('link', { name: /^Trancher 2 lignes/ }).click();
  await expectWords(page.locator('main'), `ligne ${SIEI_1.doubtful.same} :`);
  await expectWords(page.getByRole('table', { name: 'Comparaison champ par champ' }), /Nom.*Date de naissance|Naissance/);
  await checkPage();
  await page.getByRole('button', { name: /C’est la même personne/ }).click();
  await expectWords(page.getByRole('alert').or(page.getByRole('status')).first(), `Ligne ${SIEI_1.doubtful.same} rattachée au dossier de Nolwenn`);

  await expectWords(page.locator('main'), `ligne ${SIEI_1.doubtful.other} :`);
  await checkPage();
  await page.getByRole('button', { name: /C’est quelqu’un d’autre/ }).click();
  await expectWords(page.locator('main'), `Ligne ${SIEI_1.doubtful.other} : un dossier est ouvert pour Youenn`);
  await checkPage();

  expect(await namesFound(page, 'Kervran'), 'nobody twice').toHaveLength(1);
  expect(await namesFound(page, 'Trebaol'), 'two people of one name').toHaveLength(2);
});

test('a month later the cumulative list recognises who is known, creates who is new, marks who is gone, none twice', async ({ page, checkPage }) => {
  await deposit(page, checkPage, SIEI_2.file, { sender: SENDER, day: SECOND_DAY });
  second = page.url();
  await expectTotals(page, SIEI_2.totals);
  const since = page.getByRole('region', { name: /^Depuis la liste du/ });
  await expectWords(since, `${SIEI_2.new.length}nouveaux`);
  await expectWords(since, `${SIEI_2.still}toujours là`);
  // The two that were settled as Youenn's namesake and as Nolwenn: he is gone too, she is there under her own line.
  await expectWords(since, `${SIEI_2.gone.length + 1}disparus de la liste`);
  await checkPage();

  await page.getByRole('button', { name: 'Appliquer la liste' }).click();
  await expectTotals(page, SIEI_2.totals);
  await page.goto(`${second}?vue=disparus`);
  for (const name of SIEI_2.gone) await expect(page.getByRole('row', { name })).toHaveCount(1);
  await checkPage();
  await page.getByRole('row', { name: SIEI_2.gone[0] }).getByRole('link').click();
  await expectWords(page.getByRole('region', { name: 'Ce qui s’est passé' }), /N’est plus dans la liste/);
  await checkPage();

  for (const name of [...SIEI_2.new, 'Kervran', 'd’Ouessant', 'Gouezec']) {
    expect(await namesFound(page, name), `${name}, once`).toHaveLength(1);
  }
  await open(page, 'Kervran');
  await expectWords(page.getByRole('region', { name: 'Qui l’a signalé' }), /siei_2\.csv.*siei_1\.csv|siei_1\.csv.*siei_2\.csv/);
});

test('she undoes both, and the queue and the figures are as before', async ({ page, checkPage }) => {
  for (const list of [second, first]) {
    await page.goto(list);
    await page.getByRole('link', { name: 'Annuler cette liste' }).click();
    await checkPage();
    await page.getByRole('button', { name: 'Annuler la liste' }).click();
    await expectWords(page.locator('main'), /Liste annulée .* tout est comme avant/);
    await checkPage();
  }
  expect(await standing(page)).toEqual(before);
  expect(await namesFound(page, 'Kervran')).toEqual([]);
});

for (const list of OTHERS) {
  test(`the list ${list.file.name} comes in as it is, and is undone`, async ({ page, checkPage }) => {
    await deposit(page, checkPage, list.file, {});
    await expectTotals(page, list.totals);
    const file = page.getByRole('region', { name: 'Fichier reconnu' });
    await expectWords(file, list.read);
    await expectWords(file, list.kind);
    for (const column of list.dropped ?? []) {
      await expectWords(page.getByRole('region', { name: 'Colonnes' }), new RegExp(`écartée?s? à l’entrée.*${column}`));
    }
    await checkPage();

    await page.getByRole('button', { name: 'Appliquer la liste' }).click();
    await expectTotals(page, list.totals);
    const applied = page.url();
    await open(page, list.youth.name);
    for (const text of list.youth.shows) await expectWords(page.locator('main'), text);
    await checkPage();

    await page.goto(applied);
    await page.getByRole('link', { name: 'Annuler cette liste' }).click();
    await page.getByRole('button', { name: 'Annuler la liste' }).click();
    await expectWords(page.locator('main'), /tout est comme avant/);
    expect(await namesFound(page, list.youth.name)).toEqual([]);
  });
}

test('a file that cannot be read is refused in a sentence, and nothing is kept', async ({ page, checkPage }) => {
  await page.goto(`${BREST}/listes/nouvelle`);
  await page.getByLabel('Fichier de la liste').setInputFiles({ name: 'liste.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
  await page.getByLabel('Nom de l’expéditeur').fill('Mission locale de Landerneau');
  await page.getByRole('button', { name: 'Déposer et vérifier' }).click();
  await expectWords(page.locator('main'), /vide/);
  await expect(page.getByLabel('Nom de l’expéditeur')).toHaveValue('Mission locale de Landerneau');
  await checkPage();
});

/** The rows about a line of the file. On a phone each cell also bears the title of its column, so they are not found by name. */
const lineOf = (page: Page, line: number) => page.locator('tbody tr').filter({ has: page.locator('th', { hasText: new RegExp(`^${line}$`) }) });

interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

async function deposit(page: Page, checkPage: () => Promise<void>, file: File, { sender, day }: { sender?: string; day?: Day }) {
  await page.goto(`${BREST}/listes`);
  await page.getByRole('link', { name: 'Déposer une liste' }).first().click();
  await checkPage();
  await page.getByLabel('Fichier de la liste').setInputFiles(file);
  if (sender) await page.getByLabel('Nom de l’expéditeur').fill(sender);
  if (day) await page.getByLabel('Date de la liste').fill(day.iso);
  await page.getByRole('button', { name: 'Déposer et vérifier' }).click();
  await expect(page).toHaveURL(/\/listes\/[0-9a-f-]{36}$/);
}

/** lines in = created + attached + to review + refused + ignored, each as expected. */
async function expectTotals(page: Page, totals: typeof SIEI_1.totals) {
  const terms = await page.getByRole('list', { name: 'Totaux de contrôle' }).getByRole('listitem').allTextContents();
  const [lines, created, attached, toReview, refused, ignored] = terms.map(leading);
  expect({ lines, created, attached, toReview, refused, ignored }).toEqual(totals);
  expect(created! + attached! + toReview! + refused! + ignored!, 'the totals balance').toBe(lines);
}

/** The names that a search of the cases finds, once each. */
async function namesFound(page: Page, words: string): Promise<string[]> {
  await page.goto(`${BREST}/dossiers?q=${encodeURIComponent(words)}`);
  return (await page.locator('main').getByRole('rowheader').getByRole('link').allTextContents()).map(plain);
}

async function open(page: Page, name: string) {
  await page.goto(`${BREST}/dossiers?q=${encodeURIComponent(name)}`);
  await page.locator('main').getByRole('rowheader').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/dossiers\/[0-9a-f-]{36}/);
}

/** What the queue and the dashboard of Brest say. */
async function standing(page: Page) {
  await page.goto(`${BREST}/file`);
  const queue = await said(page.locator('main'));
  await page.goto('/territoires/29-BREST/tableau-de-bord');
  return { queue, figures: await said(page.locator('main')) };
}
