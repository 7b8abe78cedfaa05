/** What has become of a promise so far: {value}, {error}, or {} while it is pending. */
export function watch(promise) {
  const seen = {};
  promise.then(
    (value) => (seen.value = value),
    (error) => (seen.error = error),
  );
  return seen;
}
