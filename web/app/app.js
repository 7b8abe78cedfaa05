import { chosen, mode } from './choose.js';
import './outbox.js';
import { advice, kind, retryNote } from './support.js';
import { onOutcome, startWorker } from './registration.js';
import * as view from './view.js';

const TAG = 'outbox';
const { outbox } = self;

// Both for this visit only: what has to last is in the outbox or at the server.
const sent = new Map();
const reasons = new Map();

const started = start();

async function start() {
  await chosen;
  view.showKind(kind());
  const registration = await startWorker();
  if (!registration.sync) {
    throw new Error(
      mode === 'native'
        ? 'This browser has no Background Sync of its own, so nothing can be sent: choose “Automatic” below.'
        : 'The polyfill did not apply itself in this browser, so nothing can be sent.',
    );
  }
  return registration;
}

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

/** Runs steps in turn, for a listener that nobody awaits; the first failure is told to the user. */
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
    // Not awaited: the note is safe already, and the next one can be written.
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
        ? 'That was the last try. Press “Try now” to start over.'
        : 'Not everything could be sent. It will be tried again in some minutes, or press “Try now”.',
    );
  } else if (arrived.length) {
    view.say(arrived.length === 1 ? 'Your note was sent.' : `${arrived.length} notes were sent.`);
  }
  attempt(showOutbox);
  showArrivals();
  // The worker told us in mid-event; its tag goes when the event has ended, a moment later.
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
    // Notes without a tag: register() had failed, or the last try had. Opening the app is the user's next try.
    if (waiting.length && !(await sync.getTags()).includes(TAG)) await requestSync();
  },
  showTags,
);
