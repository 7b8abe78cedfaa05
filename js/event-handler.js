/**
 * Installs an event handler attribute, on<type>, on a global scope by HTML's
 * rules. A handler that the app assigned before is adopted.
 */
export function installEventHandler(scope, type) {
  const name = `on${type}`;
  let handler = scope[name] ?? null;
  let listening = false;

  const isHandler = (value) => typeof value === 'function' || (typeof value === 'object' && value !== null);
  const listener = (event) => {
    if (typeof handler !== 'function') return;
    if (handler.call(scope, event) === false) event.preventDefault();
  };
  // The listener takes its place at the first assignment and keeps it as long as
  // there is a handler; null takes it away.
  const set = (value) => {
    handler = isHandler(value) ? value : null;
    if (handler && !listening) scope.addEventListener(type, listener);
    if (!handler && listening) scope.removeEventListener(type, listener);
    listening = Boolean(handler);
  };
  const accessors = Object.getOwnPropertyDescriptor(
    {
      get [name]() {
        return handler;
      },
      set [name](value) {
        set(value);
      },
    },
    name,
  );
  Object.defineProperty(scope, name, { ...accessors, enumerable: true, configurable: true });
  set(handler);
}
