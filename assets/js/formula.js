// While a formula is written, what it says and what it gives are shown beside it: what « Vérifier la formule » does, sooner.
const field = document.querySelector('textarea#formule');
const beside = document.querySelector('[data-formula]');
const PAUSE = 500;

if (field && beside) {
  let waiting;
  let asked = 0;
  const check = async () => {
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(field.form));
    body.set('geste', 'verifier');
    const response = await fetch(field.form.action, { method: 'POST', body }).catch(() => null);
    // Something else was typed meanwhile, or the network is away: the button stays.
    if (!response?.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.querySelector('[data-formula]');
    if (fresh && mine === asked) beside.replaceChildren(...fresh.childNodes);
  };
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE);
  });
}
