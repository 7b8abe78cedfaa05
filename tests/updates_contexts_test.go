//go:build linux

package tests

import (
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C56: five tabs register the same tag, and one event comes.
func TestC56FiveTabs(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		for range 5 {
			s.Open("/")
		}
		s.GoOffline(s.Pages[0])
		for _, page := range s.Pages {
			s.Register(page, "outbox")
		}
		s.GoOnline()
		s.NextEventOf("outbox").Succeed()
		for _, page := range s.Pages {
			s.AwaitNoTags(page)
		}
	})
}

// C56: while the tag's lock is held elsewhere, by another version of the worker for
// example, the tag's event does not fire. It fires once the lock is free.
func TestC56TagLockedElsewhere(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RunInPage(page, `
			const {scope} = await navigator.serviceWorker.getRegistration();
			await new Promise((locked) => {
				navigator.locks.request('background-sync-polyfill:' + scope + '\noutbox', () => {
					locked();
					return new Promise((release) => (self.release = release));
				});
			});`, nil)
		s.Register(page, "outbox")
		s.Register(page, "other")
		s.NextEventOf("other").Succeed()
		s.AwaitTags(page, "outbox")
		s.NoEventHasCome("while the page held the tag's lock")
		s.RunInPage(page, `release()`, nil)
		s.Complete(page, "outbox")
	})
}

// C56: page and worker are of two releases. The worker answers the page's requests, a tag
// that was registered offline fires when the network is back, and the page wakes the
// worker when a retry is due.
func TestC56PageAndWorkerOfTwoReleases(t *testing.T) {
	for half, files := range map[string][]string{
		"the page is the older":   {pageFile},
		"the worker is the older": {workerFile, harness.CoreFile},
	} {
		t.Run(half, func(t *testing.T) {
			withEachRelease(t, func(t *testing.T, s *harness.Site, version string) {
				s.Options = `{initialRetryDelay: 100}`
				serveReleased(s, version, files...)
				page := s.Open("/")
				s.RegisterOffline(page, "outbox")
				s.HasTags(page, "outbox")
				s.StartServer() // WebKit loads the page anew.
				s.StopWorkers()
				s.GoOnline()
				s.NextEventOf("outbox").Fail()
				s.Complete(page, "outbox")
			})
		})
	}
}
