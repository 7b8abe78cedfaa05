import { Browser } from '../../fake/browser.mjs';
import { Worker } from '../../fake/worker.mjs';

/** A worker's scope that has evaluated nothing: a test loads the one class that it is about. */
export function bareWorker() {
  const browser = new Browser();
  const worker = new Worker(browser);
  browser.active = worker.serviceWorker;
  browser.active.state = 'activated';
  return { browser, worker };
}

/** A function that notes how it was called, and does as another one does. */
export function recorder(act = () => {}) {
  const calls = [];
  const record = (...args) => {
    calls.push(args);
    return act(...args);
  };
  return Object.assign(record, { calls });
}
