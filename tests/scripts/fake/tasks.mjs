// Stands in for the tasks of an event loop, in which messages and answers of the browser arrive.
// Tasks are counted, so that settle() can wait until none is left.

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

// fake-indexeddb calls this global for each of its steps.
globalThis.setImmediate = queueTask;

/** Resolves when all tasks and the microtasks that they started have run. */
export async function settle() {
  do await new Promise(nativeSetImmediate);
  while (queued > 0);
  await new Promise(nativeSetImmediate);
}
