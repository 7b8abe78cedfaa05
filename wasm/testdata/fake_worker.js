// A fake of the worker's script (js/worker/) for the core. It makes the core do rounds of
// register and fire.
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

  /** Wakes the core until no tag is left. One wake-up may come before the delay of a millisecond is over. */
  async function fireAll() {
    while ((await call('getTags')).length) await call('wake');
  }

  /** Does what the worker's script does after a tag was registered. */
  async function fire(tag) {
    await call('wakeTag', tag);
    await fireAll();
  }

  // Each round has its own tag: if the core keeps something for each tag, the memory grows.
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
  // Each of these takes as long as many of the others.
  const slowKinds = [
    async function isDropped(tag) {
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

  /** Fills the list of dropped tags. The core keeps 100 of them, so the list does not grow in the test. */
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
    /** Wakes the core so many times while the database cannot be opened. Resolves with how often that failed. */
    async failToOpen(wakeUps) {
      const { open } = IDBFactory.prototype;
      const newer = `${DATABASE}, newer`;
      (await done(indexedDB.open(newer, 2))).close();
      IDBFactory.prototype.open = function () {
        return open.call(this, newer, 1);
      };
      let failed = 0;
      for (let i = 0; i < wakeUps; i++) await call('wake').catch(() => failed++);
      IDBFactory.prototype.open = open;
      return failed;
    },
    /** Does so many rounds. */
    async run(rounds) {
      if (next === 0) await fillDropped();
      for (const end = next + rounds; next < end; next++) await round(next);
    },
  };
})();
