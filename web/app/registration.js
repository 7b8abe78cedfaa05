import { workerURL } from './choose.js';

/** Registers the service worker that the page's address asks for. Resolves with the registration when it is active. */
export async function startWorker() {
  if (!navigator.serviceWorker) {
    throw new Error(
      'Service workers are not available. Open the app over HTTPS or at localhost, and not in a private window.',
    );
  }
  const registration = await navigator.serviceWorker.register(workerURL);
  // navigator.serviceWorker.ready would not do: it may resolve with the worker of an earlier choice.
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  await activated(worker);
  return registration;
}

/** Resolves when the worker is activated. Rejects if it could not be installed. */
function activated(worker) {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant')
        reject(new Error('The service worker could not be installed. Reload the page.'));
    };
    worker.addEventListener('statechange', check);
    check();
  });
}

/** Calls back with the worker's message after each try: {sent, failed, lastChance}, as sw.js posts it. */
export function onOutcome(callback) {
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data?.type === 'outbox') callback(data);
  });
}
