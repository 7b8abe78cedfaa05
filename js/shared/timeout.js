// @ts-check

/**
 * Resolves when the promise has fulfilled or rejected, after this many milliseconds at the latest. Never rejects.
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
 * Settles as the promise does. If the promise is pending after this many milliseconds, rejects with
 * the error that makeError() returns.
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
