// ActiveWorker: whether this worker may fire events.

import assert from 'node:assert/strict';
import test from 'node:test';
import { ServiceWorker } from '../../fake/registration.mjs';
import { emptyWorker, recorder } from './empty-worker.mjs';

/** Whether an engine's workers have a global serviceWorker, their own ServiceWorker object. */
const ENGINES = { 'in Chromium and WebKit': true, 'in Firefox': false };

/** Makes the ActiveWorker of an active worker, and another worker that a test can put beside it. */
async function createActiveWorker({ knowsItself = false } = {}) {
  const { browser, worker } = emptyWorker();
  const { ActiveWorker } = await worker.load('worker/wake/active-worker.js');
  const self = worker.serviceWorker;
  self.state = 'activated';
  if (knowsItself) worker.global.serviceWorker = self;
  const activated = recorder();
  const activeWorker = new ActiveWorker(activated);
  const another = new ServiceWorker(() => {});
  another.state = 'activated';
  return { browser, worker, self, another, activeWorker, activated };
}

for (const [where, knowsItself] of Object.entries(ENGINES)) {
  test(`${where} the only worker of a registration is the active worker if the registration has an active worker`, async () => {
    const { browser, activeWorker } = await createActiveWorker({ knowsItself });
    assert.equal(activeWorker.check(), 'activated');
    browser.active = null;
    assert.equal(activeWorker.check(), 'inactive');
  });

  test(`C53: ${where} a worker is activated once the app's activate has ended, and ActiveWorker reports that`, async () => {
    const { browser, self, another, activeWorker, activated } = await createActiveWorker({ knowsItself });
    Object.assign(browser, { active: another, installing: self });
    self.state = 'installing';
    assert.equal(activeWorker.check(), 'inactive');
    Object.assign(browser, { waiting: self, installing: null });
    self.become('installed');
    assert.equal(activeWorker.check(), 'inactive');
    Object.assign(browser, { active: self, waiting: null });
    self.become('activating');
    activeWorker.activationStarted();
    assert.equal(activeWorker.check(), 'activating');
    assert.equal(activated.calls.length, 0);
    self.become('activated');
    assert.equal(activeWorker.check(), 'activated');
    assert.equal(activated.calls.length, 1);
  });

  test(`C53: ${where} a worker that another worker has replaced is inactive, even if it was confirmed before or a message still arrives`, async () => {
    const { browser, another, activeWorker } = await createActiveWorker({ knowsItself });
    activeWorker.confirmActive();
    browser.active = another;
    assert.equal(activeWorker.check(), 'inactive');
    // A message that was sent before the replacement may still arrive.
    activeWorker.confirmActive();
    assert.equal(activeWorker.check(), 'inactive');
  });

  test(`C53: ${where} the active worker stays activated while another worker installs or waits`, async () => {
    for (const place of ['installing', 'waiting']) {
      const { browser, another, activeWorker } = await createActiveWorker({ knowsItself });
      browser[place] = another;
      activeWorker.confirmActive();
      assert.equal(activeWorker.check(), 'activated');
    }
  });

  test(`C53: ${where} a worker that is replaced while it activates is not reported as activated`, async () => {
    const { browser, self, another, activeWorker, activated } = await createActiveWorker({ knowsItself });
    self.state = 'activating';
    activeWorker.activationStarted();
    browser.active = another;
    self.become('redundant');
    assert.equal(activated.calls.length, 0);
  });
}

test('C53: a worker with a global serviceWorker knows without an event whether it is the active worker', async () => {
  const { browser, another, activeWorker } = await createActiveWorker({ knowsItself: true });
  browser.waiting = another;
  assert.equal(activeWorker.check(), 'activated');
  Object.assign(browser, { active: another, waiting: null });
  activeWorker.confirmActive();
  assert.equal(activeWorker.check(), 'inactive');
});

for (const place of ['installing', 'waiting']) {
  test(`C53: a worker without a global serviceWorker is inactive while a worker is ${place}, since it may be that worker`, async () => {
    const { browser, another, activeWorker } = await createActiveWorker();
    browser[place] = another;
    assert.equal(activeWorker.check(), 'inactive');
  });
}

test('a worker of a registration that is gone is inactive', async () => {
  const { self, activeWorker } = await createActiveWorker();
  activeWorker.confirmActive();
  self.state = 'redundant';
  assert.equal(activeWorker.check(), 'inactive');
});
