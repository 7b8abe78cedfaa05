// @ts-check

import makeGo from 'wasm_exec';
import { SYNC_DISABLED, toException } from '../../shared/errors.js';
import { shadowGlobal } from './shadow-global.js';

/**
 * @import { GoHost } from '../go-host.js'
 * @import { CallCore, CoreMethods, GoExports } from './go-exports.js'
 * @import { Leftovers } from '../leftovers.js'
 * @import { WasmBinary } from './wasm-binary.js'
 */

/** @typedef {{ call: CallCore }} RunningCore */

/** Go's core. The first call starts it. If it panics or exits, the next call starts it again. */
export class Core {
  /** @type {WasmBinary} */
  #binary;
  /** @type {() => GoHost} */
  #makeHost;
  /** @type {Pick<Leftovers, 'whenRemoved'>} */
  #leftovers;
  /** @type {() => void} */
  #onExit;
  /** @type {Promise<RunningCore> | undefined} */
  #running;

  /**
   * Calls makeHost() at each start of Go, and onExit() when Go has panicked or exited. Calls of the core wait until
   * the leftovers are removed.
   * @param {WasmBinary} binary
   * @param {() => GoHost} makeHost
   * @param {Pick<Leftovers, 'whenRemoved'>} leftovers
   * @param {() => void} onExit
   */
  constructor(binary, makeHost, leftovers, onExit) {
    this.#binary = binary;
    this.#makeHost = makeHost;
    this.#leftovers = leftovers;
    this.#onExit = onExit;
  }

  /** Whether a core runs or is being started. */
  get started() {
    return Boolean(this.#running);
  }

  /**
   * Calls a method that the core exports (wasm/exports.go). Rejects with a DOMException if the core cannot be loaded,
   * the leftovers cannot be removed, or the method fails; with `UnknownError` if the core panics or exits meanwhile.
   * @template {keyof CoreMethods} M
   * @param {M} method
   * @param {Parameters<CoreMethods[M]>} args
   * @returns {Promise<ReturnType<CoreMethods[M]>>}
   */
  async call(method, ...args) {
    this.#running ??= this.#start();
    const [{ call }] = await Promise.all([this.#running, this.#leftovers.whenRemoved()]);
    return call(method, args);
  }

  #start() {
    const forget = () => {
      if (this.#running === running) this.#running = undefined;
    };
    const exited = () => {
      forget();
      this.#onExit();
    };
    const running = startGo(this.#binary, this.#makeHost(), exited);
    running.catch(forget);
    return running;
  }
}

/**
 * Starts Go, and resolves once the core is ready for calls. Calls onExit() once when it has panicked or exited.
 * @param {WasmBinary} binary
 * @param {GoHost} host
 * @param {() => void} onExit
 * @returns {Promise<RunningCore>}
 */
async function startGo(binary, host, onExit) {
  const shadow = shadowGlobal(globalThis);
  const Go = makeGo(shadow);
  const go = new Go();
  // Go frees references to JavaScript's values when it collects garbage. With a small heap it would rarely do so.
  go.env = { GOGC: '25' };
  const instance = await binary.instantiate(go.importObject);
  /** @type {Set<(error: DOMException) => void>} */
  const waiting = new Set();
  let over = false;
  const exited = () => {
    if (over) return;
    over = true;
    silence(go);
    onExit();
    for (const reject of waiting) reject(toException(SYNC_DISABLED));
    waiting.clear();
  };
  /** @type {Promise<GoExports>} */
  const ready = new Promise((resolve, reject) => {
    waiting.add(reject);
    shadow.backgroundSyncPolyfillHost = {
      host,
      ready(exports) {
        waiting.delete(reject);
        resolve(exports);
      },
    };
  });
  // A trap of WebAssembly is thrown here, to the timer or callback that resumed Go.
  const resume = go._resume;
  go._resume = () => {
    try {
      resume.call(go);
    } catch (error) {
      console.error('background-sync-polyfill: the core has failed. The next call tries again.', error);
      exited();
    }
  };
  go.run(instance).then(exited, exited);
  const exports = await ready;
  return {
    call(method, args) {
      return new Promise((resolve, reject) => {
        if (over) return reject(toException(SYNC_DISABLED));
        waiting.add(reject);
        exports[method](...args, (error, result) => {
          waiting.delete(reject);
          if (!error) return resolve(result);
          if (error.cause) console.error(`background-sync-polyfill: ${method}() failed:`, error.cause);
          reject(toException(error));
        });
      });
    },
  };
}

/**
 * Ends the timers of a core that has exited, and ignores its callbacks. They would throw in the app's console.
 * @param {Go} go
 */
function silence(go) {
  for (const timer of go._scheduledTimeouts.values()) clearTimeout(timer);
  go._scheduledTimeouts.clear();
  go._resume = () => {};
}
