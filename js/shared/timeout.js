// @ts-check

/**
 * Resolves when the promise has settled, in whatever way, or after so many milliseconds. Never rejects.
 * @param {number} milliseconds
 * @param {Promise<unknown>} promise
 * @returns {Promise<void>}
 */
export function waitAtMost(milliseconds, promise) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const settled = () => {
      clearTimeout(timer);
      resolve();
    };
    promise.then(settled, settled);
  });
}

/**
 * Settles as the promise does, or rejects with what makeError returns after so many milliseconds.
 * @template T
 * @param {number} milliseconds
 * @param {Promise<T>} promise
 * @param {() => unknown} makeError
 * @returns {Promise<T>}
 */
export function rejectAfter(milliseconds, promise, makeError) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(makeError()), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
