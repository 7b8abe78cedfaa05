//go:build linux

package harness

import "background-sync-polyfill/tests/browser"

// StoredTag is a tag's record in the polyfill's database.
type StoredTag struct {
	Tag, State, LastError string
	NumAttempts           int
}

// Stored lists the tags' records in the polyfill's database.
func (s *Site) Stored(page browser.Page) []StoredTag {
	s.T.Helper()
	return FromPage[[]StoredTag](s, page, `return readAll(args, 'registrations', 'getAll')`, PolyfillName)
}

// AwaitState waits until one tag is stored and is in that state.
func (s *Site) AwaitState(page browser.Page, state string) {
	s.T.Helper()
	for {
		got := s.Stored(page)
		if len(got) == 1 && got[0].State == state {
			return
		}
		if s.Ctx.Err() != nil {
			s.T.Fatalf("stored is %+v, want one tag that is %s", got, state)
		}
	}
}

// EndDelay lets the delay of the one stored tag be over. The tag must be waiting.
func (s *Site) EndDelay(page browser.Page) {
	s.T.Helper()
	s.RunInPage(page, `
		const [waiting] = await readAll(args, 'registrations', 'getAll');
		waiting.delayUntil = waiting.waitingSince;
		await useStore(args, 'registrations', (store) => store.put(waiting));`, PolyfillName)
}
