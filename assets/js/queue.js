// The queue from the keyboard: j k go from row to row, o opens the row, 1 to 9 choose the outcome once it is open,
// x ticks the row, Échap closes it. Enter is left to the browser: on a chosen outcome it sends the form.
import { keyOf } from './shortcuts.js';

const rows = () => [...document.querySelectorAll('.pu-queue .pu-row')];
// A page may open with a row in focus, before this module runs.
let current = document.activeElement?.closest('.pu-queue .pu-row') ?? null;

for (const row of rows()) row.tabIndex = -1;

// Where the user is: the row that holds the focus, else the last one that did.
document.addEventListener('focusin', event => {
  const row = event.target.closest('.pu-queue .pu-row');
  if (row) current = row;
});

document.addEventListener('keydown', event => {
  const key = keyOf(event);
  const act = ACTIONS.get(/^[1-9]$/.test(key) ? 'digit' : key);
  if (act?.(key)) event.preventDefault();
});

/** Each says whether it did something. */
const ACTIONS = new Map([
  ['j', () => go(1)],
  ['k', () => go(-1)],
  ['o', () => toggle()],
  ['x', () => tick()],
  ['Escape', () => close()],
  ['digit', digit => choose(digit)],
]);

function go(step) {
  const all = rows();
  if (all.length === 0) return false;
  const here = all.indexOf(current);
  const next = here < 0 ? 0 : here + step;
  if (next < 0 || next >= all.length) return true;
  all[next].focus();
  return true;
}

function toggle() {
  const details = current?.querySelector('details');
  if (!details) return false;
  details.open = !details.open;
  if (details.open) details.querySelector('summary').focus();
  else current.focus();
  return true;
}

function close() {
  const details = current?.querySelector('details[open]');
  if (!details) return false;
  details.open = false;
  current.focus();
  return true;
}

function tick() {
  const box = current?.querySelector('.pu-pick');
  if (!box) return false;
  box.click();
  return true;
}

/** A digit acts on an open row only: pressed by mistake on a closed one, it would record a call nobody made. */
function choose(digit) {
  const control = current?.querySelector(`details[open] [data-key="${digit}"]`);
  if (!control) return false;
  control.focus();
  control.click();
  return true;
}

// How many rows are ticked, said as they are.
function count() {
  const ticked = document.querySelectorAll('.pu-pick[form]:checked').length;
  for (const output of document.querySelectorAll('[data-checked-count]')) {
    const { one, many } = output.dataset;
    output.textContent = ticked === 0 ? '' : ticked === 1 ? one : many.replace('{n}', ticked);
  }
}

document.addEventListener('change', event => {
  if (event.target.matches?.('.pu-pick')) count();
});
// Also after « back », when the browser gives the ticks back.
window.addEventListener('pageshow', count);
