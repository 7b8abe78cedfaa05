// @ts-check

/**
 * Installs an event handler attribute, on<type>, on a global object by HTML's rules. A
 * handler that the app has assigned before is adopted.
 * @param {EventTarget & Record<string, unknown>} global
 * @param {string} type
 */
export function installEventHandler(global, type) {
  const name = `on${type}`;
  const own = Object.getOwnPropertyDescriptor(global, name);
  // A `var` or a function in the app's own script is there before us, and no accessor
  // can take its place.
  const declared = own?.configurable === false;
  /** @type {unknown} */
  let handler = null;
  let listening = false;

  /** @param {Event} event */
  const listener = (event) => {
    const current = declared ? global[name] : handler;
    if (typeof current !== 'function') return;
    if (current.call(global, event) === false) event.preventDefault();
  };
  if (declared) {
    // What the app assigns to the `var` is a handler all the same. A declared function of
    // that name is no handler natively, and the app may add it as a listener.
    if (typeof own.value !== 'function') global.addEventListener(type, listener);
    return;
  }

  // The listener takes its place at the first assignment and keeps it as long as there
  // is a handler; null takes it away.
  /** @param {unknown} value */
  const assign = (value) => {
    handler = Object(value) === value ? value : null;
    if (handler && !listening) global.addEventListener(type, listener);
    if (!handler && listening) global.removeEventListener(type, listener);
    listening = Boolean(handler);
  };
  // On a global object an accessor may be called without a `this`.
  /** @param {unknown} self */
  const validate = (self) => {
    if ((self ?? global) !== global) throw new TypeError('Illegal invocation');
  };
  const accessors = Object.getOwnPropertyDescriptor(
    {
      get [name]() {
        validate(this);
        return handler;
      },
      set [name](/** @type {unknown} */ value) {
        validate(this);
        assign(value);
      },
    },
    name,
  );
  assign(global[name]);
  // The native attribute, where it is replaced, would call its handler too.
  own?.set?.call(global, null);
  // Where the global object takes nothing more there is no such attribute.
  Reflect.defineProperty(global, name, { ...accessors, enumerable: true, configurable: true });
}
