//go:build linux

package tests

import (
	"slices"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C44: a test helper replaces waitUntil, lastChance and tag on the event.
func TestC44StubsOnTheEvent(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		got := handle[[]bool](s, page, "outbox", `(event, tell) => {
			const spied = [];
			const {waitUntil} = event;
			event.waitUntil = (promise) => {
				spied.push(promise);
				return waitUntil.call(event, promise);
			};
			Object.defineProperty(event, 'lastChance', {value: true});
			Object.defineProperty(event, 'tag', {get: () => 'stub', configurable: true});
			const sent = fetch('/events', {method: 'POST', body: JSON.stringify({tag: 'x', lastChance: event.lastChance})});
			event.waitUntil(sent);
			const stubbed = [spied[0] === sent, event.lastChance, event.tag === 'stub'];
			delete event.tag;
			delete event.waitUntil;
			tell([...stubbed, event.tag === 'outbox', event.waitUntil === waitUntil]);
		}`)
		if slices.Contains(got, false) || len(got) != 5 {
			t.Errorf("the stubs of the event hold: %v, want five times true", got)
		}
		event := s.LastChanceOf("x")
		s.AwaitTags(page, "outbox")
		event.Succeed()
		s.AwaitNoTags(page)
	})
}

// C44: a stub of waitUntil drops the promise. The event then has no promise, and succeeds.
func TestC44WaitUntilSwallowed(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		handle[any](s, page, "outbox", `(event, tell) => {
			event.waitUntil = () => {};
			event.waitUntil(Promise.reject().catch(() => {}));
			tell();
		}`)
		s.AwaitNoTags(page)
	})
}

// C44: stubs of register() can be put on the manager and on its prototype, and taken away
// again.
func TestC44StubsOnTheManager(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		const stub = `
			for (const object of [SyncManager.prototype, registration.sync]) {
				const original = Object.getOwnPropertyDescriptor(object, 'register');
				const calls = [];
				object.register = async (tag) => calls.push(tag);
				await registration.sync.register('stubbed');
				if (calls.join() !== 'stubbed') throw new Error('the stub was not called');
				if (original) Object.defineProperty(object, 'register', original);
				else delete object.register;
			}
			const sync = {register: async () => 'replaced'};
			Object.defineProperty(registration, 'sync', {value: sync, configurable: true});
			if (await registration.sync.register('x') !== 'replaced') throw new Error('the manager was not replaced');
			delete registration.sync;
			await registration.sync.register('outbox');`
		s.RunInPage(page, `const registration = await navigator.serviceWorker.ready;`+stub, nil)
		s.Complete(page, "outbox")
		s.RunInWorker(page, stub, nil)
		s.Complete(page, "outbox")
	})
}

// Sync events have their waitUntil from ExtendableEvent, as in Web IDL. So a library that
// wraps or borrows ExtendableEvent's method sees sync events too. Other events keep their
// own behaviour.
func TestWaitUntilIsExtendableEvents(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		got := handle[[]string](s, page, "outbox", `(event, tell) => {
			const seen = [];
			const {waitUntil} = ExtendableEvent.prototype;
			ExtendableEvent.prototype.waitUntil = function (...promises) {
				// The polyfill calls the same method for its own messages.
				if (!this.data?.['background-sync-polyfill']) seen.push(this.type + promises.length);
				return waitUntil.apply(this, promises);
			};
			event.waitUntil(new Promise((done) => {
				addEventListener('message', function listener(message) {
					if (message.data !== 'a message of the app') return; // In Chromium this listener sees the polyfill's messages too.
					removeEventListener('message', listener);
					seen.push(thrown(() => message.waitUntil()) || 'accepted');
					seen.push(thrown(() => message.waitUntil(1)) || 'accepted');
					ExtendableEvent.prototype.waitUntil = waitUntil;
					done();
					tell(seen);
				});
			}));
			const {port1} = new MessageChannel();
			registration.active.postMessage('a message of the app', [port1]);
		}`)
		want := []string{"sync1", "message0", "TypeError", "message1", "accepted"}
		if !slices.Equal(got, want) {
			t.Errorf("the wrapper saw %q, want %q", got, want)
		}
		s.AwaitNoTags(page)
	})
}
