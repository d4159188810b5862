/** The `test` of every journey: it watches the browser, signs people in, and looks at its pages. */
import { type Browser, type BrowserContext, type Page, type Response, expect, test as base } from '@playwright/test';
import { Copy, expectAccessible, expectValid } from './check.ts';
import type { Engine, Look } from './looks.ts';

export { expect } from '@playwright/test';

export interface Options {
  engine: Engine;
  look: Look;
}

interface Fixtures {
  /** Signs in by the demonstration account whose label matches, as a newcomer would. */
  signIn: (who: RegExp) => Promise<void>;
  /** Signs in by the form, by default with the password of the demonstration: for the accounts that its page does not list. */
  signInAs: (email: string, password?: string) => Promise<void>;
  /** A page of a browser of its own, where nobody is signed in: somebody else at work meanwhile. */
  elsewhere: () => Promise<Page>;
  /** Fails on an accessibility fault, invalid HTML or sideways scroll in the page as it stands. */
  checkPage: () => Promise<void>;
  /** Fails the test when the page asked the browser for what the security policy forbids, a script broke, or the server did. */
  watched: void;
}

interface Shared {
  /** The page where documents are looked at when scripts are off; opened at its first use. */
  copy: () => Promise<Copy>;
}

export const test = base.extend<Options & Fixtures, Shared>({
  engine: ['sqlite', { option: true }],
  look: ['bureau', { option: true }],

  signIn: async ({ page }, use) => {
    await use(async who => {
      await page.goto('/connexion');
      await page.getByRole('listitem').filter({ hasText: who }).getByRole('button', { name: /^Entrer/ }).first().click();
      await expect(page.getByRole('button', { name: 'Se déconnecter' }).first()).toBeAttached();
    });
  },

  signInAs: async ({ page }, use) => {
    await use((email, password) => enter(page, email, password));
  },

  elsewhere: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map(context => context.close()));
  },

  copy: [async ({ browser }, use) => {
    let opened: Promise<Copy> | undefined;
    await use(() => opened ??= Copy.open(browser));
  }, { scope: 'worker' }],

  checkPage: async ({ page, copy, javaScriptEnabled }, use) => {
    let shown: Response | undefined;
    page.on('response', response => {
      const isPage = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
      if (isPage && response.status() !== 303) shown = response;
    });
    await use(async () => {
      await page.waitForLoadState();
      const html = await shown!.text();
      await expectValid(html, page.url());
      await expectAccessible(javaScriptEnabled ? page : await (await copy()).show(html, page));
    });
  },

  watched: [async ({ page }, use) => {
    const faults: string[] = [];
    page.on('console', message => {
      // axe runs from no address and moves styles about: what it is refused is not the page's doing.
      const own = message.location().url !== '';
      if (own && /Content Security Policy/.test(message.text())) faults.push(message.text());
    });
    page.on('pageerror', error => {
      // The browser gives up the smooth passage to a page that came too late: the page itself is there.
      if (!/^InvalidStateError: Transition was aborted/.test(String(error))) faults.push(String(error));
    });
    page.on('response', response => {
      if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
    });
    await use();
    expect(faults, 'security policy and scripts').toEqual([]);
  }, { auto: true }],
});

/** Signs in by the form, by default with the password of the demonstration. */
export async function enter(page: Page, email: string, password?: string) {
  await page.goto('/connexion');
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password ?? await demoPassword(page));
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('button', { name: 'Se déconnecter' }).first()).toBeAttached();
}

/** The one that all share, as the sign-in page says it. */
async function demoPassword(page: Page): Promise<string> {
  const said = await page.getByText(/@pupitre\.example · /).first().innerText();
  return said.split(' · ')[1]!.trim();
}
