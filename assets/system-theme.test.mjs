import assert from 'node:assert/strict';
import test from 'node:test';
import { systemTheme } from './system-theme.mjs';

test('a dark rule is written once more for the theme of the system', () => {
  assert.equal(systemTheme(':root{--a:1}:root[data-fr-theme=dark]{--a:2}'), ':root[data-fr-scheme=system]{--a:2}\n');
});

test('the light half of a shared rule is left out, commas in parentheses included', () => {
  const css = '.a:is(.b,.c),:root[data-fr-theme="dark"] .a:is(.b,.c){color:red}';
  assert.equal(systemTheme(css), ':root[data-fr-scheme=system] .a:is(.b,.c){color:red}\n');
});

test('a rule keeps the conditions it stood in, one within the other', () => {
  const css = '@media print{.x{a:b}@supports (c:d){[data-fr-theme=dark] .x{a:c}}}[data-fr-theme=dark] .y{a:d}';
  assert.equal(
    systemTheme(css),
    '@media print{@supports (c:d){[data-fr-scheme=system] .x{a:c}}}\n[data-fr-scheme=system] .y{a:d}\n',
  );
});

test('braces in a string or a comment open nothing', () => {
  const css = '/* { */ .x::after{content:"}"} [data-fr-theme=dark] .x::after{content:"{"}';
  assert.equal(systemTheme(css), '[data-fr-scheme=system] .x::after{content:"{"}\n');
});

test('what precedes a rule without a block is not taken for its selector', () => {
  assert.equal(systemTheme('@charset "UTF-8";[data-fr-theme=dark] .x{a:b}'), '[data-fr-scheme=system] .x{a:b}\n');
});

test('forced colours are left to the system', () => {
  const css = '@media (forced-colors:active){[data-fr-theme=dark] .x{a:b}}[data-fr-theme=dark] .y{a:b}';
  assert.equal(systemTheme(css), '[data-fr-scheme=system] .y{a:b}\n');
});

test('a style sheet without any dark rule is refused: the theme would silently go missing', () => {
  assert.throws(() => systemTheme('.x{a:b}'), /no dark rule/);
});
