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
 * @import { Waker } from './wake/waker.js'
 */

/**
 * @typedef {object} RequestOwners
 * @property {ActiveWorker} activeWorker
 * @property {Pick<Calls, 'register' | 'getTags'>} calls
 * @property {Pick<Connectivity, 'settle'>} connectivity
 * @property {Pick<Waker, 'registered' | 'wakeForPage' | 'keepAlive'>} waker
 */

/**
 * @template {RequestType} T
 * @typedef {{ postMessage(answer: Answer<T>): void }} AnswerPort
 */

/** @typedef {{ [T in RequestType]: { answer(message: RequestMessage<T>, caller: Caller): Promise<Results[T]>, then?(message: RequestMessage<T>, work: Promise<Results[T]>): Promise<void> } }} Requests */

/** Answers the requests of pages; the app's own `message` listeners never see them. */
export class RequestHandler {
  /** @type {ActiveWorker} */
  #activeWorker;
  /** @type {RequestOwners['connectivity']} */
  #connectivity;
  /** @type {RequestOwners['waker']} */
  #waker;
  /** @type {Requests} */
  #requests;

  /** @param {RequestOwners} owners */
  constructor({ calls, waker, activeWorker, connectivity }) {
    this.#activeWorker = activeWorker;
    this.#connectivity = connectivity;
    this.#waker = waker;
    // What a request still has to do once it is answered, `then`, keeps the worker alive too.
    this.#requests = {
      [HELLO]: { answer: async () => undefined },
      [GET_TAGS]: { answer: (_message, caller) => calls.getTags(caller) },
      [REGISTER]: {
        answer: ({ tag }, caller) => calls.register(tag, caller),
        then: ({ tag }, stored) => waker.registered(tag, stored),
      },
      [WAKE]: { answer: (message) => waker.wakeForPage(message) },
    };
  }

  /**
   * Takes a `message` event if it is one of ours.
   * @param {ExtendableMessageEvent} event
   */
  handle(event) {
    /** @type {{ data: RequestMessage<RequestType>, ports: readonly AnswerPort<RequestType>[], source: Caller }} */
    const { data, ports, source } = event;
    if (versionOf(data) === undefined || ports.length !== 1) return;
    event.stopImmediatePropagation();
    ports[0].postMessage({ ack: VERSION });
    // Pages send HELLO to a waiting worker, and everything else to the active one.
    if (data.type !== HELLO) this.#activeWorker.confirm();
    this.#connectivity.settle(data.settlesIn);
    this.#waker.keepAlive(event, this.#serve(data, ports[0], source));
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
