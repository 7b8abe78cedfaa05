// A worker's script in the place of js/worker/, as far as the core sees it, and what makes
// the core do rounds of register and fire.
(() => {
  const DATABASE = 'background-sync-polyfill';
  let onLine = true;
  let refused = 0;
  let failures = 0;
  let next = 0;
  let exports;

  const host = {
    scope: 'https://app.example/flat/',
    idbTimeout: 8_000,
    parameters: { initialRetryDelay: 1, retryDelayFactor: 1 },
    online: () => onLine,
    alarm: () => {},
    async claim() {
      if (refused && refused--) return null;
      return {
        async dispatch() {
          await undefined;
          if (failures && failures--) return 'The server says no: \ud800';
          return undefined;
        },
        release() {},
      };
    },
  };

  const call = (method, ...args) =>
    new Promise((resolve, reject) => {
      exports[method](...args, (error, result) => (error ? reject(error) : resolve(result)));
    });

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  /** Wakes the core until each tag is gone: a delay of a millisecond may not be over yet. */
  async function fireAll() {
    while ((await call('getTags')).length) await call('wake');
  }

  /** What the worker's script does once a tag is registered. */
  async function fire(tag) {
    await call('wakeTag', tag);
    await fireAll();
  }

  // Each round has a tag of its own, so that what is kept by tag shows.
  const kinds = [
    async function succeeds(tag) {
      await call('register', tag);
      await fire(tag);
    },
    async function failsOnce(tag) {
      failures = 1;
      await call('register', tag);
      await fire(tag);
    },
    async function isRegisteredOffline(tag) {
      onLine = false;
      await call('register', tag);
      await call('wake');
      await call('offline');
      onLine = true;
      await fire(tag);
    },
    async function isLockedAtFirst(tag) {
      refused = 1;
      await call('register', tag);
      await fire(tag);
    },
    async function hasLoneSurrogates(tag) {
      await call('register', `${tag} \udfff`);
      await fire(`${tag} \udfff`);
    },
    async function isRefused() {
      await call('register', 'x'.repeat(10_241)).catch(() => {});
    },
  ];
  // These take as long as many of the others.
  const slowKinds = [
    async function isGivenUp(tag) {
      failures = 3;
      await call('register', tag);
      await fire(tag);
    },
    async function comesWithMany(tag) {
      await Promise.all(Array.from({ length: 40 }, (_, i) => call('register', `${tag} ${i}`)));
      await fireAll();
    },
  ];

  async function round(i) {
    const slow = slowKinds[i % 20];
    await (slow ?? kinds[i % kinds.length])(`round ${i}`);
  }

  /** The core keeps the newest 100 tags that were given up. They are there from the start. */
  async function fillDropped() {
    await call('getTags'); // Creates the database.
    const database = await done(indexedDB.open(DATABASE));
    const store = database.transaction('dropped', 'readwrite').objectStore('dropped');
    for (let i = 0; i < 99; i++) store.add({ scope: host.scope, tag: `earlier ${i}` });
    await done(store.add({ scope: host.scope, tag: 'earlier' }));
    database.close();
  }

  return {
    link: { host, ready: (given) => (exports = given) },
    /** The database cannot be opened. Resolves with how many of so many wake-ups have failed. */
    async failToOpen(rounds) {
      const { open } = IDBFactory.prototype;
      const newer = `${DATABASE}, newer`;
      (await done(indexedDB.open(newer, 2))).close();
      IDBFactory.prototype.open = function () {
        return open.call(this, newer, 1);
      };
      let failed = 0;
      for (let i = 0; i < rounds; i++) await call('wake').catch(() => failed++);
      IDBFactory.prototype.open = open;
      return failed;
    },
    async run(rounds) {
      if (next === 0) await fillDropped();
      for (const end = next + rounds; next < end; next++) await round(next);
    },
  };
})();
