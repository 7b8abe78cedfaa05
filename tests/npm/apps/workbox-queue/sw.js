import { apply } from 'background-sync-polyfill/worker-fn';
import { BackgroundSyncPlugin, Queue } from 'workbox-background-sync';
import { clientsClaim } from 'workbox-core';
import { registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

// A queue looks for Background Sync when it is made, so this comes first. The option: a replay that
// fails is tried again after 5 seconds instead of 5 minutes.
apply({ initialRetryDelay: 5_000 });

self.skipWaiting();
clientsClaim();

// Workbox sends again what has met no server.
const notes = new NetworkOnly({ plugins: [new BackgroundSyncPlugin('notes')] });
registerRoute('/api/notes', notes, 'POST');

// A queue of your own can send again what the server has refused, too.
const orders = new Queue('orders', { onSync: sendOrders });
registerRoute('/api/orders', ({ request }) => keepOrder(request), 'POST');

async function keepOrder(request) {
  await orders.pushRequest({ request });
  return new Response(null, { status: 202 });
}

async function sendOrders() {
  let entry;
  while ((entry = await orders.shiftRequest())) {
    try {
      const response = await fetch(entry.request.clone());
      if (!response.ok) throw new Error(`The server answered with ${response.status}.`);
    } catch (error) {
      await orders.unshiftRequest(entry);
      // A rejected promise makes the event come again.
      throw error;
    }
  }
}
