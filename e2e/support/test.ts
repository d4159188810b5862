/** The `test` of every journey: it watches the browser, signs people in, and looks at a page as axe and a validator do. */
import { type Browser, type BrowserContext, type Page, expect, test as base } from '@playwright/test';
import { AxeBuilder } from '@axe-core/playwright';
import { type ConfigData, HtmlValidate } from 'html-validate';
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

export const test = base.extend<Options & Fixtures>({
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

  checkPage: async ({ page, browser, javaScriptEnabled, baseURL }, use) => {
    let shown = Promise.resolve('');
    page.on('response', response => {
      const isPage = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
      if (isPage && response.status() !== 303) shown = response.text();
    });
    await use(async () => {
      await page.waitForLoadState();
      const html = await shown;
      await expectValid(html, page.url());
      if (javaScriptEnabled) {
        await expectAccessible(page);
      } else {
        await asReadWithoutScript(page, html, browser, baseURL!, expectAccessible);
      }
    });
  },

  watched: [async ({ page }, use) => {
    const faults: string[] = [];
    page.on('console', message => {
      // axe runs from no address and moves styles about: what it is refused is not the page's doing.
      const own = message.location().url !== '';
      if (own && /Content Security Policy/.test(message.text())) faults.push(message.text());
    });
    page.on('pageerror', error => faults.push(String(error)));
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

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const said = violations.map(v => `${v.id} (${v.help}): ${v.nodes.map(n => n.html).join(' | ')}`);
  expect.soft(said, `axe, ${page.url()}`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(overflow, `sideways scroll in pixels, ${page.url()}`).toBeLessThanOrEqual(0);
}

/**
 * axe is itself a script: where scripts are off, the very same document is shown in a page where only ours are refused,
 * with the style sheet that <noscript> would have loaded.
 */
async function asReadWithoutScript(
  page: Page, html: string, browser: Browser, baseURL: string, check: (page: Page) => Promise<void>,
) {
  const context = await browser.newContext({
    baseURL, bypassCSP: true, javaScriptEnabled: true, viewport: page.viewportSize(), locale: 'fr-FR', timezoneId: 'Europe/Paris',
  });
  try {
    const copy = await context.newPage();
    const shown = html.replace(/<\/?noscript>/g, '');
    await copy.route('**/*', route => {
      const request = route.request();
      if (request.isNavigationRequest()) return route.fulfill({ body: shown, contentType: 'text/html; charset=utf-8' });
      return request.resourceType() === 'script' ? route.abort() : route.continue();
    });
    await copy.goto(page.url());
    await check(copy);
  } finally {
    await context.close();
  }
}

const RULES: ConfigData & { rules: NonNullable<ConfigData['rules']> } = {
  extends: ['html-validate:recommended'],
  rules: {
    // maud writes void elements and the doctype in its own way, as valid as the validator's.
    'void-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    // A list may bear a name: screen readers say it.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // One field may stand several times: boxes of a list, buttons of one choice.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit', 'reset'] }],
  },
};
const validator = new HtmlValidate(RULES);

/** The catalogue shows the same field in all its states, in no form. */
const catalogue = new HtmlValidate({ ...RULES, rules: { ...RULES.rules, 'form-dup-name': 'off' } });

async function expectValid(html: string, url: string) {
  const report = await (url.endsWith('/composants') ? catalogue : validator).validateString(html);
  const lines = html.split('\n');
  const said = report.results.flatMap(r => r.messages.map(m => {
    const around = lines[m.line - 1]?.slice(Math.max(0, m.column - 80), m.column + 80);
    return `${m.ruleId} ${m.line}:${m.column} ${m.message}: ${around}`;
  }));
  expect.soft(said, `HTML, ${url}`).toEqual([]);
}
