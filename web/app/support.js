// Which Background Sync this page has, and what to tell the user of it.

// Only a class of the browser's is printed as native code; a polyfill's class is printed as its source.
const isNative = () => /\[native code\]/.test(Function.prototype.toString.call(self.SyncManager));

/** Returns the kind of Background Sync that this page uses, as text for the user. */
export function kind() {
  if (!self.SyncManager) return 'missing in this browser';
  return isNative() ? 'native' : `polyfill ${self.backgroundSyncPolyfill?.version ?? ''}`.trim();
}

/**
 * Returns what to tell the user after “Try now”. If a retry is waiting, the event fires at once by the specification,
 * but Chromium keeps its delay.
 */
export function retryNote() {
  return self.SyncManager && isNative()
    ? 'Asked again. After a failure, this browser may wait some minutes before it tries.'
    : 'Asked again.';
}

// What the user can do after an error. The polyfill's own messages say it themselves.
const REMEDIES = new Map([
  [
    'NotAllowedError',
    'Allow background sync for this site in the browser’s settings, or choose “Polyfill always” below.',
  ],
  ['InvalidStateError', 'Reload the page.'],
]);

/** Returns what to tell the user after an error: what happened, what to do, and that no note is lost. */
export function advice({ name, message }) {
  const fault = /[.!?]$/.test(message) ? message : `${message}.`;
  return [fault, REMEDIES.get(name), 'Your notes stay in the outbox.'].filter(Boolean).join(' ');
}
