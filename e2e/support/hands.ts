/**
 * How a person works a page: with the keyboard alone at a desk, or with a finger on a phone where no script runs. The same tasks
 * are done by both.
 */
import { type Locator, type Page, expect } from '@playwright/test';

export interface Hands {
  /** Opens a `<details>` by its summary, follows a link, presses a button. */
  press(target: Locator): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
  /** Chooses in a list by what it shows. */
  choose(list: Locator, option: string): Promise<void>;
  /** Ticks one answer of a group of radio buttons. */
  tick(answer: Locator): Promise<void>;
}

/** A link and a button lead to another page: the hand waits for it. A summary unfolds in place. */
async function pressing(page: Page, target: Locator, act: () => Promise<void>) {
  const unfolds = await target.evaluate(element => element.tagName === 'SUMMARY');
  await Promise.all([unfolds ? undefined : page.waitForEvent('load'), act()]);
}

export class Fingers implements Hands {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  async press(target: Locator) {
    await pressing(this.#page, target, () => target.click());
  }
  async write(field: Locator, text: string) {
    await field.fill(text);
  }
  async choose(list: Locator, option: string) {
    await list.selectOption(option);
  }
  async tick(answer: Locator) {
    // A finger falls on the words: they stand over the button that the browser draws.
    await this.#page.locator(`label[for="${await answer.getAttribute('id')}"]`).click();
    await expect(answer).toBeChecked();
  }
}

/** Far more than any page asks for: beyond, the element cannot be reached from the keyboard. */
const MOST_TABS = 300;

export class Keyboard implements Hands {
  /** Keys pressed so far. */
  keys = 0;
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  async key(...names: string[]) {
    for (const name of names) {
      await this.#page.keyboard.press(name);
      this.keys++;
    }
  }

  async press(target: Locator) {
    await this.#reach(target);
    await pressing(this.#page, target, () => this.key('Enter'));
  }

  async write(field: Locator, text: string) {
    await this.#reach(field);
    if (await field.getAttribute('type') === 'date') await this.#date(field, text);
    else await this.#page.keyboard.type(text);
    await expect(field).toHaveValue(text);
  }

  /** A browser asks for day, month and year in the order of its own language, which the page does not know. */
  async #date(field: Locator, iso: string) {
    const [year, month, day] = iso.split('-');
    for (const typed of [`${day}${month}${year}`, `${month}${day}${year}`]) {
      await this.#page.keyboard.type(typed);
      if (await field.inputValue() === iso) return;
      await this.key('ArrowLeft', 'ArrowLeft');
    }
  }

  async choose(list: Locator, option: string) {
    await this.#reach(list);
    const labels = (await list.locator('option').allTextContents()).map(label => label.trim());
    const from = await list.evaluate((select: HTMLSelectElement) => select.selectedIndex);
    const to = labels.indexOf(option);
    if (to < 0) throw new Error(`no « ${option} » among ${labels.join(', ')}`);
    for (let n = from; n !== to; n += Math.sign(to - from)) await this.key(to > from ? 'ArrowDown' : 'ArrowUp');
    await expect(list.locator('option:checked')).toHaveText(option);
  }

  async tick(answer: Locator) {
    const name = await answer.getAttribute('name');
    const group = answer.locator(`xpath=ancestor::form//input[@type="radio" and @name="${name}"]`);
    await this.#reach(group);
    if (await answer.evaluate(radio => radio === document.activeElement)) await this.key('Space');
    for (let n = await group.count(); n > 0 && !(await answer.isChecked()); n--) await this.key('ArrowDown');
    await expect(answer).toBeChecked();
  }

  /** Tabs until one of the elements has the focus; fails where the focus does not show. */
  async #reach(target: Locator) {
    const element = target.first();
    await expect(element).toBeVisible();
    for (let n = 0; n < MOST_TABS; n++) {
      if (await target.evaluateAll(all => all.includes(document.activeElement as HTMLElement | SVGElement))) return;
      await this.key('Tab');
    }
    throw new Error(`${target} is out of reach of the keyboard`);
  }
}
