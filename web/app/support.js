// A polyfill's class prints its own source; only a built-in one prints this.
const isNative = () => /\[native code\]/.test(Function.prototype.toString.call(self.SyncManager));

/** Which Background Sync is at work in this page, in words. */
export function kind() {
  if (!self.SyncManager) return 'missing in this browser';
  return isNative() ? 'native' : `polyfill ${self.backgroundSyncPolyfill?.version ?? ''}`.trim();
}

/** What the user can expect of registering again while a retry is waiting. The specification says that it fires now. */
export function retryNote() {
  return self.SyncManager && isNative()
    ? 'Asked again. After a failure this browser keeps to its delay, which can be some minutes.'
    : 'Asked again.';
}

// Native messages name the fault only. Those of the polyfill say themselves how to mend it.
const REMEDIES = new Map([
  [
    'NotAllowedError',
    'Allow background sync for this site in the browser’s settings, or choose “Polyfill always” below.',
  ],
  ['InvalidStateError', 'Reload the page.'],
]);

/** What to tell the user after a failure: the fault, the remedy, and that nothing is lost. */
export function advice({ name, message }) {
  const fault = /[.!?]$/.test(message) ? message : `${message}.`;
  return [fault, REMEDIES.get(name), 'Your notes stay in the outbox.'].filter(Boolean).join(' ');
}
