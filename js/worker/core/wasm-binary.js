/* global WASM_SHA256 -- defined by the build */
import { settledWithin, withDeadline } from '../../shared/timeout.js';
import { SETTLING } from '../wake/network-observer.js';
import { sha256 } from '../../shared/sha256.js';
import { WasmStore } from '../../shared/idb/wasm-binaries.js';

/** The longest that the worker's install is held for the download, in milliseconds. */
const LONGEST_INSTALL = 30_000;
/** The longest that a call waits for the bytes, in milliseconds: less than a page waits for its result. */
const LONGEST_LOAD = 25_000;
/** The longest that IndexedDB may take to give or keep the bytes before it goes without, in milliseconds. */
const LONGEST_READ = 8_000;
/** The longest that a download is taken to be under way, in milliseconds. */
const LONGEST_DOWNLOAD = 60_000;
/** How long after a start of the worker it is seen to the bytes, in milliseconds: the app's own start comes first. */
const IDLE = 5_000;

const problem = (name, message) => new DOMException(`background-sync-polyfill: ${message}`, name);

/** The core's bytes: fetched once, checked, and kept in IndexedDB. */
export class Wasm {
  #scope;
  #url;
  #given;
  #store;
  #loading;
  #kept = false;

  constructor(scope, { wasmURL = 'background-sync.wasm', wasmBytes }) {
    this.#scope = scope;
    this.#given = wasmBytes;
    this.#url = new URL(wasmURL, scope.location.href);
    this.#url.search += `${this.#url.search ? '&' : '?'}${WASM_SHA256.slice(0, 16)}`;
    this.#store = new WasmStore(scope.registration.scope);
  }

  /**
   * Fetches the bytes while the worker installs. A failed download never fails
   * the app's install: it is tried again a little later, at each start of the
   * worker, and when the core is needed.
   */
  installWithWorker() {
    this.#scope.addEventListener('install', (event) => event.waitUntil(settledWithin(this.#keep(), LONGEST_INSTALL)));
    setTimeout(() => this.#keep(), IDLE);
    // Not held: a held `activate` blocks navigation.
    this.#scope.addEventListener('activate', () => {
      const { installing, waiting } = this.#scope.registration;
      // The next version's bytes are among the others; its own activation cleans up.
      if (!installing && !waiting) void this.#store.forgetOthers(WASM_SHA256).catch(() => {});
    });
  }

  /** Sees to it that the bytes are there when the network is not. Never rejects. */
  async #keep() {
    if (this.#kept || this.#given) return;
    try {
      const has = () => withDeadline(this.#store.has(WASM_SHA256), LONGEST_READ, () => undefined).catch(() => false);
      if (!(await has())) await this.#bytes();
      this.#kept = await has();
    } catch (error) {
      console.warn('background-sync-polyfill: not ready for offline use yet.', error.message);
    }
  }

  /** Resolves with an instance; rejects with what is wrong and how to mend it. The next call tries again. */
  async instantiate(imports) {
    const slow = () => problem('NetworkError', `${this.#url.href} was not there in time.`);
    const bytes = await withDeadline(this.#bytes(), LONGEST_LOAD, slow);
    try {
      const { instance } = await WebAssembly.instantiate(bytes, imports);
      return instance;
    } catch (error) {
      throw problem(
        'SecurityError',
        `WebAssembly cannot run here (${error.message}). If the service worker's script is served with a ` +
          "Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src.",
      );
    }
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
      setTimeout(forget, LONGEST_DOWNLOAD);
    }
    return this.#loading;
  }

  async #load() {
    if (this.#given) {
      if (await isCore(this.#given)) return this.#given;
      throw problem('DataError', `option wasmBytes is ${ANOTHER_FILE}`);
    }
    const kept = await withDeadline(this.#store.get(WASM_SHA256), LONGEST_READ, () => undefined).catch(() => undefined);
    if (kept) return kept;
    const bytes = await this.#download();
    const keeping = this.#store.put(WASM_SHA256, bytes).catch((error) => {
      console.warn('background-sync-polyfill: the core cannot be kept for offline use.', error);
    });
    await settledWithin(keeping, LONGEST_READ);
    return bytes;
  }

  async #download() {
    const where = `${this.#url.href} (option wasmURL says where)`;
    let failure;
    // The second try goes round a cache that holds another release's bytes, and
    // comes when the change of the network that cut off the first is over.
    for (const [cache, pause] of [['default', 0], ['reload', SETTLING]]) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      let response;
      let bytes;
      try {
        response = await fetch(this.#url.href, { cache, credentials: 'same-origin' });
        bytes = await response.arrayBuffer();
      } catch (error) {
        failure = problem('NetworkError', `could not fetch ${where}: ${error.message}.`);
        continue;
      }
      if (!response.ok) {
        throw problem('NetworkError', `could not fetch ${where}: HTTP status ${response.status}. Serve background-sync.wasm there.`);
      }
      if (await isCore(bytes)) return bytes;
      failure = problem('DataError', `${where} is ${ANOTHER_FILE}`);
    }
    throw failure;
  }
}

const ANOTHER_FILE = 'not the file that this script was built with. Serve both from one release.';

const isCore = async (bytes) => (await sha256(bytes)) === WASM_SHA256;
