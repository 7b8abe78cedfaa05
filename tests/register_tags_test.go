//go:build linux

package tests

import (
	"slices"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C13: a tag of 10,240 bytes of UTF-8 is accepted, and a tag of one byte more is not. The
// characters have one byte or several.
func TestC13TagLength(t *testing.T) {
	const tooLong = "Attempted to register a sync event without a window or registration tag too long."
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		try := func(script string) error {
			return page.Eval(s.Ctx, `
				const {sync} = await navigator.serviceWorker.getRegistration();
				await sync.register(`+script+`);`, nil, nil)
		}
		for _, script := range []string{`'a'.repeat(10240)`, `'\u20ac'.repeat(3413) + 'a'`, `'\u{1F600}'.repeat(2560)`} {
			if err := try(script); err != nil {
				t.Errorf("register(%s) rejects with %v, want the tag to be accepted", script, err)
			}
		}
		for _, script := range []string{`'a'.repeat(10241)`, `'\u20ac'.repeat(3413) + 'aa'`, `'\u{1F600}'.repeat(2560) + 'a'`} {
			s.Rejects(try(script), "InvalidAccessError", tooLong)
		}
		if got := s.Tags(page); len(got) != 3 {
			t.Errorf("%d tags are stored, want 3", len(got))
		}
		for range 3 {
			s.NextEvent().Succeed()
		}
		s.AwaitNoTags(page)
	})
}

// C19: getTags() lists pending, waiting and firing tags, and no completed ones.
func TestC19GetTags(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.AwaitNoTags(page)
		s.RegisterOffline(page, "pending")
		s.HasTags(page, "pending")
		s.ReconnectAndComplete(page, "pending")
		s.Register(page, "waiting")
		s.NextEventOf("waiting").Fail()
		s.Register(page, "firing")
		event := s.NextEventOf("firing")
		s.HasTags(page, "firing", "waiting")
		event.Succeed()
		s.AwaitTags(page, "waiting")
	})
}

// C19: getTags() lists the tags of earlier register() calls that nobody has awaited: in a
// page, in a frame, and in the worker, which first looks for an open window.
func TestC19CallsKeepTheirOrder(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/app/?scope=/app/")
		s.RunInPage(page, `
			globalThis.frame = document.createElement('iframe');
			frame.src = '/frame/?worker=none';
			document.body.append(frame);
			await new Promise((done) => (frame.onload = done));`, nil)
		s.GoOffline(page)
		const order = `
			const tags = Array.from({length: 300}, (_, i) => args + i);
			for (const tag of tags) void sync.register(tag);
			const listed = await sync.getTags();
			return tags.filter((tag) => !listed.includes(tag)).length;`
		missing := map[string]int{
			"the page": harness.FromPage[int](s, page, `const {sync} = await navigator.serviceWorker.getRegistration();`+order, "page"),
			"a frame": harness.FromPage[int](s, page, `
				const {sync} = await frame.contentWindow.navigator.serviceWorker.getRegistration('/app/');`+order, "frame"),
			"the worker": harness.FromWorker[int](s, page, `const {sync} = registration;`+order, "worker"),
		}
		for caller, n := range missing {
			if n > 0 {
				t.Errorf("getTags() in %s misses %d of 300 tags, want none missing", caller, n)
			}
		}
		s.Unregister(page)
	})
}

// C20: two registrations of one origin have the same tag.
func TestC20TwoScopes(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		one, two := s.Open("/one/?scope=/one/"), s.Open("/two/?scope=/two/")
		s.Register(one, "outbox")
		first := s.NextEventOf("outbox")
		s.HasTags(two)
		s.Register(two, "outbox")
		second := s.NextEventOf("outbox")
		scopes := []string{first.Scope, second.Scope}
		if want := []string{s.Origin() + "/one/", s.Origin() + "/two/"}; !slices.Equal(scopes, want) {
			t.Errorf("got events in the scopes %q, want %q", scopes, want)
		}
		first.Succeed()
		second.Succeed()
		s.AwaitNoTags(one)
		s.AwaitNoTags(two)
	})
}

// C21: any string is a tag, and comes back unaltered from getTags() and in event.tag.
// Native Chromium never answers after a lone surrogate, so only the polyfill is given one.
func TestC21AnyString(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		tags := `["", " ", "null", "__proto__", "\"'\\", "\u0000", "a\u0000b", "\uFEFFbom", "\uFFFD", "\u2603", "\u{1F600}", "e\u0301"]`
		if !s.Target.Native {
			tags = tags[:len(tags)-1] + `, "\uD800", "\uDC00x", "\uD83D\uD83D"]`
		}
		page := s.Open("/")
		s.RunInWorker(page, `self.fired = []; self.addEventListener('sync', ({tag}) => self.fired.push(tag));`, nil)
		n := harness.FromPage[int](s, page, `
			const tags = `+tags+`;
			const {sync} = await navigator.serviceWorker.getRegistration();
			for (const tag of tags) await sync.register(tag);
			const got = await sync.getTags();
			const lost = tags.filter((tag) => !got.includes(tag));
			if (lost.length > 0 || got.length !== tags.length) throw new Error('lost: ' + JSON.stringify(lost));
			return tags.length;`, nil)
		for range n {
			s.NextEvent().Succeed()
		}
		s.AwaitNoTags(page)
		s.RunInWorker(page, `
			const lost = `+tags+`.filter((tag) => !fired.includes(tag));
			if (lost.length > 0) throw new Error('not in an event: ' + JSON.stringify(lost));`, nil)
	})
}

// C22: of 1,000 register() calls at once, half have the same tag. All resolve, and each
// distinct tag is stored once.
func TestC22ThousandCalls(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/app/?scope=/app/")
		s.GoOffline(page)
		s.RunInPage(page, `
			const {sync} = await navigator.serviceWorker.getRegistration();
			await Promise.all(Array.from({length: 1000}, (_, i) => sync.register(i % 2 ? 'same' : 'tag ' + i)));`, nil)
		tags := s.Tags(page)
		if len(tags) != 501 {
			t.Errorf("%d tags are stored, want 501", len(tags))
		}
		slices.Sort(tags)
		if unique := slices.Compact(slices.Clone(tags)); len(unique) != len(tags) {
			t.Errorf("getTags() lists %d of %d tags twice, want each once", len(tags)-len(unique), len(tags))
		}
		s.Unregister(page)
	})
}
