// DSFR goes dark by script only: pages left to « comme mon appareil » would flash white at each visit, and stay white
// where scripts do not run. Here its dark rules (and ours) are written once more for <html data-fr-scheme="system">;
// the page loads them with media="(prefers-color-scheme: dark)", after the others.
const DARK = /\[data-fr-theme=["']?dark["']?\]/g;

/** Every rule of the style sheet that holds for the dark theme, within the conditions it stood in. */
export function systemTheme(css) {
  const rules = [];
  for (const { conditions, selectors, body } of rulesOf(css)) {
    const dark = selectors.filter(selector => selector.search(DARK) >= 0);
    // Forced colours are the system's own business, and DSFR already follows it there.
    if (dark.length === 0 || conditions.some(condition => condition.includes('forced-colors'))) continue;
    const rule = `${dark.map(selector => selector.replace(DARK, '[data-fr-scheme=system]')).join(',')}{${body}}`;
    rules.push(conditions.reduceRight((inner, condition) => `${condition}{${inner}}`, rule));
  }
  if (rules.length === 0) throw new Error('no dark rule found: DSFR changed the way it writes its themes');
  return rules.join('\n') + '\n';
}

/** The rules of a style sheet, with the @media and @supports around them. */
function* rulesOf(css) {
  const conditions = [];
  // Comments, then strings as one piece (they may hold braces), then the braces themselves.
  const pieces = css.replace(/\/\*[\s\S]*?\*\//g, '').match(/"[^"]*"|'[^']*'|[{}]|[^"'{}]+/g);
  let text = '';
  let selectors = null;
  for (const piece of pieces) {
    if (piece === '{') {
      // A statement without a block (@charset, @import) may precede the prelude.
      const prelude = text.slice(text.lastIndexOf(';') + 1).trim();
      if (prelude.startsWith('@')) conditions.push(prelude);
      else selectors = splitSelectors(prelude);
      text = '';
    } else if (piece === '}') {
      if (selectors) yield { conditions: [...conditions], selectors, body: text.trim() };
      else conditions.pop();
      selectors = null;
      text = '';
    } else text += piece;
  }
}

/** At the commas that no parenthesis holds. */
function splitSelectors(prelude) {
  return prelude.split(/,(?![^(]*\))/).map(selector => selector.trim());
}
