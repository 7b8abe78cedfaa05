// @ts-check

import { NO_ACTIVE_WORKER, NO_RESULT, NOT_IN_WORKER, ONLY_IN_WAITING_WORKER, toException } from './errors.js';
import { GET_TAGS, HELLO, toWorker } from './protocol.js';
import { ACK_TIMEOUT, LATE_ACK_TIMEOUT, REPLACEMENT_TIMEOUT, RESULT_TIMEOUT } from './timing.js';

/** @import { Answers, Bodies, RequestType, Results } from './protocol.js' */

/**
 * @template {RequestType} T
 * @typedef {Partial<Answers<T>> & { silent?: true }} Outcome
 */

/**
 * Sends a request to the registration's active worker and returns its result.
 * Rejects with a DOMException; never stays pending. A worker that starts slowly may
 * acknowledge when the request has been given up: onLateAck() is called then.
 * @template {RequestType} T
 * @param {ServiceWorkerRegistration} registration
 * @param {T} type
 * @param {Bodies[T] & { settlesIn?: number }} [body]
 * @param {() => void} [onLateAck]
 * @returns {Promise<Results[T]>}
 */
export async function request(registration, type, body, onLateAck) {
  const { active } = registration;
  if (!active) return withoutWorker(type);
  const { result, error, silent } = await send(active, type, body, onLateAck);
  if (error) throw toException(error);
  if (!silent) return /** @type {Results[T]} */ (result);
  // An update came between: the new worker is asked the same.
  if (await replaced(registration, active)) return request(registration, type, body, onLateAck);
  if (active.state === 'redundant') return withoutWorker(type);
  if (registration.waiting && !(await send(registration.waiting, HELLO)).silent)
    throw toException(ONLY_IN_WAITING_WORKER);
  throw toException(NOT_IN_WORKER);
}

/**
 * What there is without a worker: no tags, and nobody to ask for anything else.
 * @template {RequestType} T
 * @param {T} type
 * @returns {Results[T]}
 */
function withoutWorker(type) {
  if (type === GET_TAGS) return /** @type {Results[T]} */ (/** @type {unknown} */ ([]));
  throw toException(NO_ACTIVE_WORKER);
}

/**
 * Whether another worker is active; it becomes so a moment after the one before is redundant.
 * @param {ServiceWorkerRegistration} registration
 * @param {ServiceWorker} worker
 */
async function replaced(registration, worker) {
  const until = Date.now() + REPLACEMENT_TIMEOUT;
  while (worker.state === 'redundant' && registration.active === worker && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve));
  }
  return registration.active && registration.active !== worker;
}

/**
 * Resolves with {result} or {error}; with {silent: true} if the worker never acknowledged, or was replaced before it answered.
 * @template {RequestType} T
 * @param {ServiceWorker} worker
 * @param {T} type
 * @param {Bodies[T] & { settlesIn?: number }} [body]
 * @param {() => void} [onLateAck]
 * @returns {Promise<Outcome<T>>}
 */
function send(worker, type, body, onLateAck) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    /** @param {Outcome<T>} answer */
    const finish = (answer) => {
      clearTimeout(timer);
      worker.removeEventListener('statechange', onStateChange);
      port1.close();
      resolve(answer);
    };
    const onStateChange = () => {
      if (worker.state === 'redundant') finish({ silent: true });
    };
    // The app's `activate` may keep the worker busy.
    const timeout = worker.state === 'activating' ? RESULT_TIMEOUT : ACK_TIMEOUT;
    let timer = setTimeout(() => {
      if (!onLateAck) return finish({ silent: true });
      // The port stays open, and the request is over for whoever made it.
      resolve({ silent: true });
      timer = setTimeout(finish, LATE_ACK_TIMEOUT, {});
      port1.onmessage = () => {
        finish({});
        onLateAck();
      };
    }, timeout);
    /** @param {MessageEvent<Partial<Answers<T>>>} event */
    port1.onmessage = ({ data }) => {
      if (!data.ack) return finish(data);
      clearTimeout(timer);
      timer = setTimeout(finish, RESULT_TIMEOUT, { error: NO_RESULT });
    };
    worker.addEventListener('statechange', onStateChange);
    worker.postMessage(toWorker(type, body), [port2]);
  });
}
