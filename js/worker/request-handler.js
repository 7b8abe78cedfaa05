// @ts-check

import { NO_RESULT, OTHER_VERSION, fromException, toException } from '../shared/errors.js';
import { GET_TAGS, HELLO, REGISTER, VERSION, WAKE, versionOf } from '../shared/protocol.js';
import { rejectAfter } from '../shared/timeout.js';
import { RESULT_TIMEOUT } from '../shared/timing.js';

/**
 * @import { Failure } from '../shared/errors.js'
 * @import { Answer, RequestMessage, RequestType, Results } from '../shared/protocol.js'
 * @import { Caller, Calls } from './calls.js'
 * @import { ActiveWorker } from './wake/active-worker.js'
 * @import { Connectivity } from './wake/connectivity.js'
 * @import { KeepAlive } from './wake/keep-alive.js'
 * @import { Waker } from './wake/waker.js'
 */

/**
 * @typedef {object} RequestOwners
 * @property {ActiveWorker} activeWorker
 * @property {Pick<Calls, 'register' | 'getTags'>} calls
 * @property {Pick<Connectivity, 'settle'>} connectivity
 * @property {Pick<KeepAlive, 'wakeForPage' | 'extendEvent'>} keepAlive
 * @property {Pick<Waker, 'afterRegister'>} waker
 */

/**
 * @template {RequestType} T
 * @typedef {{ postMessage(answer: Answer<T>): void }} AnswerPort
 */

/** @typedef {{ [T in RequestType]: { answer(message: RequestMessage<T>, caller: Caller): Promise<Results[T]>, then?(message: RequestMessage<T>, work: Promise<Results[T]>): Promise<void> } }} Requests */

/** Answers the requests of pages. The app's own `message` listeners do not see these requests. */
export class RequestHandler {
  /** @type {ActiveWorker} */
  #activeWorker;
  /** @type {RequestOwners['connectivity']} */
  #connectivity;
  /** @type {RequestOwners['keepAlive']} */
  #keepAlive;
  /** @type {Requests} */
  #requests;

  /** @param {RequestOwners} owners */
  constructor({ calls, waker, activeWorker, connectivity, keepAlive }) {
    this.#activeWorker = activeWorker;
    this.#connectivity = connectivity;
    this.#keepAlive = keepAlive;
    // `then` is called once the request is answered. The worker is kept alive for it, too.
    this.#requests = {
      [HELLO]: { answer: async () => undefined },
      [GET_TAGS]: { answer: (_message, caller) => calls.getTags(caller) },
      [REGISTER]: {
        answer: ({ tag }, caller) => calls.register(tag, caller),
        then: ({ tag }, stored) => waker.afterRegister(tag, stored),
      },
      [WAKE]: { answer: (message) => keepAlive.wakeForPage(message) },
    };
  }

  /**
   * Acknowledges and answers a `message` event if it is a request of the polyfill. Ignores all others.
   * @param {ExtendableMessageEvent} event
   */
  handle(event) {
    /** @type {{ data: RequestMessage<RequestType>, ports: readonly AnswerPort<RequestType>[], source: Caller }} */
    const { data, ports, source } = event;
    if (versionOf(data) === undefined || ports.length !== 1) return;
    event.stopImmediatePropagation();
    ports[0].postMessage({ ack: VERSION });
    // Pages send HELLO to a waiting worker, and everything else to the active one.
    if (data.type !== HELLO) this.#activeWorker.confirmActive();
    this.#connectivity.settle(data.settlesIn);
    this.#keepAlive.extendEvent(event, this.#serve(data, ports[0], source));
  }

  /**
   * @template {RequestType} T
   * @param {RequestMessage<T>} message
   * @param {AnswerPort<T>} port
   * @param {Caller} caller
   */
  async #serve(message, port, caller) {
    const request =
      versionOf(message) === VERSION && Object.hasOwn(this.#requests, message.type) && this.#requests[message.type];
    if (!request) return port.postMessage({ error: OTHER_VERSION });
    const work = request.answer(message, caller);
    try {
      port.postMessage({ result: await rejectAfter(RESULT_TIMEOUT, work, () => toException(NO_RESULT)) });
    } catch (error) {
      port.postMessage({ error: fromException(/** @type {Partial<Failure> | null | undefined} */ (error)) });
    }
    await request.then?.(message, work);
  }
}
