// The event loop's tasks: what arrives from outside a script does so in one of
// them. All are counted, so that a test can wait until nothing is under way.

const nativeSetImmediate = globalThis.setImmediate;
let queued = 0;

/** Runs f in a task of its own. */
export function queueTask(f, ...args) {
  queued++;
  nativeSetImmediate(() => {
    queued--;
    f(...args);
  });
}

// fake-indexeddb looks it up here at each of its steps.
globalThis.setImmediate = queueTask;

/** Resolves once all tasks have run, and all microtasks behind them. */
export async function settle() {
  do await new Promise(nativeSetImmediate);
  while (queued > 0);
  await new Promise(nativeSetImmediate);
}
