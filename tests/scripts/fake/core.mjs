// Stands in for Go's core: takes the same calls and writes the same database. By default each tag
// fires once when the core is woken. A test replaces methods to decide something else.

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

/** The fake core of one worker. `calls` tells what the worker has asked of it. */
export class Core {
  /** Each call as one string: its method and arguments. */
  calls = [];
  /** How often the core was started. */
  starts = 0;
  /** What the script gave Go at the latest start. */
  host;
  #worker;
  #endRun;
  #exits = 0;

  constructor(worker) {
    this.#worker = worker;
  }

  /** Stands in for the class Go of wasm_exec.js. */
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
        const ended = new Promise((resolve) => (core.#endRun = resolve));
        const exported = ['register', 'getTags', 'wake', 'wakeTag', 'offline'].map((name) => [
          name,
          core.#exported(name),
        ]);
        queueMicrotask(() => global.backgroundSyncPolyfillHost.ready(Object.fromEntries(exported)));
        return ended;
      }
    };
  };

  /** Ends the core, as Go's exit or panic does, even during a call. */
  async exit() {
    this.#exits++;
    this.#endRun();
    await this.#worker.browser.settle();
  }

  register = async (tag) => this.store(tag);

  /** The tags with their scopes, as the keys of the database. */
  getTags = async () => (await this.stored()).map(({ scope, tag }) => [scope, tag]);

  /** Fires each stored tag that the worker can claim, if the browser is online. */
  wake = async () => {
    await Promise.all((await this.stored()).map(({ tag }) => this.fire(tag)));
  };

  wakeTag = (tag) => this.fire(tag);

  offline = async () => {};

  /** Claims a tag, fires its event and removes it after success. Resolves with the reason of a failure. */
  async fire(tag, lastChance = false) {
    const { host } = this;
    const exits = this.#exits;
    const claim = await host.claim(tag);
    if (!claim) return null;
    try {
      if (!host.online()) return null;
      const reason = await claim.dispatch(lastChance, host.parameters.maxEventDuration ?? 180_000);
      // A core that has exited does nothing with the outcome.
      if (exits !== this.#exits) return null;
      if (reason === undefined) await this.remove(tag);
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

  /** Resolves with the stored records. */
  async stored() {
    return this.#transact('readonly', (store) => store.getAll());
  }

  /** Removes a tag, as another worker can do. */
  async remove(tag) {
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
