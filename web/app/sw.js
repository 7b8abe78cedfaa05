/*
 * A service worker needs two lines for Background Sync in every browser:
 *
 *   importScripts('/background-sync-worker.js');    // the first line
 *   self.addEventListener('sync', (event) => event.waitUntil(sendOutbox(event)));
 *
 * The demo adds a choice to the first: /sw.js?native does without the polyfill, and /sw.js?polyfill
 * puts it to work even where native support exists.
 */
const mode = self.location.search;
if (mode === '?polyfill') self.backgroundSyncPolyfillOptions = { force: true };
if (mode !== '?native') importScripts('/background-sync-worker.js');

self.addEventListener('sync', (event) => {
  if (event.tag === 'outbox') event.waitUntil(sendOutbox(event));
});

importScripts('/outbox.js', '/shell.js');

async function sendOutbox({ lastChance }) {
  // One deadline for all: on a network that swallows requests the attempt has to fail while there is still time to say so.
  const signal = AbortSignal.timeout(60_000);
  const sent = [];
  const failed = [];
  // One after the other, so that they arrive in the order they were written.
  for (const note of await self.outbox.list()) {
    try {
      await send(note, signal);
      sent.push(note);
    } catch (error) {
      failed.push({ id: note.id, reason: error.message });
    }
  }
  await tellPages({ type: 'outbox', sent, failed, lastChance });
  // The rejection is what asks for another try later.
  if (failed.length) throw new Error(`${failed.length} notes could not be sent`);
}

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
  // Only now. If the worker dies before this line the note is sent twice, and the server knows it by its id.
  await self.outbox.remove(note.id);
}

async function tellPages(message) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
}
