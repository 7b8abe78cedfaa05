// @ts-check

import { rejectAfter } from '../../shared/timeout.js';
import { CORE_DOWNLOAD_TIMEOUT, CORE_LOAD_TIMEOUT } from '../../shared/timing.js';
import { coreAddresses, shorten } from './addresses.js';
import { download } from './download.js';
import { KeptCore } from './kept-core.js';
import { openCore } from './open-core.js';
import { problem } from './problem.js';

/** @import { Options } from '../../shared/options.js' */

/** The core's bytes: from option wasmBytes, from a stored copy, or from the server. They are checked by their hash. */
export class WasmBinary {
  /** @type {string[]} */
  #addresses;
  /** @type {BufferSource | undefined} */
  #given;
  #kept = new KeptCore();
  /** @type {Promise<BufferSource> | undefined} */
  #loading;
  /** @type {Promise<void> | undefined} */
  #keeping;

  /** @param {Options} options */
  constructor({ wasmURL, wasmBytes }) {
    this.#given = wasmBytes;
    this.#addresses = coreAddresses(wasmURL);
  }

  /**
   * Stores the core for offline use, in each place that has no copy. Looks into the places each time, since the app
   * may have deleted a copy. Does nothing with option wasmBytes. Never rejects.
   * @param {BufferSource} [bytes] the core, if the caller has it; otherwise it is loaded
   */
  async keep(bytes) {
    if (this.#given) return;
    this.#keeping ??= this.#keep(bytes).finally(() => (this.#keeping = undefined));
    await this.#keeping;
  }

  /**
   * Stores the core as keep() does, at a start of the worker. A worker starts often, so nothing is downloaded if no
   * place would store the core, and places that refuse cause no warning. Waits for the keep() of the installation
   * first, since that may fail. Never rejects.
   */
  async keepAtStart() {
    if (this.#given) return;
    await this.#keeping;
    await this.#keep(undefined, true);
  }

  /**
   * @param {BufferSource} [bytes]
   * @param {boolean} [atStart]
   */
  async #keep(bytes, atStart) {
    try {
      const missing = await this.#kept.missing();
      if (missing.length === 0) return;
      const copy = atStart ? await this.#kept.getElsewhere(missing) : undefined;
      if (atStart && !copy && !(await this.#kept.mayTakeCore())) return;
      await this.#kept.put(missing, bytes ?? copy ?? (await this.#bytes()), atStart);
    } catch (error) {
      console.warn(
        'background-sync-polyfill: the core is not loaded and stored for offline use yet. The worker tries again.',
        /** @type {Error} */ (error).message,
      );
    }
  }

  /**
   * Removes this scope's copies of other releases, unless a new worker installs or waits: its copy is among them, and
   * its own activation removes the others. Never rejects.
   */
  async removeOthers() {
    const { installing, waiting } = registration;
    if (!installing && !waiting) await this.#kept.removeOthers();
  }

  /**
   * Resolves with an instance of the core. Rejects with an error that says what is wrong and what to do (C15). The
   * next call tries again.
   * @param {WebAssembly.Imports} imports
   * @returns {Promise<WebAssembly.Instance>}
   */
  async instantiate(imports) {
    const makeError = () =>
      problem(
        'NetworkError',
        `no core in ${CORE_LOAD_TIMEOUT / 1000} s from ${this.#addresses.map(shorten).join(', ')}. The next call tries again.`,
      );
    const bytes = await rejectAfter(CORE_LOAD_TIMEOUT, this.#bytes(), makeError);
    try {
      const { instance } = await WebAssembly.instantiate(bytes, imports);
      // This is not awaited, because the app's call waits for the instance.
      if (this.#kept.incomplete) void this.keep(bytes);
      return instance;
    } catch (error) {
      throw startError(/** @type {Error} */ (error));
    }
  }

  /** Loads the bytes. Calls share a download that is under way, up to CORE_DOWNLOAD_TIMEOUT: it may be stuck then. */
  #bytes() {
    if (!this.#loading) {
      const forget = () => {
        clearTimeout(stuck);
        if (this.#loading === loading) this.#loading = undefined;
      };
      // A failed download is forgotten before its callers hear of it, so that their next call tries again.
      const loading = this.#load().finally(forget);
      const stuck = setTimeout(forget, CORE_DOWNLOAD_TIMEOUT);
      this.#loading = loading;
    }
    return this.#loading;
  }

  async #load() {
    if (!this.#given) return (await this.#kept.get()) ?? download(this.#addresses);
    return openCore(await new Response(this.#given).arrayBuffer()).catch(({ message }) => {
      throw problem('DataError', `option wasmBytes ${message}.`);
    });
  }
}

/**
 * Makes the error for a core that cannot be started. The bytes have been checked, so if the
 * compiler refuses them, a content security policy forbids WebAssembly: Chromium and Firefox
 * throw a CompileError then, WebKit an EvalError.
 * @param {Error} error
 */
function startError({ name, message }) {
  if (name === 'CompileError' || name === 'EvalError') {
    return problem(
      'SecurityError',
      `WebAssembly cannot run here (${message}). If the service worker's script is served with a ` +
        "Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src.",
    );
  }
  return problem('UnknownError', `the core could not be started (${name}: ${message}). The next call tries again.`);
}
