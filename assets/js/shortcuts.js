// Keys of one character: where they may act, and how the user turns them off (RGAA 12.10).
const OFF = 'pupitre.raccourcis';
const NOT_TEXT = new Set(['button', 'checkbox', 'radio', 'submit', 'reset', 'file', 'image', 'range', 'color']);

/** The key meant by an event, or nothing when the user is typing, holds a modifier or has turned the keys off. */
export function keyOf(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return null;
  if (isTyping(event.target) || isOff()) return null;
  // On a French keyboard the digits of the upper row need Shift: the place of the key counts, not the sign on it.
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (digit) return digit[1];
  return event.key;
}

function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function isOff() {
  try {
    return localStorage.getItem(OFF) === 'non';
  } catch {
    return false;
  }
}

function setOff(off) {
  try {
    if (off) localStorage.setItem(OFF, 'non');
    else localStorage.removeItem(OFF);
  } catch {
    // Storage is refused: the choice cannot be kept, the keys stay on.
  }
}

for (const box of document.querySelectorAll('[data-keys-switch]')) {
  box.checked = !isOff();
  box.addEventListener('change', () => setOff(!box.checked));
}
