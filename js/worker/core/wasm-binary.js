// @ts-check

/* global WASM_SHA256 -- defined by the build */
import { WasmBinaries } from '../../shared/idb/wasm-binaries.js';
import { sha256 } from '../../shared/sha256.js';
import { rejectAfter, waitAtMost } from '../../shared/timeout.js';
import { CORE_DOWNLOAD_TIMEOUT, CORE_LOAD_TIMEOUT, IDB_TIMEOUT, SETTLE_DELAY } from '../../shared/timing.js';

/** @import { Options } from '../../shared/options.js' */

/** @type {(name: string, message: string) => DOMException} */
const problem = (name, message) => new DOMException(`background-sync-polyfill: ${message}`, name);

/** The core's bytes: fetched once, checked, and kept in IndexedDB. */
export class WasmBinary {
  /** @type {URL} */
  #url;
  /** @type {BufferSource | undefined} */
  #given;
  #store = new WasmBinaries(registration.scope);
  /** @type {Promise<BufferSource> | undefined} */
  #loading;
  #kept = false;

  /** @param {Options} options */
  constructor({ wasmURL, wasmBytes }) {
    this.#given = wasmBytes;
    this.#url = new URL(wasmURL, location.href);
    this.#url.search += `${this.#url.search ? '&' : '?'}${WASM_SHA256.slice(0, 16)}`;
  }

  /** Makes sure that the bytes are there when the network is not. Never rejects. */
  async keep() {
    if (this.#kept || this.#given) return;
    try {
      if (!(await this.#isStored())) await this.#bytes();
      this.#kept = await this.#isStored();
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
    if (!installing && !waiting) await this.#store.forgetOthers(WASM_SHA256).catch(() => {});
  }

  /**
   * Resolves with an instance; rejects with what is wrong and how to mend it. The next call tries again.
   * @param {WebAssembly.Imports} imports
   * @returns {Promise<WebAssembly.Instance>}
   */
  async instantiate(imports) {
    const slow = () => problem('NetworkError', `${this.#url.href} was not there in time.`);
    const bytes = await rejectAfter(CORE_LOAD_TIMEOUT, this.#bytes(), slow);
    try {
      const { instance } = await WebAssembly.instantiate(bytes, imports);
      return instance;
    } catch (error) {
      throw problem(
        'SecurityError',
        `WebAssembly cannot run here (${/** @type {Error} */ (error).message}). If the service worker's script is served with a ` +
          "Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src.",
      );
    }
  }

  #isStored() {
    return rejectAfter(IDB_TIMEOUT, this.#store.has(WASM_SHA256), () => undefined).catch(() => false);
  }

  /** Whoever asks while somebody else's download is under way waits for that one, unless it seems to be stuck. */
  #bytes() {
    if (!this.#loading) {
      const forget = () => {
        if (this.#loading === loading) this.#loading = undefined;
      };
      // Forgotten before anybody hears that it failed: the next call tries again.
      const loading = this.#load().finally(forget);
      this.#loading = loading;
      setTimeout(forget, CORE_DOWNLOAD_TIMEOUT);
    }
    return this.#loading;
  }

  async #load() {
    if (this.#given) {
      if (await isCore(this.#given)) return this.#given;
      throw problem('DataError', `option wasmBytes is ${ANOTHER_FILE}`);
    }
    const stored = await rejectAfter(IDB_TIMEOUT, this.#store.get(WASM_SHA256), () => undefined).catch(() => undefined);
    if (stored) return stored;
    const bytes = await this.#download();
    const storing = this.#store.put(WASM_SHA256, bytes).catch((error) => {
      console.warn('background-sync-polyfill: the core cannot be kept for offline use.', error);
    });
    await waitAtMost(IDB_TIMEOUT, storing);
    return bytes;
  }

  async #download() {
    const where = `${this.#url.href} (option wasmURL says where)`;
    let failure;
    // The second try goes round a cache that holds another release's bytes, and comes
    // when the change of the network that cut off the first is over.
    for (const [cache, pause] of /** @type {const} */ ([
      ['default', 0],
      ['reload', SETTLE_DELAY],
    ])) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      let response;
      let bytes;
      try {
        response = await fetch(this.#url.href, { cache, credentials: 'same-origin' });
        bytes = await response.arrayBuffer();
      } catch (error) {
        failure = problem('NetworkError', `could not fetch ${where}: ${/** @type {Error} */ (error).message}.`);
        continue;
      }
      if (!response.ok) {
        throw problem(
          'NetworkError',
          `could not fetch ${where}: HTTP status ${response.status}. Serve background-sync.wasm there.`,
        );
      }
      if (await isCore(bytes)) return bytes;
      failure = problem('DataError', `${where} is ${ANOTHER_FILE}`);
    }
    throw failure;
  }
}

const ANOTHER_FILE = 'not the file that this script was built with. Serve both from one release.';

/** @param {BufferSource} bytes */
const isCore = async (bytes) => (await sha256(bytes)) === WASM_SHA256;
