import { apply } from 'background-sync-polyfill/fn';

apply();
navigator.serviceWorker.register('/sw.js');
replayOldQueue();

// Only for apps that had Workbox's queue before the polyfill: what is in it since then waits
// for the queue's next request, unless the page registers the queue's tag.
async function replayOldQueue() {
  const registration = await navigator.serviceWorker.ready;
  await registration.sync?.register('workbox-background-sync:notes');
}

const form = document.querySelector('form');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { note, state } = form.elements;
  state.value = await send({ id: crypto.randomUUID(), text: note.value });
});

async function send(note) {
  try {
    await fetch('/api/notes', { method: 'POST', body: JSON.stringify(note) });
    return `Sent: ${note.text}`;
  } catch {
    // The worker has put the request into Workbox's queue.
    return `Kept: ${note.text}`;
  }
}
