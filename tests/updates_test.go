//go:build linux

package tests

import (
	"context"
	"testing"
	"time"

	"background-sync-polyfill/tests/harness"
)

// C53: the worker is updated while a tag is pending. The new active worker gets the event.
func TestC53UpdateWhilePending(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		s.StartServer()
		s.UpdateInPlace(page)
		s.GoOnline()
		eventAtTheUpdate(s).Succeed()
		s.AwaitNoTags(page)
	})
}

// C53: the worker is updated while a tag waits for its retry. The new active worker gets
// the event.
func TestC53UpdateWhileWaiting(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.Register(page, "outbox")
		s.NextEventOf("outbox").Fail()
		s.AwaitState(page, "waiting")
		s.UpdateInPlace(page)
		s.EndDelay(page) // The delay must not be over before the update is active.
		s.HideAndShow(page)
		eventAtTheUpdate(s).Succeed()
		s.AwaitNoTags(page)
	})
}

// C53: the worker is updated while an event runs. The event runs to its end, and nothing
// fires twice.
func TestC53UpdateWhileFiring(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		s.ServeUpdate()
		s.InstallUpdate(page)
		event.Succeed()
		s.AwaitNoTags(page)
	})
}

// eventAtTheUpdate waits for the next event, which must come to the new worker.
func eventAtTheUpdate(s *harness.Site) *harness.Event {
	s.T.Helper()
	event := s.NextEventOf("outbox")
	if event.Version != 1 {
		s.T.Errorf("the event came to version %d of the worker, want 1", event.Version)
	}
	return event
}

// C60: an update calls skipWaiting() while a tag waits for its retry. The activation is
// not delayed.
func TestC60SkipWaiting(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.Register(page, "outbox")
		s.NextEventOf("outbox").Fail()
		if s.Target.Native {
			s.AwaitTags(page, "outbox")
		} else {
			s.AwaitState(page, "waiting")
		}
		ctx, cancel := underAnyHold(s)
		defer cancel()
		s.Must(page.Eval(ctx, `
			const registration = await navigator.serviceWorker.register('/skip-waiting-worker.js', {scope: '/'});
			const worker = registration.installing ?? registration.waiting ?? registration.active;
			while (worker.state !== 'activated') await new Promise((done) => (worker.onstatechange = done));`, nil, nil))
		s.AwaitTags(page, "outbox")
	})
}

// C61: the page is navigated while the new worker activates. Neither is held up by storage
// that does not answer.
func TestC61NavigatedWhileTheWorkerActivates(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		// WebKit ends a worker whose only page goes away, even while it activates. A page that
		// is opened meanwhile may never be told that the activation has ended.
		bystander := s.Open("/")
		page := s.Open("/")
		ctx, cancel := underAnyHold(s)
		defer cancel()
		s.Must(page.Eval(ctx, `
			const registration = await navigator.serviceWorker.register('/slow-storage-worker.js', {scope: '/'});
			const worker = registration.installing ?? registration.waiting ?? registration.active;
			while (worker.state !== 'activating' && worker.state !== 'activated') {
				await new Promise((done) => (worker.onstatechange = done));
			}`, nil, nil))
		s.Must(page.Navigate(ctx, s.Origin()+"/?worker=none"))
		s.Must(bystander.Eval(ctx, `
			const {active} = await navigator.serviceWorker.getRegistration();
			while (active.state !== 'activated') await new Promise((done) => (active.onstatechange = done));`, nil, nil))
	})
}

// underAnyHold ends a step after less time than the polyfill's shortest limit for keeping
// a worker alive, 25 s. So a step that the polyfill holds up fails.
func underAnyHold(s *harness.Site) (context.Context, context.CancelFunc) {
	return context.WithTimeout(s.Ctx, 20*time.Second)
}
