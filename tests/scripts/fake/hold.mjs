/**
 * Lets IndexedDB leave open() unanswered. mend() lets it answer what is asked from now on,
 * and answer() what was asked before.
 */
export function holdOpening(indexedDB) {
  const { open } = indexedDB;
  const held = [];
  indexedDB.open = (...args) => {
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
  };
}
