import { apply } from 'background-sync-polyfill/fn';

apply();
navigator.serviceWorker.register('/sw.js');

const form = document.querySelector('form');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { note, state } = form.elements;
  state.value = await send({ id: crypto.randomUUID(), text: note.value });
});

async function send(note) {
  // Your own storage comes first. Here it is Cache Storage, which the worker can read, too.
  const outbox = await caches.open('outbox');
  await outbox.put(`/outbox/${note.id}`, new Response(JSON.stringify(note)));

  const registration = await navigator.serviceWorker.ready;
  await registration.sync.register('outbox');
  return `Kept: ${note.text}`;
}
