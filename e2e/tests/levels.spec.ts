/** Above the platform: the same figures, added up, and never a name. */
import type { Page } from '@playwright/test';
import { column, expectSums, figure, sum } from '../support/figures.ts';
import { enter, expect, test } from '../support/test.ts';
import { leading, plain } from '../support/words.ts';

interface Level {
  who: string;
  email: string;
  territory: string;
  /** The table of the sub-territories; where two levels stand in it, those above are set as groups. */
  table: RegExp;
  groups: boolean;
  /** Its columns of counts. */
  columns: string[];
}

const COLUMNS = ['Présumés', 'À vérifier', 'Confirmés'];

const LEVELS: Level[] = [
  { who: 'the department lead', email: 'departement.d29', territory: 'D29', table: /^Chaque plate-forme/, groups: false, columns: COLUMNS },
  { who: 'the lead of the académie', email: 'academie.a14', territory: 'A14', table: /^Chaque plate-forme, par département/, groups: true, columns: COLUMNS },
  { who: 'the lead of the Region', email: 'region.r53', territory: 'R53', table: /^Chaque plate-forme, par département/, groups: true, columns: COLUMNS },
  { who: 'the national team', email: 'national.fr', territory: 'FR', table: /^Par région académique/, groups: false, columns: ['Présumés', 'Confirmés'] },
];

for (const { who, email, territory, table, groups, columns } of LEVELS) {
  test(`${who} reads the figures added up over the territory, and never a name`, async ({ page, signInAs, checkPage, elsewhere }) => {
    test.setTimeout(120_000);
    const brest = await youthsOfBrest(await elsewhere());
    await signInAs(`${email}@pupitre.example`);
    await page.goto(`/territoires/${territory}/tableau-de-bord`);
    await expectSums(page);
    const below = page.getByRole('table', { name: table });
    for (const header of columns) {
      const { rows, foot } = await column(below, header);
      const total = (which: boolean) => sum(rows.filter(row => row.group === which).map(row => leading(row.value)));
      expect(rows.length, 'sub-territories').toBeGreaterThan(1);
      expect(total(false), `${header}: the rows add up`).toBe(leading(foot));
      if (groups) expect(total(true), `${header}: the departments add up`).toBe(leading(foot));
    }
    await expectNoName(page, brest.names);
    await checkPage();

    await figure(page, 'confirmed').first().click();
    await expect(page.getByRole('link', { name: /^Voir (le|les .*) dossiers?/ }), 'no way to the cases').toHaveCount(0);
    await expectNoName(page, brest.names);
    await checkPage();

    await page.goto('/territoires/29-BREST/tableau-de-bord');
    await expectSums(page);
    await expectNoName(page, brest.names);

    for (const address of brest.addresses) {
      expect((await page.goto(address))!.status(), `${address} does not exist for ${who}`).toBe(404);
      await expectNoName(page, brest.names);
    }
    await checkPage();
  });
}

test('a lead of Rennes sees nothing of Brest', async ({ page, signInAs, elsewhere, checkPage }) => {
  const brest = await youthsOfBrest(await elsewhere());
  await signInAs('responsable.35-rennes@pupitre.example');
  for (const address of [...brest.addresses, '/territoires/29-BREST/tableau-de-bord', '/territoires/29-BREST/chiffres/listed', '/territoires/29-BREST/objectifs', '/territoires/D29/tableau-de-bord']) {
    expect((await page.goto(address))!.status(), address).toBe(404);
    await expectNoName(page, brest.names);
  }
  await checkPage();
  await page.goto(`/plates-formes/35-RENNES/dossiers?q=${encodeURIComponent(brest.names[0]!)}`);
  await expect(page.locator(`main a[href="${brest.addresses[0]}"]`)).toHaveCount(0);
});

test('an out of scope page and an absent one look the same', async ({ page, signInAs, elsewhere }) => {
  const brest = await youthsOfBrest(await elsewhere());
  await signInAs('responsable.35-rennes@pupitre.example');
  const shown = async (address: string) => {
    const response = await page.goto(address);
    const text = plain(await page.locator('main').textContent());
    return { status: response!.status(), text: text.replace(/Repère à donner.*?404 – \S+ \S+ – \S+/, '') };
  };
  const [real] = brest.addresses;
  expect(await shown(real!)).toEqual(await shown('/dossiers/01930000-0000-7000-8000-000000000000'));
});

/** The names that the assistant of Brest reads, and the addresses that are hers alone. */
async function youthsOfBrest(page: Page): Promise<{ names: string[]; addresses: string[] }> {
  await enter(page, 'assistant.29-brest@pupitre.example');
  await page.goto('/plates-formes/29-BREST/dossiers');
  const links = page.locator('main').getByRole('rowheader').getByRole('link');
  const names = (await links.allTextContents()).map(plain);
  const cases = await links.evaluateAll(all => all.map(a => a.getAttribute('href')!));
  expect(names.length).toBeGreaterThan(3);
  const pages = ['/file', '/dossiers', '/listes', '/rapprochements'].map(page => `/plates-formes/29-BREST${page}`);
  return { names, addresses: [cases[0]!, ...pages] };
}

/** In what the server sent, not only in what shows. */
async function expectNoName(page: Page, names: string[]) {
  const html = await page.content();
  expect(names.filter(name => html.includes(name)), `names on ${page.url()}`).toEqual([]);
}
