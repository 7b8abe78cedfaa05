// @ts-check

import { rejectAfter } from '../../shared/timeout.js';
import { CORE_DOWNLOAD_TIMEOUT, CORE_LOAD_TIMEOUT } from '../../shared/timing.js';
import { coreAddresses, shorten } from './addresses.js';
import { download } from './download.js';
import { KeptCore } from './kept-core.js';
import { openCore } from './open-core.js';
import { problem } from './problem.js';

/** @import { Options } from '../../shared/options.js' */

/** The core's bytes: given by the app, or fetched once, checked, and kept. */
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
   * Makes sure that the bytes are there, in two places, when the network is not. Looks
   * anew each time, since the app may have deleted what is kept. Never rejects.
   * @param {BufferSource} [bytes] the core, by whoever has it at hand
   */
  async keep(bytes) {
    if (this.#given) return;
    this.#keeping ??= this.#keep(bytes).finally(() => (this.#keeping = undefined));
    await this.#keeping;
  }

  /**
   * The same at a start of the worker. Starts are many, so one downloads nothing that no
   * place would keep, and does not tell the console which place refuses. An attempt of the
   * installation that still runs goes first, since it may fail. Never rejects.
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
      const copy = atStart ? await this.#kept.getBeside(missing) : undefined;
      if (atStart && !copy && !(await this.#kept.mayBeTaken())) return;
      await this.#kept.put(missing, bytes ?? copy ?? (await this.#bytes()), atStart);
    } catch (error) {
      console.warn('background-sync-polyfill: not ready for offline use yet.', /** @type {Error} */ (error).message);
    }
  }

  /**
   * Removes the bytes of this scope's other versions, unless the next version is on its
   * way: its bytes are among them, and its own activation cleans up. Never rejects.
   */
  async forgetOthers() {
    const { installing, waiting } = registration;
    if (!installing && !waiting) await this.#kept.forgetOthers();
  }

  /**
   * Resolves with an instance; rejects with what is wrong and how to mend it. The next call tries again.
   * @param {WebAssembly.Imports} imports
   * @returns {Promise<WebAssembly.Instance>}
   */
  async instantiate(imports) {
    const slow = () => problem('NetworkError', `${this.#addresses.map(shorten).join(', ')} was not there in time.`);
    const bytes = await rejectAfter(CORE_LOAD_TIMEOUT, this.#bytes(), slow);
    try {
      const { instance } = await WebAssembly.instantiate(bytes, imports);
      // Nobody waits for this: the app's call comes first.
      if (this.#kept.incomplete) void this.keep(bytes);
      return instance;
    } catch (error) {
      throw notRunning(/** @type {Error} */ (error));
    }
  }

  /** Whoever asks while somebody else's download is under way waits for that one, unless it seems to be stuck. */
  #bytes() {
    if (!this.#loading) {
      const forget = () => {
        clearTimeout(stuck);
        if (this.#loading === loading) this.#loading = undefined;
      };
      // Forgotten before anybody hears that it failed: the next call tries again.
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
 * The bytes have been checked, so it is not they that a compiler refuses, but a content
 * security policy: by a CompileError in Chromium and Firefox, by an EvalError in WebKit.
 * @param {Error} error
 */
function notRunning({ name, message }) {
  if (name === 'CompileError' || name === 'EvalError') {
    return problem(
      'SecurityError',
      `WebAssembly cannot run here (${message}). If the service worker's script is served with a ` +
        "Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src.",
    );
  }
  return problem('UnknownError', `the core could not be started (${name}: ${message}). The next call tries again.`);
}
