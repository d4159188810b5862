/** Looks at a page as axe, a validator and a reader without script do. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type Page, expect } from '@playwright/test';
import type { RunOptions } from 'axe-core';
import { type ConfigData, HtmlValidate } from 'html-validate';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/** Run by hand: the usual package opens a second page to gather the results of frames, and no page has any. */
export async function expectAccessible(page: Page) {
  await page.evaluate(AXE);
  const said = await page.evaluate(async options => {
    const { violations } = await window.axe.run(document, options);
    return violations.map(v => `${v.id} (${v.help}): ${v.nodes.map(n => n.html).join(' | ')}`);
  }, OPTIONS);
  expect.soft(said, `axe, ${page.url()}`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(overflow, `sideways scroll in pixels, ${page.url()}`).toBeLessThanOrEqual(0);
}

declare global {
  interface Window {
    axe: typeof import('axe-core');
  }
}

/**
 * axe is itself a script: where scripts are off, the very same document is shown in a page where only ours are refused,
 * with the style sheet that <noscript> would have loaded.
 */
export class Copy {
  readonly #page: Page;
  #html = '';
  private constructor(page: Page) {
    this.#page = page;
  }

  /** One for many documents: a browser context takes longer to open than axe to run. */
  static async open(browser: Browser): Promise<Copy> {
    const context = await browser.newContext({ bypassCSP: true, javaScriptEnabled: true, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
    const copy = new Copy(await context.newPage());
    await context.route('**/*', route => {
      const request = route.request();
      if (request.isNavigationRequest()) return route.fulfill({ body: copy.#html, contentType: 'text/html; charset=utf-8' });
      return request.resourceType() === 'script' ? route.abort() : route.continue();
    });
    return copy;
  }

  /** The document of a page, as that page shows it. */
  async show(html: string, like: Page): Promise<Page> {
    this.#html = html.replace(/<\/?noscript>/g, '');
    await this.#page.setViewportSize(like.viewportSize()!);
    await this.#page.goto(like.url());
    return this.#page;
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

export async function expectValid(html: string, url: string) {
  const report = await (url.endsWith('/composants') ? catalogue : validator).validateString(html);
  const lines = html.split('\n');
  const said = report.results.flatMap(r => r.messages.map(m => {
    const around = lines[m.line - 1]?.slice(Math.max(0, m.column - 80), m.column + 80);
    return `${m.ruleId} ${m.line}:${m.column} ${m.message}: ${around}`;
  }));
  expect.soft(said, `HTML, ${url}`).toEqual([]);
}
