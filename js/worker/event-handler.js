// @ts-check

/**
 * Installs an event handler attribute, on<type>, on a global object (C07). Spec: HTML, event
 * handlers. A handler that the app has assigned before is taken over.
 * @param {EventTarget & Record<string, unknown>} global
 * @param {string} type
 */
export function installEventHandler(global, type) {
  const name = `on${type}`;
  const own = Object.getOwnPropertyDescriptor(global, name);
  // If the app's script declares a `var` or a function by this name, an accessor cannot replace it.
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
    // A value that the app assigns to the `var` is a handler all the same. A declared function
    // is not: natively it is not one either, and the app may add it as a listener.
    if (typeof own.value !== 'function') global.addEventListener(type, listener);
    return;
  }

  // The listener is added with the first handler, and keeps its place when the handler is
  // replaced. Null removes it.
  /** @param {unknown} value */
  const assign = (value) => {
    handler = Object(value) === value ? value : null;
    if (handler && !listening) global.addEventListener(type, listener);
    if (!handler && listening) global.removeEventListener(type, listener);
    listening = Boolean(handler);
  };
  // The accessor of a global may be called without a `this`, as in `onsync = handler`.
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
  // A native attribute that is replaced here must not call the handler a second time.
  own?.set?.call(global, null);
  // If the global object is frozen, this returns false, and there is no such attribute.
  Reflect.defineProperty(global, name, { ...accessors, enumerable: true, configurable: true });
}
