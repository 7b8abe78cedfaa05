/**
 * Lets IndexedDB leave open() unanswered, of one database or of all. mend() lets it answer
 * what is asked from now on, and answer() what was asked before; count is how much that is.
 */
export function holdOpening(indexedDB, only) {
  const { open } = indexedDB;
  const held = [];
  indexedDB.open = (...args) => {
    if (only !== undefined && args[0] !== only) return open.apply(indexedDB, args);
    const request = {};
    held.push(() => {
      open.apply(indexedDB, args).onsuccess = ({ target }) => {
        request.result = target.result;
        request.onsuccess();
      };
    });
    return request;
  };
  return {
    mend: () => (indexedDB.open = open),
    answer: () => held.forEach((answer) => answer()),
    get count() {
      return held.length;
    },
  };
}
