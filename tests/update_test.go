//go:build linux

package tests

import (
	"context"
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
)

// C53: the worker updates while a tag is pending: the new active worker gets it.
func TestC53UpdateWhilePending(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.must(s.listener.Start()) // The update is served, the browser stays offline.
		updateInPlace(s, page)
		s.goOnline()
		arriveAtTheUpdate(s).succeed()
		s.awaitTags(page)
	})
}

// C53: the worker updates while a tag waits for its retry.
func TestC53UpdateWhileWaiting(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).fail()
		s.awaitState(page, "waiting")
		updateInPlace(s, page)
		s.endDelay(page) // Only now, however long the update has taken.
		occasion(s, page)
		arriveAtTheUpdate(s).succeed()
		s.awaitTags(page)
	})
}

// C53: the worker updates while a tag's event runs: it runs to its end, and
// nothing fires twice.
func TestC53UpdateWhileFiring(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		s.update()
		installUpdate(s, page)
		event.succeed()
		s.awaitTags(page)
	})
}

// C60: the app calls skipWaiting() in an update while a tag waits for its retry.
func TestC60SkipWaiting(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).fail()
		if s.target.native {
			s.awaitTags(page, "outbox")
		} else {
			s.awaitState(page, "waiting")
		}
		ctx, cancel := underAnyHold(s)
		defer cancel()
		s.must(page.Eval(ctx, `
			const registration = await navigator.serviceWorker.register('/skip-waiting-worker.js', {scope: '/'});
			const worker = registration.installing ?? registration.waiting ?? registration.active;
			while (worker.state !== 'activated') await new Promise((done) => (worker.onstatechange = done));`, nil, nil))
		s.awaitTags(page, "outbox")
	})
}

// C61: the page is navigated while the new worker activates: storage that does
// not answer holds up neither.
func TestC61Activation(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		// WebKit ends a worker whose only page goes away, in mid-activation too, and
		// a page that comes meanwhile may never hear of the end of the activation.
		bystander := s.open("/")
		page := s.open("/")
		ctx, cancel := underAnyHold(s)
		defer cancel()
		s.must(page.Eval(ctx, `
			const registration = await navigator.serviceWorker.register('/slow-storage-worker.js', {scope: '/'});
			const worker = registration.installing ?? registration.waiting ?? registration.active;
			while (worker.state !== 'activating' && worker.state !== 'activated') {
				await new Promise((done) => (worker.onstatechange = done));
			}`, nil, nil))
		s.must(page.Navigate(ctx, s.listener.Origin()+"/?worker=none"))
		s.must(bystander.Eval(ctx, `
			const {active} = await navigator.serviceWorker.getRegistration();
			while (active.state !== 'activated') await new Promise((done) => (active.onstatechange = done));`, nil, nil))
	})
}

// underAnyHold bounds a step by less than the shortest hold of the polyfill, 25
// s: held up by one, the step fails.
func underAnyHold(s *site) (context.Context, context.CancelFunc) {
	return context.WithTimeout(s.ctx, 20*time.Second)
}

// updateInPlace serves another version of the worker and returns once that one
// is active.
func updateInPlace(s *site, page browser.Page) {
	s.t.Helper()
	s.update()
	installUpdate(s, page)
	activateUpdate(s, page)
}

// installUpdate returns once the update that is served is installed. It waits, or
// is activated at once if no page is the active one's.
func installUpdate(s *site, page browser.Page) {
	s.t.Helper()
	s.must(page.Eval(s.ctx, `
		const registration = await navigator.serviceWorker.getRegistration();
		const {active} = registration;
		await registration.update();
		const next = () => registration.installing ?? registration.waiting ?? (registration.active === active ? null : registration.active);
		// The page may hear of it later.
		while (!next()) await new Promise((done) => setTimeout(done));
		self.updated = next();
		while (updated.state === 'installing') await new Promise((done) => (updated.onstatechange = done));`, nil, nil))
}

// activateUpdate returns once that worker is active.
func activateUpdate(s *site, page browser.Page) {
	s.t.Helper()
	s.must(page.Eval(s.ctx, `
		const {port2} = new MessageChannel();
		updated.postMessage({probe: 'await skipWaiting()'}, [port2]);
		while (updated.state !== 'activated') await new Promise((done) => (updated.onstatechange = done));`, nil, nil))
}

// arriveAtTheUpdate waits for the next sync event, which must come to the new worker.
func arriveAtTheUpdate(s *site) *arrival {
	s.t.Helper()
	event := s.arriveAs("outbox", false)
	if event.Version != 1 {
		s.t.Errorf("the event came to version %d, want the new one", event.Version)
	}
	return event
}
