//go:build linux

package tests

import (
	"slices"
	"testing"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
)

// handle makes a JavaScript function of (event, tell) the tag's handler, registers the
// tag, and returns what the handler tells.
func handle[T any](s *harness.Site, page browser.Page, tag, handler string) T {
	s.T.Helper()
	return harness.FromWorker[T](s, page, `
		const told = handle(args.tag, new Function('return ' + args.handler)());
		await registration.sync.register(args.tag);
		return told;`, map[string]string{"tag": tag, "handler": handler})
}

// C39: one of several promises rejects early. The event fails, but only when all promises
// have settled.
func TestC39FailureDecidedAtTheEnd(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{initialRetryDelay: 1}` // Native support keeps its 5 minutes.
		page := s.Open("/?worker=/event-worker.js")
		handle[any](s, page, "outbox", `(event, tell) => {
			const send = async () => {
				const body = JSON.stringify({tag: event.tag, lastChance: event.lastChance});
				await fetch('/events', {method: 'POST', body});
			};
			if (event.lastChance === false) event.waitUntil(Promise.reject(new Error('The server said no')));
			event.waitUntil(send());
			tell();
		}`)
		first := s.NextEventOf("outbox")
		// Another event comes and goes meanwhile, which is time enough for a retry.
		handle[any](s, page, "meanwhile", `(event, tell) => tell()`)
		s.AwaitTags(page, "outbox")
		s.NoEventHasCome("before all promises had settled")
		first.Succeed()
		if s.Target.Native {
			handle[any](s, page, "meanwhile", `(event, tell) => tell()`)
			s.AwaitTags(page, "outbox")
			return
		}
		s.NextEventOf("outbox").Succeed()
		s.LastChanceOf("outbox").Succeed()
		s.AwaitNoTags(page)
	})
}

// C40: waitUntil may be called late, while the event is still dispatched or another
// promise is pending.
func TestC40LateCalls(t *testing.T) {
	const later = `const later = () => new Promise((resolve) => setTimeout(resolve, 20));`
	cases := []struct{ name, handler, want string }{
		{"after many microtasks of the handler", `async (event, tell) => {
			for (let i = 0; i < 100; i++) await null;
			tell(thrown(() => event.waitUntil()) + thrown(() => event.waitUntil(1)));
		}`, "TypeError"},
		{"while another promise is pending", `(event, tell) => {
			` + later + `
			event.waitUntil(later().then(() => later()));
			setTimeout(() => tell(thrown(() => event.waitUntil(1))));
		}`, ""},
		{"in a reaction to the last promise", `async (event, tell) => {
			` + later + `
			const last = later();
			event.waitUntil(last);
			await last;
			tell(thrown(() => event.waitUntil(1)));
		}`, ""},
		{"in a reaction to the last promise's rejection", `async (event, tell) => {
			` + later + `
			const last = later().then(() => Promise.reject(new Error('The server said no')));
			event.waitUntil(last);
			await last.catch(() => tell(thrown(() => event.waitUntil(1))));
		}`, ""},
		{"again and again, each time while another is pending", `(event, tell) => {
			` + later + `
			const again = (times) => {
				if (times === 0) return tell('');
				const error = thrown(() => event.waitUntil(later().then(() => again(times - 1))));
				if (error) tell(error);
			};
			again(5);
		}`, ""},
		{"in a task, while no promise is pending", `(event, tell) => {
			setTimeout(() => tell(thrown(() => event.waitUntil(1))));
		}`, "InvalidStateError"},
		{"in a task after the last promise has settled", `async (event, tell) => {
			` + later + `
			const last = later();
			event.waitUntil(last);
			await last;
			setTimeout(() => tell(thrown(() => event.waitUntil(1)) + thrown(() => event.waitUntil())));
		}`, "InvalidStateErrorTypeError"},
		{"a microtask after the reactions to the last promise", `async (event, tell) => {
			` + later + `
			const last = later();
			event.waitUntil(last);
			await last;
			await null;
			tell(thrown(() => event.waitUntil(1)));
		}`, "InvalidStateError"},
	}
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		for _, test := range cases {
			if got := handle[string](s, page, test.name, test.handler); got != test.want {
				t.Errorf("waitUntil() %s: thrown was %q, want %q", test.name, got, test.want)
			}
		}
	})
}

// C40: the promise of a late call counts: the tag stays while it is pending.
func TestC40LatePromiseCounts(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		handle[any](s, page, "outbox", `async (event, tell) => {
			const first = fetch('/');
			event.waitUntil(first);
			await first;
			event.waitUntil(fetch('/events', {method: 'POST', body: JSON.stringify({tag: event.tag})}));
			tell();
		}`)
		late := s.NextEventOf("outbox")
		handle[any](s, page, "meanwhile", `(event, tell) => tell()`)
		s.AwaitTags(page, "outbox")
		late.Succeed()
		s.AwaitNoTags(page)
	})
}

// C41: waitUntil rejects an event that the app has constructed, also while that event or a
// real one is dispatched.
func TestC41ConstructedEvent(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		got := handle[[]string](s, page, "outbox", `(event, tell) => {
			const constructed = new SyncEvent('sync', {tag: 'constructed'});
			const names = [thrown(() => constructed.waitUntil(1))];
			handle('constructed', () => names.push(thrown(() => constructed.waitUntil(1))));
			dispatchEvent(constructed);
			names.push(thrown(() => event.waitUntil.call(constructed, 1)), thrown(() => event.waitUntil(1)));
			tell(names);
		}`)
		want := []string{"InvalidStateError", "InvalidStateError", "InvalidStateError", ""}
		if !slices.Equal(got, want) {
			t.Errorf("the four calls of waitUntil() threw %q, want %q", got, want)
		}
		s.AwaitNoTags(page)
	})
}

// C42: the event succeeds if the handler throws, if no handler is there, and if the
// handler calls no waitUntil. The exception is reported.
func TestC42HandlerWithoutPromise(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		reports := s.CatchReports()
		handle[any](s, page, "throws", `(event, tell) => {
			tell();
			throw new Error('of the handler');
		}`)
		s.AwaitReport(reports, "of the handler")
		handle[any](s, page, "plain", `(event, tell) => tell()`)
		s.Register(page, "nobody's")
		s.AwaitNoTags(page)
	})
}

// C42: the event succeeds in a worker that has no sync listener at all.
func TestC42NoListener(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/interface-worker.js")
		s.Register(page, "outbox")
		s.AwaitNoTags(page)
	})
}

// C42: a promise that waitUntil got before the handler threw counts.
func TestC42ThrowsAfterWaitUntil(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		reports := s.CatchReports()
		handle[any](s, page, "outbox", `(event, tell) => {
			event.waitUntil(fetch('/events', {method: 'POST', body: JSON.stringify({tag: event.tag})}));
			tell();
			throw new Error('of the handler');
		}`)
		s.AwaitReport(reports, "of the handler")
		event := s.NextEventOf("outbox")
		handle[any](s, page, "meanwhile", `(event, tell) => tell()`)
		s.AwaitTags(page, "outbox")
		event.Succeed()
		s.AwaitNoTags(page)
	})
}

// At most 1,000 characters are stored of the reason with which the app's promise was
// rejected.
func TestLongReasonIsCut(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		handle[any](s, page, "outbox", `(event, tell) => {
			event.waitUntil(Promise.reject('\uFFFD'.repeat(1e6)));
			tell();
		}`)
		s.AwaitState(page, "waiting")
		if got := len([]rune(s.Stored(page)[0].LastError)); got != 1000 {
			t.Errorf("%d characters of the reason are stored, want 1000", got)
		}
	})
}
