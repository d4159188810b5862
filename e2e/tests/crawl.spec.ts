/** Walks every page that each role can reach by links, and looks at each. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';

const ROLES: Record<string, RegExp> = {
  'the assistant': /assistant.* de plate-forme/i,
  'the platform lead': /responsable de plate-forme/i,
  'the MLDS coordinator': /coordonnat.* MLDS/i,
  'a member': /membre de plate-forme/i,
  'the contact operator': /opérat.* de contact/i,
  'the prefect delegate': /délégué.* du préfet/i,
  'the department lead': /responsable départemental/i,
  'the region lead': /responsable régional/i,
  'the national team': /équipe nationale/i,
  'the administrator': /administrat.* des comptes/i,
};

/** Two pages of a kind (two cases, two lists) show what their kind has. */
const PAGES_OF_A_KIND = 2;
const NOWHERE = '/cette-page-n-existe-pas';

test('a stranger reads the pages open to all', async ({ page, checkPage }) => {
  test.setTimeout(180_000);
  await crawl(page, ['/connexion', '/aide', '/accessibilite', '/donnees-personnelles', '/composants', NOWHERE], checkPage);
});

for (const [who, label] of Object.entries(ROLES)) {
  test(`${who} reaches every page by links, and each is sound`, async ({ page, signIn, checkPage }) => {
    test.setTimeout(300_000);
    await signIn(label);
    const visited = await crawl(page, [new URL(page.url()).pathname], checkPage);
    expect(visited, 'pages visited').toBeGreaterThan(3);
  });
}

/** Goes on after a faulty page, so that one run tells all. Returns how many pages were visited. */
async function crawl(page: Page, start: string[], check: () => Promise<void>): Promise<number> {
  const waiting = [...start];
  const visited = new Set<string>();
  const kinds = new Map<string, number>();
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const kind = kindOf(address);
    const alike = kinds.get(kind) ?? 0;
    if (visited.has(address) || alike >= PAGES_OF_A_KIND) continue;
    visited.add(address);
    kinds.set(kind, alike + 1);
    const response = await page.goto(address);
    expect.soft(response?.status(), address).toBe(address === NOWHERE ? 404 : 200);
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

/** The address without what tells one thing from another: identifiers, codes, the values of a query. */
function kindOf(address: string): string {
  const url = new URL(address, 'http://pupitre');
  const path = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace(/\/(FR|[A-Z]\d[\dA-Z]*|\d[\dA-Z]{1,2}-[A-Z\d-]+)(?=\/|$)/g, '/{code}');
  return `${path}?${[...new Set(url.searchParams.keys())].sort().join('&')}`;
}
