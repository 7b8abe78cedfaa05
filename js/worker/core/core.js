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

/** Go's core: started at the first call, and afresh at the next call after it has died. */
export class Core {
  /** @type {WasmBinary} */
  #binary;
  /** @type {() => GoHost} */
  #makeHost;
  /** @type {Pick<Leftovers, 'removed'>} */
  #leftovers;
  /** @type {() => void} */
  #onDeath;
  /** @type {Promise<RunningCore> | undefined} */
  #running;

  /**
   * Takes the WasmBinary, what makes the host that Go sees, what must be removed before
   * the first call, and what is called when a core has died.
   * @param {WasmBinary} binary
   * @param {() => GoHost} makeHost
   * @param {Pick<Leftovers, 'removed'>} leftovers
   * @param {() => void} onDeath
   */
  constructor(binary, makeHost, leftovers, onDeath) {
    this.#binary = binary;
    this.#makeHost = makeHost;
    this.#leftovers = leftovers;
    this.#onDeath = onDeath;
  }

  /** Whether a core runs or is being started. */
  get started() {
    return Boolean(this.#running);
  }

  /**
   * Calls a method that the core exports (wasm/exports.go). Rejects with a DOMException.
   * @template {keyof CoreMethods} M
   * @param {M} method
   * @param {Parameters<CoreMethods[M]>} args
   * @returns {Promise<ReturnType<CoreMethods[M]>>}
   */
  async call(method, ...args) {
    this.#running ??= this.#start();
    const [{ call }] = await Promise.all([this.#running, this.#leftovers.removed()]);
    return call(method, args);
  }

  #start() {
    const forget = () => {
      if (this.#running === running) this.#running = undefined;
    };
    const died = () => {
      forget();
      this.#onDeath();
    };
    const running = startGo(this.#binary, this.#makeHost(), died);
    running.catch(forget);
    return running;
  }
}

/**
 * Resolves once the core is ready for calls.
 * @param {WasmBinary} binary
 * @param {GoHost} host
 * @param {() => void} onDeath
 * @returns {Promise<RunningCore>}
 */
async function startGo(binary, host, onDeath) {
  const shadow = shadowGlobal(globalThis);
  const Go = makeGo(shadow);
  const go = new Go();
  // A small heap rarely collects, and what Go holds of JavaScript stays until it does.
  go.env = { GOGC: '25' };
  const instance = await binary.instantiate(go.importObject);
  /** @type {Set<(error: DOMException) => void>} */
  const waiting = new Set();
  let dead = false;
  const died = () => {
    if (dead) return;
    dead = true;
    quiet(go);
    onDeath();
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
  // A trap surfaces in whatever called back into the core.
  const resume = go._resume;
  go._resume = () => {
    try {
      resume.call(go);
    } catch (error) {
      console.error('background-sync-polyfill:', error);
      died();
    }
  };
  go.run(instance).then(died, died);
  const exports = await ready;
  return {
    call(method, args) {
      return new Promise((resolve, reject) => {
        if (dead) return reject(toException(SYNC_DISABLED));
        waiting.add(reject);
        exports[method](...args, (error, result) => {
          waiting.delete(reject);
          if (!error) return resolve(result);
          if (error.cause) console.error('background-sync-polyfill:', error.cause);
          reject(toException(error));
        });
      });
    },
  };
}

/**
 * Keeps what the dead core had asked for, timers and callbacks, from throwing into the app's console.
 * @param {Go} go
 */
function quiet(go) {
  for (const timer of go._scheduledTimeouts.values()) clearTimeout(timer);
  go._scheduledTimeouts.clear();
  go._resume = () => {};
}
