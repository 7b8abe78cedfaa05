// @ts-check

import { tagsOf } from '../shared/idb/registrations.js';
import { NO_RESULT, NO_WINDOW, toException } from '../shared/errors.js';
import { rejectAfter } from '../shared/timeout.js';
import { WINDOWS_TIMEOUT } from '../shared/timing.js';

/** @import { Core } from './core/core.js' */

/**
 * The calls of register() and getTags() on their way to the core, the worker's own and those
 * of pages: whether a window is open for them, and their order. A caller is the client that
 * has asked, null if the browser does not tell, undefined for the worker itself.
 */
export class Calls {
  /** @type {Pick<Core, 'call'>} */
  #core;
  /** Resolves when every call so far that had to wait for its turn has reached the core, or was refused. */
  #turn = Promise.resolve();

  /** @param {Pick<Core, 'call'>} core */
  constructor(core) {
    this.#core = core;
  }

  /**
   * Resolves when the tag is stored. Rejects with a DOMException.
   * @param {string} tag
   * @param {Caller} [caller]
   * @returns {Promise<void>}
   */
  register(tag, caller) {
    const call = () => this.#core.call('register', tag);
    return isWindow(caller) ? call() : this.#inTurn(requireWindow(), call);
  }

  /**
   * Resolves with the tags, among them each that the same caller has registered before. Rejects with a DOMException.
   * @param {Caller} [caller]
   * @returns {Promise<string[]>}
   */
  getTags(caller) {
    const call = async () => tagsOf(await this.#core.call('getTags'));
    return isWindow(caller) ? call() : this.#inTurn(Promise.resolve(), call);
  }

  /**
   * Calls the core once the check has passed and all earlier calls are there, whose answers nobody waits for.
   * @template T
   * @param {Promise<void>} check
   * @param {() => Promise<T>} call
   * @returns {Promise<T>}
   */
  #inTurn(check, call) {
    // It may fail before its turn comes, and is no unhandled rejection then.
    check.catch(() => {});
    // The promise of the answer is wrapped, or the turn would end with the answer.
    const called = this.#turn.then(() => check).then(() => ({ answer: call() }));
    this.#turn = called.then(
      () => {},
      () => {},
    );
    return called.then(({ answer }) => answer);
  }
}

/** @typedef {ExtendableMessageEvent['source']} Caller */

/**
 * Whether the client is a top-level window of the origin; a frame or a worker is none.
 * @param {Caller} [client]
 */
function isWindow(client) {
  const { frameType } = /** @type {Partial<Client>} */ (client ?? {});
  return frameType === 'top-level' || frameType === 'auxiliary';
}

/** Spec: register(), steps 4 to 6: nobody may register in the background. */
async function requireWindow() {
  const asked = clients.matchAll({ type: 'window', includeUncontrolled: true });
  const windows = await rejectAfter(WINDOWS_TIMEOUT, asked, () => toException(NO_RESULT));
  if (!windows.some(isWindow)) throw toException(NO_WINDOW);
}
