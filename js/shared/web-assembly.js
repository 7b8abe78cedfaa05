// @ts-check

/**
 * Whether the browser has WebAssembly, which the core needs. If not, prints a warning (C75). A
 * content security policy that forbids WebAssembly is not found here: the app can change it, so
 * register() rejects with the reason (C15).
 */
export function hasWebAssembly() {
  if (globalThis.WebAssembly) return true;
  console.warn(
    "background-sync-polyfill: this browser has no WebAssembly (iOS Lockdown Mode and Tor's safer levels switch it off), " +
      'so the polyfill does nothing.',
  );
  return false;
}
