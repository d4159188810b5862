/** Walks every page that each role can reach by links, and looks at each. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

/** Where none of the journeys writes: what a page leads to is still there when the walk comes to it. */
const ROLES: Record<string, string> = {
  'the assistant': 'assistant.56-lorient',
  'the platform lead': 'responsable.56-lorient',
  'the MLDS coordinator': 'mlds.56-lorient',
  'a member': 'membre.56-lorient',
  'the contact operator': 'operateur.56-lorient',
  'the prefect delegate': 'delegue.56-lorient',
  'the department lead': 'departement.d56',
  'the lead of the académie': 'academie.a14',
  'the lead of the Region': 'region.r53',
  'the national team': 'national.fr',
  'the administrator': 'administrateur.fr',
};

/** Two pages of a kind (two cases, two lists) show what their kind has, to each who reads it. */
const PAGES_OF_A_KIND = 2;
/**
 * A parameter (a filter, an order) shows something else of a page, the same to all: seen once it is seen. Two together show nothing
 * that each did not.
 */
const parameters = new Set<string>();
const NOWHERE = '/cette-page-n-existe-pas';
const OPEN_TO_ALL = ['/connexion', '/mot-de-passe-oublie', '/aide', '/accessibilite', '/donnees-personnelles', '/donnees-ouvertes', '/composants', NOWHERE];

// The walks change nothing: they need no order.
test.describe.configure({ mode: 'parallel' });

test('a stranger reads the pages open to all', async ({ page, checkPage }) => {
  test.setTimeout(300_000);
  await page.goto('/aide');
  const guides = (await linksOf(page)).filter(address => address.startsWith('/aide/'));
  expect(guides.length, 'pages of help').toBeGreaterThan(5);
  await crawl(page, [...OPEN_TO_ALL, ...guides], checkPage);
});

for (const [who, account] of Object.entries(ROLES)) {
  test(`${who} reaches every page by links, and each is sound`, async ({ page, signInAs, checkPage }) => {
    test.setTimeout(300_000);
    await signInAs(`${account}@pupitre.example`);
    const visited = await crawl(page, [new URL(page.url()).pathname], checkPage);
    expect(visited, 'pages visited').toBeGreaterThan(5);
  });
}

/** Goes on after a faulty page, so that one run tells all. Returns how many pages were visited. */
async function crawl(page: Page, start: string[], check: () => Promise<void>): Promise<number> {
  const waiting = [...start];
  const visited = new Set<string>();
  const kinds = new Map<string, number>();
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (visited.has(address)) continue;
    const [kind, asked] = kindOf(address);
    const alike = kinds.get(kind) ?? 0;
    const tells = alike < PAGES_OF_A_KIND || asked.some(parameter => !parameters.has(parameter));
    if (!tells && !start.includes(address)) continue;
    visited.add(address);
    kinds.set(kind, alike + 1);
    asked.forEach(parameter => parameters.add(parameter));

    const response = await page.goto(address);
    expect.soft(response?.status(), address).toBe(address === NOWHERE ? 404 : 200);
    if (!response?.headers()['content-type']?.startsWith('text/html')) continue;
    await check();
    waiting.push(...await linksOf(page));
  }
  return visited.size;
}

/** Pages of this very site that the page leads to. Files are not pages. */
async function linksOf(page: Page): Promise<string[]> {
  const hrefs = await page.locator('a[href]:not([download])').evaluateAll(
    all => all.map(a => a.getAttribute('href')!),
  );
  const here = new URL(page.url());
  return hrefs
    .map(href => new URL(href, here))
    .filter(url => url.origin === here.origin && !url.pathname.startsWith('/static/'))
    .map(url => url.pathname + url.search);
}

/** The path without what tells one thing from another, and the parameters that it bears. */
function kindOf(address: string): [kind: string, parameters: string[]] {
  const url = new URL(address, 'http://pupitre');
  const kind = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace(/\/(FR|[A-Z]\d[\dA-Z]*)(?=\/|$)/g, '/{territory}')
    .replace(/\/\d[\dA-Z]{1,2}-[A-Z\d-]+(?=\/|$)/g, '/{platform}')
    .replace(/\/(aide|chiffres|evenements|indicateurs)\/[^/]+/g, '/$1/{name}');
  return [kind, [...url.searchParams.keys()].map(parameter => `${kind}?${parameter}`)];
}
