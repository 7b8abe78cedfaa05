import 'background-sync-polyfill';

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
