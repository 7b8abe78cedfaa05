import { NO_ACTIVE_WORKER, NO_RESULT, NOT_IN_WORKER, ONLY_IN_WAITING_WORKER, toException } from './errors.js';
import { ACK_TIMEOUT, HELLO, RESULT_TIMEOUT, toWorker } from './messages.js';

/**
 * Sends a request to the registration's active worker and returns its result.
 * Rejects with a DOMException; never stays pending.
 */
export async function request(registration, type, body) {
  const { active } = registration;
  if (!active) throw toException(NO_ACTIVE_WORKER);
  const { result, error, silent } = await send(active, type, body);
  if (error) throw toException(error);
  if (!silent) return result;
  // An update came between: the new worker is asked the same.
  if (registration.active && registration.active !== active) return request(registration, type, body);
  if (registration.waiting && !(await send(registration.waiting, HELLO)).silent) throw toException(ONLY_IN_WAITING_WORKER);
  throw toException(NOT_IN_WORKER);
}

/** Resolves with {result} or {error}; with {silent: true} if the worker never acknowledged, or was replaced before it answered. */
function send(worker, type, body) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const finish = (answer) => {
      clearTimeout(timer);
      worker.removeEventListener('statechange', replaced);
      port1.close();
      resolve(answer);
    };
    const replaced = () => {
      if (worker.state === 'redundant') finish({ silent: true });
    };
    let timer = setTimeout(finish, ACK_TIMEOUT, { silent: true });
    port1.onmessage = ({ data }) => {
      if (!data.ack) return finish(data);
      clearTimeout(timer);
      timer = setTimeout(finish, RESULT_TIMEOUT, { error: NO_RESULT });
    };
    worker.addEventListener('statechange', replaced);
    worker.postMessage(toWorker(type, body), [port2]);
  });
}
