import { workerURL } from './choose.js';

/** Registers the service worker that the page's address asks for; resolves with the registration once that one is active. */
export async function startWorker() {
  if (!navigator.serviceWorker) {
    throw new Error('No service worker here: open the app over HTTPS or at localhost, and not in a private window.');
  }
  const registration = await navigator.serviceWorker.register(workerURL);
  // Not navigator.serviceWorker.ready: that may be the worker of another choice, on its way out.
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  await activated(worker);
  return registration;
}

function activated(worker) {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant')
        reject(new Error('The service worker could not be installed: reload the page.'));
    };
    worker.addEventListener('statechange', check);
    check();
  });
}

/** Calls back with what the worker tells after each try to send. */
export function onOutcome(callback) {
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data?.type === 'outbox') callback(data);
  });
}
