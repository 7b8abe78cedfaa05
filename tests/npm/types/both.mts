// One program with the page's and the worker's code in it, as in an app with one tsconfig.json.

import { apply } from 'background-sync-polyfill/fn';
import { apply as applyInWorker } from 'background-sync-polyfill/worker-fn';
import './page.mjs';
import './worker.mjs';

apply({ force: true });
applyInWorker({ force: true, maxAttempts: 5 });
