// What every interface and operation of Web IDL has in common.

/**
 * Makes a class look like an interface: its members enumerable, itself a global
 * that is not. The name is given, since a minifier takes the class's.
 */
export function defineInterface(scope, name, constructor, members) {
  for (const member of members) Object.defineProperty(constructor.prototype, member, { enumerable: true });
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, { value: name, configurable: true });
  Object.defineProperty(constructor, 'name', { value: name, configurable: true });
  Object.defineProperty(scope, name, { value: constructor, writable: true, configurable: true });
}

/** Throws what Chromium throws for too few arguments. */
export function requireArguments(required, { length }, operation) {
  if (length >= required) return;
  throw new TypeError(
    `Failed to ${operation}: ${required} argument${required > 1 ? 's' : ''} required, but only ${length} present.`,
  );
}
