//go:build linux

package tests

import (
	"testing"
	"time"

	"background-sync-polyfill/tests/harness"
)

// C50: the browser is killed after register() has resolved. The tag is there after the
// restart.
func TestC50BrowserKilledAfterRegister(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.UseOwnBrowser()
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		s.StartServer()
		s.RestartBrowser()
		page = s.Open("/")
		s.HasTags(page, "outbox")
		s.ReconnectAndComplete(page, "outbox")
	})
}

// C51: the browser is killed during the event. The event fires again, and interrupted
// attempts are not counted: the third of three is no last chance.
func TestC51BrowserKilledInMidEvent(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.UseOwnBrowser()
		s.Register(s.Open("/"), "outbox")
		for range 2 {
			event := s.NextEventOf("outbox")
			s.RestartBrowser()
			<-event.Gone
			s.Open("/")
		}
		s.Complete(s.Pages[0], "outbox")
	})
}

// C51: the worker is killed during the event while a page is open. The event fires again,
// and interrupted attempts are not counted.
func TestC51WorkerKilledInMidEvent(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.Register(page, "outbox")
		for range 2 {
			event := s.NextEventOf("outbox")
			s.StopWorkers()
			<-event.Gone
		}
		s.Complete(page, "outbox")
	})
}

// C52: the browser restarts before the delay is over. The rest of the delay is waited.
func TestC52RestartBeforeTheDelayIsOver(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		const delay = 8 * time.Second
		s.Options = `{initialRetryDelay: 8000}`
		s.UseOwnBrowser()
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		failing := time.Now()
		event.Fail()
		s.AwaitState(page, "waiting")
		s.RestartBrowser()
		page = s.Open("/")
		s.NextEventOf("outbox").Succeed()
		if waited := time.Since(failing); waited < delay {
			t.Errorf("the retry came after %v, want at least %v", waited, delay)
		}
		s.AwaitNoTags(page)
	})
}

// C52: the browser restarts after the delay is over. The event fires when the app is
// opened.
func TestC52RestartAfterTheDelayIsOver(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		const delay = 5 * time.Second
		s.Options = `{initialRetryDelay: 5000}`
		s.UseOwnBrowser()
		page := s.Open("/")
		s.Register(page, "outbox")
		s.NextEventOf("outbox").Fail()
		s.AwaitState(page, "waiting")
		s.Must(s.Browser.Kill())
		<-time.After(delay) // The delay is the subject.
		s.StartBrowser()
		page = s.Open("/")
		s.Complete(page, "outbox")
	})
}
