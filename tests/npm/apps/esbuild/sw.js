import { apply } from 'background-sync-polyfill/worker-fn';

apply({ maxAttempts: 5 });

self.addEventListener('sync', (event) => {
  if (event.tag === 'outbox') event.waitUntil(sendOutbox());
});

async function sendOutbox() {
  const outbox = await caches.open('outbox');
  for (const key of await outbox.keys()) {
    const note = await outbox.match(key);
    const response = await fetch('/api/notes', {
      method: 'POST',
      body: await note.text(),
      signal: AbortSignal.timeout(20_000),
    });
    // A rejected promise makes the event come again.
    if (!response.ok) throw new Error(`The server answered with ${response.status}.`);
    await outbox.delete(key);
  }
}
