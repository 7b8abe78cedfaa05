// @ts-check

import { NO_ACTIVE_WORKER, NO_RESULT, NOT_IN_WORKER, ONLY_IN_WAITING_WORKER, toException } from './errors.js';
import { GET_TAGS, HELLO, toWorker } from './protocol.js';
import { ACK_TIMEOUT, LATE_ACK_TIMEOUT, REPLACEMENT_TIMEOUT, RESULT_TIMEOUT } from './timing.js';

/** @import { Answers, Bodies, RequestType, Results } from './protocol.js' */

/**
 * The outcome of send(): `silent` tells that the worker did not acknowledge, or was replaced.
 * @template {RequestType} T
 * @typedef {Partial<Answers<T>> & { silent?: true }} Outcome
 */

/**
 * Sends a request to the registration's active worker and resolves with the result. If the worker
 * is replaced before it answers, the new active worker is asked the same.
 *
 * Never stays pending. Rejects with a DOMException: an error of the worker's, NO_ACTIVE_WORKER,
 * NO_RESULT, or if the worker does not acknowledge in ACK_TIMEOUT, NOT_IN_WORKER or
 * ONLY_IN_WAITING_WORKER (C10, C16).
 * @template {RequestType} T
 * @param {ServiceWorkerRegistration} registration
 * @param {T} type
 * @param {Bodies[T] & { settlesIn?: number }} [body]
 * @param {() => void} [onLateAck] called if the worker acknowledges within LATE_ACK_TIMEOUT after that: a browser may
 *   take minutes to start a worker
 * @returns {Promise<Results[T]>}
 */
export async function request(registration, type, body, onLateAck) {
  const { active } = registration;
  if (!active) return withoutWorker(type);
  const { result, error, silent } = await send(active, type, body, onLateAck);
  if (error) throw toException(error);
  if (!silent) return /** @type {Results[T]} */ (result);
  if (await waitForReplacement(registration, active)) return request(registration, type, body, onLateAck);
  if (active.state === 'redundant') return withoutWorker(type);
  if (registration.waiting && !(await send(registration.waiting, HELLO)).silent)
    throw toException(ONLY_IN_WAITING_WORKER);
  throw toException(NOT_IN_WORKER);
}

/**
 * Returns the result of GET_TAGS without an active worker: no tags. Throws NO_ACTIVE_WORKER for other requests.
 * @template {RequestType} T
 * @param {T} type
 * @returns {Results[T]}
 */
function withoutWorker(type) {
  if (type === GET_TAGS) return /** @type {Results[T]} */ (/** @type {unknown} */ ([]));
  throw toException(NO_ACTIVE_WORKER);
}

/**
 * Resolves with whether another worker is active now. It becomes active a moment after this one is
 * redundant, so this function waits for that, REPLACEMENT_TIMEOUT at most.
 * @param {ServiceWorkerRegistration} registration
 * @param {ServiceWorker} worker
 */
async function waitForReplacement(registration, worker) {
  const until = Date.now() + REPLACEMENT_TIMEOUT;
  while (worker.state === 'redundant' && registration.active === worker && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve));
  }
  return registration.active && registration.active !== worker;
}

/**
 * Sends a request to one worker. Resolves with {result} or {error}, or with {silent: true} if the
 * worker did not acknowledge in time or was replaced before it answered. Never rejects.
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
    // The app's `activate` may keep the worker busy for a long time.
    const timeout = worker.state === 'activating' ? RESULT_TIMEOUT : ACK_TIMEOUT;
    let timer = setTimeout(() => {
      if (!onLateAck) return finish({ silent: true });
      // The caller gets its answer now. The port stays open for a late acknowledgement.
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
