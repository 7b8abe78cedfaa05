//go:build linux

package tests

import (
	"net/http"
	"slices"
	"testing"

	"background-sync-polyfill/tests/browser"
)

func nativeTargets() []target {
	return slices.DeleteFunc(targets(), func(t target) bool { return !t.native })
}

// native runs a check that means nothing where Background Sync is not native.
func native(t *testing.T, check check) { oneByOne(t, nativeTargets(), check) }

// setNative switches native Background Sync on or off: "granted" or "denied".
func (s *site) setNative(setting string) {
	s.t.Helper()
	s.must(s.browser.(browser.Permissions).SetPermission(s.ctx, s.listener.Origin(), "background-sync", setting))
}

// trustingWorker notes which events were the browser's own.
const trustingWorker = `
	const trusted = [];
	importScripts('/options.js', '/background-sync-worker.js');
	self.addEventListener('sync', ({tag, isTrusted}) => void trusted.push(tag + ' ' + isTrusted));
	importScripts('/worker.js');`

// C58: native support that refuses is taken over with the option on, and what it
// does not refuse stays native.
func TestC58BrokenNativeIsTakenOver(t *testing.T) {
	native(t, func(t *testing.T, s *site) {
		s.options = `{takeOverBroken: true}`
		s.serve("/trusting-worker.js", javaScript(trustingWorker))
		page := s.open("/options.html?worker=/trusting-worker.js")
		if n := s.coresRequested(); n != 1 {
			t.Errorf("the core was downloaded %d times at install, want once", n)
		}
		s.register(page, "native")
		s.arriveAs("native", false).succeed()
		s.awaitTags(page)

		s.setNative("denied")
		s.goOffline(page)
		s.register(page, "outbox")
		s.hasTags(page, "outbox")
		worker[any](s, page, `await registration.sync.register('worker')`, nil)
		s.hasTags(page, "outbox", "worker")
		if got := worker[[]string](s, page, `return (await registration.sync.getTags()).sort()`, nil); !slices.Equal(got, []string{"outbox", "worker"}) {
			t.Errorf("the worker sees the tags %q", got)
		}
		// What native support accepts after all is its own from then on.
		s.setNative("granted")
		s.register(page, "outbox")
		s.awaitState(page, "pending") // The row of what native support took may go a little later.
		if got := stored(s, page); got[0].Tag != "worker" {
			t.Errorf("%v are stored, want what native support has not accepted", got)
		}
		s.goOnline()
		s.arriveInAnyOrder("outbox", "worker")
		s.awaitTags(page)
		got := worker[[]string](s, page, `return trusted.sort()`, nil)
		if want := []string{"native true", "outbox true", "worker false"}; !slices.Equal(got, want) {
			t.Errorf("events trusted: %q, want %q", got, want)
		}
	})
}

// C58: errors that are no refusal stay native's, and so do the objects.
func TestC58TheRestStaysNative(t *testing.T) {
	native(t, func(t *testing.T, s *site) {
		s.options = `{takeOverBroken: true}`
		page := s.open("/options.html")
		s.setNative("denied")
		s.rejects(page.Eval(s.ctx, `
			const {sync} = await navigator.serviceWorker.getRegistration();
			await sync.register('a'.repeat(10241))`, nil, nil), "InvalidAccessError",
			"Attempted to register a sync event without a window or registration tag too long.")
		s.must(page.Eval(s.ctx, `
			const {sync} = await navigator.serviceWorker.getRegistration();
			for (const call of [() => sync.register(), () => SyncManager.prototype.register.call({}, 'outbox'), () => SyncManager.prototype.getTags.call({})]) {
				const error = await call().catch((error) => error);
				if (!(error instanceof TypeError)) throw error;
			}
			// The app does not handle this one, and hears of it.
			const reported = new Promise((resolve) => addEventListener('unhandledrejection', resolve, {once: true}));
			void sync.register();
			await reported;
			if (!(sync instanceof SyncManager)) throw new Error('sync is no SyncManager');`, nil, nil))
		s.awaitTags(page)
	})
}

// C19, C58: getTags() lists a tag that native support refuses while it is asked.
func TestC58CallsKeepTheirOrder(t *testing.T) {
	native(t, func(t *testing.T, s *site) {
		s.options = `{takeOverBroken: true}`
		page := s.open("/options.html")
		s.setNative("denied")
		s.goOffline(page)
		const order = `
			void sync.register(args);
			return sync.getTags();`
		fromPage := eval[[]string](s, page, `const {sync} = await navigator.serviceWorker.getRegistration();`+order, "page")
		fromWorker := worker[[]string](s, page, `const {sync} = registration;`+order, "worker")
		if !slices.Contains(fromPage, "page") || !slices.Contains(fromWorker, "worker") {
			t.Errorf("the page sees %q, the worker %q, want the tag that each has registered", fromPage, fromWorker)
		}
		s.goOnline()
		s.arriveInAnyOrder("page", "worker")
		s.awaitTags(page)
	})
}

// C58: off by default: a rejection can be the user's own wish.
func TestC58OffByDefault(t *testing.T) {
	native(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.setNative("denied")
		s.rejects(s.tryRegister(page, "outbox"), "NotAllowedError", "Permission denied.")
		if n := s.coresRequested(); n != 0 {
			t.Errorf("the core was downloaded %d times", n)
		}
	})
}

// C58: where the worker does not take over, the refusal stands.
func TestC58InThePageAlone(t *testing.T) {
	together(t, nativeTargets(), func(t *testing.T, s *site) {
		s.options = `{takeOverBroken: true}`
		s.serve("/plain-worker.js", javaScript(`importScripts('/background-sync-worker.js');`))
		page := s.open("/options.html?worker=/plain-worker.js")
		s.setNative("denied")
		s.rejects(s.tryRegister(page, "outbox"), "NotAllowedError", "Permission denied.")
	})
}

// C58: a database that does not answer keeps nobody from what native support has
// accepted.
func TestC58DatabaseDoesNotAnswer(t *testing.T) {
	together(t, nativeTargets(), func(t *testing.T, s *site) {
		s.options = `{takeOverBroken: true}`
		page := s.open("/options.html")
		s.setNative("denied")
		s.register(page, "outbox") // There is a database from now on.
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
		s.setNative("granted")
		s.must(page.Eval(s.ctx, `IDBFactory.prototype.open = () => new EventTarget()`, nil, nil))
		s.register(page, "native")
		event := s.arriveAs("native", false)
		s.hasTags(page, "native")
		event.succeed()
	})
}

// C62: native support arrives with an update of the browser: what the polyfill has
// stored is registered there, and kept until it is accepted.
func TestC62NativeSupportArrives(t *testing.T) {
	native(t, func(t *testing.T, s *site) {
		s.serve("/native.js", func(w http.ResponseWriter, _ *http.Request) { s.serveFixture(w, "delete-native.js") })
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.register(page, "\u00e9\x00'")
		// Chromium never answers after a lone surrogate: that one must hold up no other.
		s.must(page.Eval(s.ctx, `await (await navigator.serviceWorker.getRegistration()).sync.register('a\uD800')`, nil, nil))
		s.must(s.listener.Start())
		s.serve("/native.js", javaScript(`
			const {register} = SyncManager.prototype;
			const asked = new Promise((resolve) => {
				SyncManager.prototype.register = function (tag) {
					const answer = register.call(this, tag);
					resolve(answer);
					return answer;
				};
			});`))
		updateInPlace(s, page)

		s.setNative("denied")
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/?denied"))
		s.rejects(page.Eval(s.ctx, `await asked`, nil, nil), "NotAllowedError", "Permission denied.")
		if got := stored(s, page); len(got) != 3 {
			t.Errorf("refused, and %v are stored, want all", got)
		}
		s.setNative("granted")
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/?granted"))
		s.awaitTags(page, "outbox", "\u00e9\x00'")
		for len(stored(s, page)) > 1 {
			s.must(s.ctx.Err()) // Each is forgotten a moment after it is registered.
		}
		s.goOnline()
		s.arriveInAnyOrder("outbox", "\u00e9\x00'")
		s.awaitTags(page)
	})
}
