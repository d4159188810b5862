// A long job: asks data-progress-url for { done, total, state } and shows it; when the state is no longer "running",
// reloads the page, which then shows the result. Without script the page has a link that does the same.
const FIRST_WAIT = 700;
const LONGEST_WAIT = 10_000;
const numbers = new Intl.NumberFormat('fr-FR');

for (const box of document.querySelectorAll('[data-progress-url]')) follow(box);

function follow(box) {
  const bar = box.querySelector('progress');
  const text = box.querySelector('[data-progress-text]');
  const status = box.querySelector('[role=status]');
  let wait = FIRST_WAIT;
  let quarter = -1;

  async function ask() {
    if (document.hidden) {
      document.addEventListener('visibilitychange', ask, { once: true });
      return;
    }
    try {
      const answer = await fetch(box.dataset.progressUrl, { headers: { accept: 'application/json' }, cache: 'no-store' });
      // Signed out, or the job is gone: the page itself says which.
      if (answer.redirected || (answer.status >= 400 && answer.status < 500 && answer.status !== 429)) return reload();
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      const progress = await answer.json();
      if (progress.state !== 'running') return reload();
      show(progress);
      wait = FIRST_WAIT;
    } catch {
      // The server is away for a moment: ask again, less and less often.
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
    setTimeout(ask, wait);
  }

  function show({ done, total }) {
    if (total > 0) {
      bar.max = total;
      bar.value = done;
    }
    const words = box.dataset.progressWords
      .replace('{done}', numbers.format(done))
      .replace('{total}', numbers.format(total));
    text.textContent = words;
    // Said aloud four times in all, not at each answer.
    const reached = total > 0 ? Math.floor((4 * done) / total) : 0;
    if (reached > quarter) {
      quarter = reached;
      status.textContent = words;
    }
  }

  setTimeout(ask, wait);
}

function reload() {
  location.reload();
}
