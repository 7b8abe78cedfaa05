/*
 * A service worker needs two lines for Background Sync in every browser:
 *
 *   importScripts('/background-sync-worker.js');    // the first line
 *   self.addEventListener('sync', (event) => event.waitUntil(sendOutbox(event)));
 *
 * The demo can also choose: /sw.js?native does not load the polyfill, and /sw.js?polyfill uses it
 * even if the browser has native support.
 */
const mode = self.location.search;
if (mode === '?polyfill') self.backgroundSyncPolyfillOptions = { force: true };
if (mode !== '?native') importScripts('/background-sync-worker.js');

self.addEventListener('sync', (event) => {
  if (event.tag === 'outbox') event.waitUntil(sendOutbox(event));
});

importScripts('/outbox.js', '/shell.js');

/** Sends each note of the outbox. Rejects if one could not be sent, so that the browser fires another event later. */
async function sendOutbox({ lastChance }) {
  // One time limit for all notes. If the network never answers, this event must fail before the browser ends it.
  const signal = AbortSignal.timeout(60_000);
  const sent = [];
  const failed = [];
  // One note after the other, so that they arrive in the order in which they were written.
  for (const note of await self.outbox.list()) {
    try {
      await send(note, signal);
      sent.push(note);
    } catch (error) {
      failed.push({ id: note.id, reason: error.message });
    }
  }
  await tellPages({ type: 'outbox', sent, failed, lastChance });
  if (failed.length) throw new Error(`${failed.length} notes could not be sent`);
}

/** Sends one note, and removes it from the outbox. Rejects with the reason, as text for the user. */
async function send(note, signal) {
  const response = await fetch('/notes', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id: note.id, text: note.text }),
    signal,
  }).catch(() => {
    throw new Error('The server could not be reached.');
  });
  if (!response.ok) throw new Error(`The server said: ${(await response.text()).trim()}`);
  // Only now, after the server's answer. If the worker ends before this line, the note is sent once more, and the
  // server recognizes its id.
  await self.outbox.remove(note.id);
}

async function tellPages(message) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
}
