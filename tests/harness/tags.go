//go:build linux

package harness

import (
	"slices"

	"background-sync-polyfill/tests/browser"
)

// Register registers a tag from the page.
func (s *Site) Register(page browser.Page, tag string) {
	s.T.Helper()
	s.Must(s.TryRegister(page, tag))
}

// TryRegister registers a tag from the page, and returns what register() rejects with.
func (s *Site) TryRegister(page browser.Page, tag string) error {
	return page.Eval(s.Ctx, `
		const registration = await navigator.serviceWorker.getRegistration();
		await registration.sync.register(args);`, tag, nil)
}

// RegisterInWorker registers a tag in the worker. It returns after a second call was
// answered: by then the wake-up that follows register() has looked at the network.
func (s *Site) RegisterInWorker(page browser.Page, tag string) {
	s.T.Helper()
	s.RunInWorker(page, `
		await registration.sync.register(args);
		await registration.sync.getTags();`, tag)
}

// RegisterOffline takes the network away, and then registers a tag from the page.
func (s *Site) RegisterOffline(page browser.Page, tag string) {
	s.T.Helper()
	s.GoOffline(page)
	s.Register(page, tag)
}

// Tags lists the tags that the page sees.
func (s *Site) Tags(page browser.Page) []string {
	s.T.Helper()
	return FromPage[[]string](s, page, `
		const registration = await navigator.serviceWorker.getRegistration();
		return registration.sync.getTags();`, nil)
}

// HasTags checks that the page sees these tags, which are given in sorted order.
func (s *Site) HasTags(page browser.Page, want ...string) {
	s.T.Helper()
	got := s.Tags(page)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		s.T.Errorf("getTags() lists %q, want %q", got, want)
	}
}

// AwaitTags waits until the page sees these tags, in this order.
func (s *Site) AwaitTags(page browser.Page, want ...string) {
	s.T.Helper()
	for {
		got := s.Tags(page)
		if slices.Equal(got, want) {
			return
		}
		if s.Ctx.Err() != nil {
			s.T.Fatalf("getTags() still lists %q, want %q", got, want)
		}
	}
}

// AwaitNoTags waits until the page sees no tag.
func (s *Site) AwaitNoTags(page browser.Page) {
	s.T.Helper()
	s.AwaitTags(page)
}
