// Keys of a whole page: « ? » opens the list of shortcuts, and an element with data-key="n" is clicked by the key n.
// Loaded after the queue, whose open row comes first.
import { keyOf } from './shortcuts.js';

document.addEventListener('keydown', event => {
  const key = keyOf(event);
  if (key === null) return;
  if (key === '?') {
    const list = document.querySelector('details[data-keys-list]');
    if (!list) return;
    list.open = !list.open;
    if (list.open) list.querySelector('summary').focus();
    event.preventDefault();
    return;
  }
  const target = [...document.querySelectorAll('[data-key]')].find(
    element => element.dataset.key === key && !element.closest('.pu-row'),
  );
  if (!target) return;
  event.preventDefault();
  target.click();
});
