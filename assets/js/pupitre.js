// The only module pages ask for. Each part looks for its own markup and does nothing without it;
// every page works without any of them.
import './theme.js';
import './queue.js';
import './keys.js';
import './filters.js';
import './progress.js';
import './formula.js';
