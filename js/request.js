import { NO_ACTIVE_WORKER, NO_RESULT, NOT_IN_WORKER, ONLY_IN_WAITING_WORKER, toException } from './errors.js';
import { ACK_TIMEOUT, HELLO, RESULT_TIMEOUT, toWorker } from './messages.js';

/**
 * Sends a request to the registration's active worker and returns its result.
 * Rejects with a DOMException; never stays pending.
 */
export async function request(registration, type, body) {
  const worker = registration.active;
  if (!worker) throw toException(NO_ACTIVE_WORKER);
  const acknowledged = await send(worker, type, body);
  if (acknowledged) return acknowledged.result;
  if (registration.active && registration.active !== worker) return request(registration, type, body);
  if (registration.waiting && (await send(registration.waiting, HELLO))) throw toException(ONLY_IN_WAITING_WORKER);
  throw toException(NOT_IN_WORKER);
}

/** Resolves with {result}, a promise, once the worker has acknowledged; with undefined if it does not. */
function send(worker, type, body) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const result = withResolvers();
    result.promise.catch(() => {});
    let timer = setTimeout(() => finish(() => resolve()), ACK_TIMEOUT);
    const finish = (settle) => {
      clearTimeout(timer);
      port1.close();
      settle();
    };
    port1.onmessage = ({ data }) => {
      if (data.ack) {
        clearTimeout(timer);
        timer = setTimeout(() => finish(() => result.reject(toException(NO_RESULT))), RESULT_TIMEOUT);
        resolve({ result: result.promise });
      } else if (data.error) {
        finish(() => result.reject(toException(data.error)));
      } else {
        finish(() => result.resolve(data.result));
      }
    };
    worker.postMessage(toWorker(type, body), [port2]);
  });
}

function withResolvers() {
  const resolvers = {};
  resolvers.promise = new Promise((resolve, reject) => Object.assign(resolvers, { resolve, reject }));
  return resolvers;
}
