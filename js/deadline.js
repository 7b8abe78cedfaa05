/** Settles as the promise does, or rejects with what makeError returns after so many milliseconds. */
export function withDeadline(promise, milliseconds, makeError) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(makeError()), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
