// The page of the demo. It saves each note in the outbox, registers the tag for the worker, and shows
// the outbox, the stored tags, and the notes that have reached the server.

import { chosen, mode } from './choose.js';
import './outbox.js';
import { advice, kind, retryNote } from './support.js';
import { onOutcome, startWorker } from './registration.js';
import * as view from './view.js';

const TAG = 'outbox';
const { outbox } = self;

// The notes sent during this visit, and why others failed. Both are only shown, so they need not be stored.
const sent = new Map();
const reasons = new Map();

/** Resolves with the registration once its worker is active, or rejects with the problem to show. */
const started = start();

async function start() {
  await chosen;
  view.showKind(kind());
  const registration = await startWorker();
  if (!registration.sync) {
    throw new Error(
      mode === 'native'
        ? 'This browser has no Background Sync of its own, so nothing can be sent. Choose “Automatic” below.'
        : 'The polyfill could not start in this browser, so nothing can be sent. The browser’s console says why.',
    );
  }
  return registration;
}

/** Asks for a sync event; resolves when the tag is stored. */
async function requestSync() {
  const { sync } = await started;
  await sync.register(TAG);
  view.showProblem('');
}

async function showOutbox() {
  const pending = (await outbox.list()).map(({ id, text }) => ({
    id,
    text,
    state: 'pending',
    reason: reasons.get(id),
  }));
  view.showNotes([...sent.values(), ...pending]);
}

async function showTags() {
  const { sync } = await started;
  view.showTags(await sync.getTags());
}

async function showArrivals() {
  try {
    const response = await fetch('/notes');
    view.showArrivals(response.ok ? await response.json() : null);
  } catch {
    view.showArrivals(null);
  }
}

/** Runs the steps one after the other, and returns whether all succeeded. Shows the first error to the user. */
async function attempt(...steps) {
  try {
    for (const step of steps) await step();
    return true;
  } catch (error) {
    view.showProblem(advice(error));
    return false;
  }
}

view.showMode(mode);
view.showNetwork(navigator.onLine);

view.onWrite(async (text) => {
  const saved = await attempt(() => outbox.add(text));
  if (saved) {
    view.say(
      navigator.onLine ? 'Saved on this device.' : 'Saved on this device. It will be sent when the network is back.',
    );
    // Not awaited: the note is stored, so the user can write the next one at once.
    attempt(showOutbox);
    attempt(requestSync, showTags);
  }
  return saved;
});

view.onAgain(() => {
  view.say(retryNote());
  attempt(requestSync, showTags);
});

view.onDelete((id) =>
  attempt(
    () => outbox.remove(id),
    showOutbox,
    () => view.say('The note was deleted.'),
  ),
);

onOutcome(({ sent: arrived, failed, lastChance }) => {
  reasons.clear();
  for (const { id, text } of arrived) sent.set(id, { id, text, state: 'sent' });
  for (const { id, reason } of failed) reasons.set(id, reason);
  if (failed.length) {
    view.say(
      lastChance
        ? 'Some notes could not be sent, and this was the last try. Press “Try now” to start again.'
        : 'Some notes could not be sent. The browser tries again in some minutes. Or press “Try now”.',
    );
  } else if (arrived.length) {
    view.say(arrived.length === 1 ? 'Your note was sent.' : `${arrived.length} notes were sent.`);
  }
  attempt(showOutbox);
  showArrivals();
  // The worker sends this message while its event runs. The tag is removed a moment later, when the event ends.
  setTimeout(() => attempt(showTags), 1000);
});

for (const type of ['online', 'offline']) {
  addEventListener(type, () => {
    view.showNetwork(navigator.onLine);
    showArrivals();
  });
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') return;
  attempt(showOutbox, showTags);
  showArrivals();
});

showArrivals();
attempt(showOutbox);
attempt(
  showTags,
  async () => {
    const { sync } = await started;
    const waiting = await outbox.list();
    // There are notes, but no tag, if register() or the last try has failed. So opening the app tries again.
    if (waiting.length && !(await sync.getTags()).includes(TAG)) await requestSync();
  },
  showTags,
);
