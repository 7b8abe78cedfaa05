/**
 * Returns an object that tells what a promise has come to so far: {} while the promise is
 * pending, {value} or {error} after that. So a test can look before and after time passes.
 */
export function outcomeOf(promise) {
  const outcome = {};
  promise.then(
    (value) => (outcome.value = value),
    (error) => (outcome.error = error),
  );
  return outcome;
}
