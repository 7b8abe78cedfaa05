import { Browser } from '../../fake/browser.mjs';
import { Worker } from '../../fake/worker.mjs';

/** Makes an active worker that has not evaluated the script. A test loads the one class that it is about. */
export function emptyWorker() {
  const browser = new Browser();
  const worker = new Worker(browser);
  browser.active = worker.serviceWorker;
  browser.active.state = 'activated';
  return { browser, worker };
}

/** Makes a function that calls act(), and keeps the arguments of each call in `calls`. */
export function recorder(act = () => {}) {
  const calls = [];
  const record = (...args) => {
    calls.push(args);
    return act(...args);
  };
  return Object.assign(record, { calls });
}
