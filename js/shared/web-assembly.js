// @ts-check

/**
 * Whether the browser has WebAssembly, without which the core cannot run; says so if it has
 * none, as in iOS Lockdown Mode. A policy that forbids WebAssembly is another matter: that can
 * be mended, so register() rejects with what to do.
 */
export function hasWebAssembly() {
  if (globalThis.WebAssembly) return true;
  console.warn(
    "background-sync-polyfill: this browser has no WebAssembly, as in iOS Lockdown Mode and at Tor's safer levels, " +
      'so the polyfill does nothing.',
  );
  return false;
}
