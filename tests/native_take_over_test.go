//go:build linux

package tests

import (
	"slices"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// trustingWorker is a script that notes which events are the browser's own.
const trustingWorker = `
	const trusted = [];
	importScripts('/options.js', '/background-sync-worker.js');
	self.addEventListener('sync', ({tag, isTrusted}) => void trusted.push(tag + ' ' + isTrusted));
	importScripts('/worker.js');`

// C58: with option takeOverBroken the polyfill takes over what native support refuses.
// What native support accepts stays native.
func TestC58BrokenNativeIsTakenOver(t *testing.T) {
	harness.InNativeTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{takeOverBroken: true}`
		s.Serve("/trusting-worker.js", harness.JavaScript(trustingWorker))
		page := s.Open("/options.html?worker=/trusting-worker.js")
		s.HasDownloadedCore(1)
		s.RegisterAndComplete(page, "native")

		s.SetNativePermission("denied")
		s.RegisterOffline(page, "outbox")
		s.HasTags(page, "outbox")
		s.RunInWorker(page, `await registration.sync.register('worker')`, nil)
		s.HasTags(page, "outbox", "worker")
		if got := harness.FromWorker[[]string](s, page, `return (await registration.sync.getTags()).sort()`, nil); !slices.Equal(got, []string{"outbox", "worker"}) {
			t.Errorf("the worker sees the tags %q, want outbox and worker", got)
		}
		// A tag that native support accepts later is native from then on.
		s.SetNativePermission("granted")
		s.Register(page, "outbox")
		s.AwaitState(page, "pending") // The record of the native tag may be removed a little later.
		if got := s.Stored(page); got[0].Tag != "worker" {
			t.Errorf("the polyfill has stored %v, want the tag worker, which native support has not accepted", got)
		}
		s.GoOnline()
		s.CompleteInAnyOrder("outbox", "worker")
		s.AwaitNoTags(page)
		got := harness.FromWorker[[]string](s, page, `return trusted.sort()`, nil)
		if want := []string{"native true", "outbox true", "worker false"}; !slices.Equal(got, want) {
			t.Errorf("the events were trusted: %q, want %q", got, want)
		}
	})
}

// C58: errors that are no refusal stay those of native support, and so do the objects.
func TestC58OtherErrorsStayNative(t *testing.T) {
	harness.InNativeTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{takeOverBroken: true}`
		page := s.Open("/options.html")
		s.SetNativePermission("denied")
		s.Rejects(page.Eval(s.Ctx, `
			const {sync} = await navigator.serviceWorker.getRegistration();
			await sync.register('a'.repeat(10241))`, nil, nil), "InvalidAccessError",
			"Attempted to register a sync event without a window or registration tag too long.")
		s.RunInPage(page, `
			const {sync} = await navigator.serviceWorker.getRegistration();
			for (const call of [() => sync.register(), () => SyncManager.prototype.register.call({}, 'outbox'), () => SyncManager.prototype.getTags.call({})]) {
				const error = await call().catch((error) => error);
				if (!(error instanceof TypeError)) throw error;
			}
			// The app does not handle this rejection, so it is reported.
			const reported = new Promise((resolve) => addEventListener('unhandledrejection', resolve, {once: true}));
			void sync.register();
			await reported;
			if (!(sync instanceof SyncManager)) throw new Error('sync is no SyncManager');`, nil)
		s.AwaitNoTags(page)
	})
}

// C19, C58: getTags() lists a tag that native support is just refusing.
func TestC58CallsKeepTheirOrder(t *testing.T) {
	harness.InNativeTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{takeOverBroken: true}`
		page := s.Open("/options.html")
		s.SetNativePermission("denied")
		s.GoOffline(page)
		const order = `
			void sync.register(args);
			return sync.getTags();`
		fromPage := harness.FromPage[[]string](s, page, `const {sync} = await navigator.serviceWorker.getRegistration();`+order, "page")
		fromWorker := harness.FromWorker[[]string](s, page, `const {sync} = registration;`+order, "worker")
		if !slices.Contains(fromPage, "page") || !slices.Contains(fromWorker, "worker") {
			t.Errorf("getTags() lists %q in the page and %q in the worker, want the tag that each has registered", fromPage, fromWorker)
		}
		s.GoOnline()
		s.CompleteInAnyOrder("page", "worker")
		s.AwaitNoTags(page)
	})
}

// C58: without the option nothing is taken over, because the rejection can be the user's
// wish.
func TestC58OffByDefault(t *testing.T) {
	harness.InNativeTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.SetNativePermission("denied")
		s.Rejects(s.TryRegister(page, "outbox"), "NotAllowedError", "Permission denied.")
		s.HasDownloadedCore(0)
	})
}

// C58: if the worker does not take over, the native rejection reaches the page.
func TestC58InThePageAlone(t *testing.T) {
	harness.InParallel(t, harness.NativeTargets(), func(t *testing.T, s *harness.Site) {
		s.Options = `{takeOverBroken: true}`
		s.Serve("/plain-worker.js", harness.JavaScript(`importScripts('/background-sync-worker.js');`))
		page := s.Open("/options.html?worker=/plain-worker.js")
		s.SetNativePermission("denied")
		s.Rejects(s.TryRegister(page, "outbox"), "NotAllowedError", "Permission denied.")
	})
}

// C58: a database that does not answer delays nothing that native support has accepted.
func TestC58DatabaseDoesNotAnswer(t *testing.T) {
	harness.InParallel(t, harness.NativeTargets(), func(t *testing.T, s *harness.Site) {
		s.Options = `{takeOverBroken: true}`
		page := s.Open("/options.html")
		s.SetNativePermission("denied")
		s.Register(page, "outbox") // The polyfill's database exists from now on.
		s.Complete(page, "outbox")
		s.SetNativePermission("granted")
		s.RunInPage(page, `IDBFactory.prototype.open = () => new EventTarget()`, nil)
		s.Register(page, "native")
		event := s.NextEventOf("native")
		s.HasTags(page, "native")
		event.Succeed()
	})
}
