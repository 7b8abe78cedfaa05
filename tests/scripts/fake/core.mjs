// The Go core's stand-in: it takes the same calls, writes the same database, and
// decides as little as a test lets it.

const DATABASE = 'background-sync-polyfill';
const STORE = 'registrations';

/** The stores that wasm/idbstore/schema.go creates. */
export function createSchema(database) {
  database.createObjectStore(STORE, { keyPath: ['scope', 'tag'] }).createIndex('scope', 'scope');
  for (const list of ['dropped', 'log', 'setAside']) {
    database.createObjectStore(list, { autoIncrement: true }).createIndex('scope', 'scope');
  }
  database.createObjectStore('changes', { keyPath: 'scope' });
}

/** The Go core of one worker. Tests replace its methods, and read what was called. */
export class Core {
  /** Each call, as its method and arguments in one string. */
  calls = [];
  /** How often it was started. */
  starts = 0;
  /** What the script presents to Go, since the latest start. */
  host;
  #worker;
  #exit;
  #deaths = 0;

  constructor(worker) {
    this.#worker = worker;
  }

  /** What stands in for wasm_exec.js. */
  makeGo = (global) => {
    const core = this;
    return class Go {
      importObject = {};
      env = {};
      _scheduledTimeouts = new Map();
      _resume() {}

      run() {
        core.starts++;
        core.host = global.backgroundSyncPolyfillHost.host;
        const ended = new Promise((resolve) => (core.#exit = resolve));
        const exported = ['register', 'getTags', 'wake', 'wakeTag', 'offline'].map((name) => [
          name,
          core.#exported(name),
        ]);
        queueMicrotask(() => global.backgroundSyncPolyfillHost.ready(Object.fromEntries(exported)));
        return ended;
      }
    };
  };

  /** The core ends, in mid-call perhaps. */
  async die() {
    this.#deaths++;
    this.#exit();
    await this.#worker.browser.settle();
  }

  register = async (tag) => this.store(tag);

  /** As keys. */
  getTags = async () => (await this.stored()).map(({ scope, tag }) => [scope, tag]);

  /** Fires what is stored, as far as there is a claim and a network. */
  wake = async () => {
    await Promise.all((await this.stored()).map(({ tag }) => this.fire(tag)));
  };

  wakeTag = (tag) => this.fire(tag);

  offline = async () => {};

  /** One round of a tag: claim, event, removal after success. Resolves with the reason of a failure. */
  async fire(tag, lastChance = false) {
    const { host } = this;
    const deaths = this.#deaths;
    const claim = await host.claim(tag);
    if (!claim) return null;
    try {
      if (!host.online()) return null;
      const reason = await claim.dispatch(lastChance, host.parameters.maxEventDuration ?? 180_000);
      // A dead core hears of no outcome.
      if (deaths !== this.#deaths) return null;
      if (reason === undefined) await this.forget(tag);
      return reason;
    } finally {
      claim.release();
    }
  }

  /** Stores a tag as an earlier worker may have done. */
  async store(tag, record = {}) {
    const { scope } = this.#worker.browser;
    await this.#transact('readwrite', (store) => store.put({ scope, tag, state: 'pending', ...record }));
  }

  async stored() {
    return this.#transact('readonly', (store) => store.getAll());
  }

  async forget(tag) {
    await this.#transact('readwrite', (store) => store.delete([this.#worker.browser.scope, tag]));
  }

  #exported(name) {
    return (...args) => {
      const done = args.pop();
      this.calls.push([name, ...args].join(' '));
      this[name](...args).then(
        (result) => done(null, result),
        (error) => done({ name: error.name, message: error.message, cause: 'the test' }),
      );
    };
  }

  #transact(mode, run) {
    return new Promise((resolve, reject) => {
      const opening = this.#worker.browser.indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => createSchema(opening.result);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const transaction = database.transaction(STORE, mode);
        const request = run(transaction.objectStore(STORE));
        transaction.oncomplete = () => {
          database.close();
          resolve(request.result);
        };
        transaction.onabort = () => reject(transaction.error);
      };
    });
  }
}
