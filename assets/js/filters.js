// A filter form with data-autosubmit sends itself when a choice changes; its button stays for those who prefer it.
// From the keyboard a list changes at each arrow: there the form waits until the user leaves it, or presses Enter.
const AT_ONCE = 'select, input[type=checkbox], input[type=radio]';

for (const form of document.querySelectorAll('form[data-autosubmit]')) {
  let byPointer = false;
  let changed = false;
  form.addEventListener('pointerdown', () => (byPointer = true));
  form.addEventListener('keydown', () => (byPointer = false));
  form.addEventListener('submit', () => (changed = false));
  form.addEventListener('change', event => {
    changed = true;
    if (byPointer && event.target.matches(AT_ONCE)) form.requestSubmit();
  });
  form.addEventListener('focusout', event => {
    if (changed && !form.contains(event.relatedTarget) && document.hasFocus()) form.requestSubmit();
  });
}
