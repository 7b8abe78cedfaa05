// Breaks the IndexedDB of a fake browser, as it breaks in real browsers.

/**
 * Delays each indexedDB.open(), of the database of that name or of all. After stop() new
 * calls are answered again; answer() answers the delayed calls, and count tells how many
 * there are.
 */
export function delayOpening(indexedDB, name) {
  const { open } = indexedDB;
  const delayed = [];
  indexedDB.open = (...args) => {
    if (name !== undefined && args[0] !== name) return open.apply(indexedDB, args);
    const request = {};
    delayed.push(() => {
      open.apply(indexedDB, args).onsuccess = ({ target }) => {
        request.result = target.result;
        request.onsuccess();
      };
    });
    return request;
  };
  return {
    stop: () => (indexedDB.open = open),
    answer: () => delayed.forEach((answer) => answer()),
    get count() {
      return delayed.length;
    },
  };
}

/** Makes each indexedDB.open() throw; returns a function that ends that. */
export function failOpening(indexedDB, error = new DOMException('the database cannot be opened', 'UnknownError')) {
  const { open } = indexedDB;
  indexedDB.open = () => {
    throw error;
  };
  return () => (indexedDB.open = open);
}
