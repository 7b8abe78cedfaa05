//go:build linux

package tests

import "background-sync-polyfill/tests/browser"

// storedTag is a registration in the polyfill's database.
type storedTag struct {
	Tag, State, LastError string
	NumAttempts           int
}

// stored lists what is in the polyfill's database.
func stored(s *site, page browser.Page) []storedTag {
	s.t.Helper()
	return eval[[]storedTag](s, page, `return readAll('background-sync-polyfill', 'registrations', 'getAll')`, nil)
}

// awaitState waits until the one stored registration is in that state.
func (s *site) awaitState(page browser.Page, state string) {
	s.t.Helper()
	for {
		got := stored(s, page)
		if len(got) == 1 && got[0].State == state {
			return
		}
		if s.ctx.Err() != nil {
			s.t.Fatalf("%v are stored, want one that is %s", got, state)
		}
	}
}

// endDelay makes the delay of the one stored registration, which is waiting, be over.
func (s *site) endDelay(page browser.Page) {
	s.t.Helper()
	s.must(page.Eval(s.ctx, `
		const [waiting] = await readAll(args, 'registrations', 'getAll');
		waiting.delayUntil = waiting.waitingSince;
		await useStore(args, 'registrations', (store) => store.put(waiting));`, ours, nil))
}
