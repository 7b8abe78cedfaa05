/** The longest that setTimeout can wait, in milliseconds. */
export const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Resolves when the promise has settled, however, or after so many milliseconds. */
export function settledWithin(promise, milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const settled = () => {
      clearTimeout(timer);
      resolve();
    };
    promise.then(settled, settled);
  });
}

/** Settles as the promise does, or rejects with what makeError returns after so many milliseconds. */
export function withDeadline(promise, milliseconds, makeError) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(makeError()), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
