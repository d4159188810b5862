/** Another program brings a list in and reads the figures over HTTP, with the rights of the person whose token it bears. At Morlaix. */
import type { APIRequestContext } from '@playwright/test';
import { OTHERS } from '../fixtures/others.ts';
import { daysAgo } from '../support/files.ts';
import { expect, test } from '../support/test.ts';
import { expectWords } from '../support/words.ts';

const MORLAIX = '29-MORLAIX';
const LIST = OTHERS.find(list => list.file.name === 'partenaire.ods')!;

test('another program imports a list and reads the figures, until its token is revoked', async ({ page, signInAs, request, checkPage }) => {
  test.setTimeout(120_000);
  await signInAs('assistant.29-morlaix@pupitre.example');
  await page.goto('/compte');
  await page.getByLabel(/^Programme qui le portera/).fill('Entrepôt de données');
  await page.getByRole('button', { name: 'Créer un jeton' }).click();
  const token = (await page.getByRole('main').locator('p.pu-mono').textContent())!.trim();
  expect(token.length, 'the token, shown once').toBeGreaterThan(20);
  await checkPage();

  const program = new Program(request, token);
  const before = await program.figures(MORLAIX);
  expect((await program.figures(MORLAIX)).listed).toBe(before.listed);

  const tried = await program.imports({ apply: 'false' });
  expect(tried, 'a trial writes nothing').toMatchObject(TOTALS);
  expect((await program.figures(MORLAIX)).listed).toBe(before.listed);

  const done = await program.imports({ apply: 'true' });
  expect(done).toMatchObject(TOTALS);
  expect(done.created + done.attached + done.to_review + done.refused + done.ignored).toBe(done.lines);
  const after = await program.figures(MORLAIX);
  expect(after.listed).toBe(before.listed + done.created);
  expect(after.listed).toBe(after.not_concerned + after.confirmed + after.to_verify);

  expect(await program.imports({ apply: 'true' }), 'the same list again creates nobody').toMatchObject({ created: 0, attached: done.created });
  expect((await program.figures(MORLAIX)).listed).toBe(after.listed);

  expect(await program.status(`/api/v1/figures?territory=35-RENNES&${PERIOD}`), 'out of scope').toBe(404);
  expect(await program.status('/api/v1/territories')).toBe(200);
  expect(await program.status('/api/v1/indicators')).toBe(200);
  expect((await request.get(`/api/v1/figures?territory=${MORLAIX}&${PERIOD}`)).status(), 'without a token').toBe(401);
  expect((await request.get('/health')).status()).toBe(200);
  const description = await (await request.get('/openapi.json')).json();
  expect(Object.keys(description.paths)).toEqual(expect.arrayContaining(['/api/v1/figures', '/api/v1/imports', '/api/v1/indicators', '/api/v1/territories']));

  await page.goto('/compte');
  await page.getByRole('button', { name: /^Révoquer/ }).click();
  await expectWords(page.locator('main'), /révoqué|Aucun jeton en service/i);
  expect(await program.status('/api/v1/territories'), 'revoked').toBe(401);
});

const PERIOD = `from=${daysAgo(30).iso}&to=${daysAgo(0).iso}`;
const TOTALS = {
  lines: LIST.totals.lines, created: LIST.totals.created, attached: LIST.totals.attached, to_review: LIST.totals.toReview,
  refused: LIST.totals.refused, ignored: LIST.totals.ignored,
};

interface Report {
  lines: number;
  created: number;
  attached: number;
  to_review: number;
  refused: number;
  ignored: number;
}

/** The other program: nothing but a token. */
class Program {
  readonly #request: APIRequestContext;
  readonly #headers: { Authorization: string };
  constructor(request: APIRequestContext, token: string) {
    this.#request = request;
    this.#headers = { Authorization: `Bearer ${token}` };
  }

  async status(address: string) {
    return (await this.#request.get(address, { headers: this.#headers })).status();
  }

  async figures(territory: string): Promise<Record<'listed' | 'not_concerned' | 'confirmed' | 'to_verify', number>> {
    const indicators = 'listed,not_concerned,confirmed,to_verify';
    const response = await this.#request.get(`/api/v1/figures?territory=${territory}&${PERIOD}&indicators=${indicators}`, { headers: this.#headers });
    expect(response.status()).toBe(200);
    return (await response.json()).cells[0].values;
  }

  async imports(fields: { apply: string }): Promise<Report> {
    const response = await this.#request.post('/api/v1/imports', {
      headers: this.#headers, multipart: { file: LIST.file, platform: MORLAIX, source: 'Entrepôt', ...fields },
    });
    expect(response.status()).toBe(200);
    return response.json();
  }
}
