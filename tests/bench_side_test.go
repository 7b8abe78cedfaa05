//go:build linux && bench

package tests

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
	"background-sync-polyfill/tests/network"
)

// side is an app on one build of the polyfill, or on native support, at an origin of its own.
type side struct {
	*harness.Site
	build  build
	engine browser.Engine
	page   browser.Page
	// other is the reference, where it needs an origin of its own.
	other *side
	// blocks counts the blocks of registered tags, so that each tag is new.
	blocks int
}

const (
	benchPage  = "/bench-page.html?worker=/bench-worker.js"
	benchPlain = "/bench-plain.html?worker=/bench-worker.js"
)

func newSide(t *testing.T, engine browser.Engine, build build) *side {
	t.Helper()
	s := &side{Site: harness.NewSite(t, harness.Target{Name: engine.Name(), Engine: engine, Native: build.native}), build: build, engine: engine}
	var cancel context.CancelFunc
	s.Ctx, cancel = context.WithTimeout(t.Context(), benchLimit)
	t.Cleanup(cancel)
	s.serveFiles("/", build.dist, func(w http.ResponseWriter, r *http.Request, name string) {
		http.ServeFile(w, r, filepath.Join(build.dist, name))
	})
	s.serveFiles("/bench-", "fixtures/bench", func(w http.ResponseWriter, _ *http.Request, name string) {
		s.ServeFixture(w, "bench/"+name)
	})
	return s
}

// serveFiles serves each file of a directory, by its name behind the prefix.
func (s *side) serveFiles(prefix, directory string, serve func(w http.ResponseWriter, r *http.Request, name string)) {
	s.T.Helper()
	files, err := os.ReadDir(directory)
	s.Must(err)
	for _, file := range files {
		s.Serve(prefix+file.Name(), func(w http.ResponseWriter, r *http.Request) { serve(w, r, file.Name()) })
	}
}

// openApp opens a page of the app, with the core running.
func (s *side) openApp() {
	s.T.Helper()
	s.page = s.Open(benchPage)
}

// all is this side and its reference.
func (s *side) all() []*side {
	if s.other == nil {
		return []*side{s}
	}
	return []*side{s, s.other}
}

// goOffline takes the network away from the browser, and the servers with it.
func goOffline(sides []*side) {
	sides[0].Must(network.Down())
	for _, s := range sides {
		for _, one := range s.all() {
			one.Offline = true
			one.AwaitOnLine(one.page, false)
			one.StopServer()
		}
	}
	if native := sides[len(sides)-1]; native.build.native {
		native.AwaitLostLink()
	}
}

// leaveSides removes the stored tags before the network is back. They would fire during the
// next measurement.
func leaveSides(sides []*side) {
	for _, s := range sides {
		for _, one := range s.all() {
			one.clear()
		}
	}
}

// clear removes the stored tags. Where support is native, only unregistering the worker does so.
// Elsewhere the registration stays, because WebKit would also lose the one of the next origin.
func (s *side) clear() {
	s.T.Helper()
	s.Must(s.page.Eval(s.Ctx, `
		for (const registration of await navigator.serviceWorker.getRegistrations()) {
			if (args) await registration.unregister();
			else await removeTags(registration, '');
		}`, s.build.native, nil))
}

// anew calls measure at an origin that the browser has not seen before, with nothing stored there
// and the core running. Removed records would slow down the measurement: see inTurn.
func (s *side) anew(measure func(s *side) []float64) []float64 {
	s.T.Helper()
	fresh := newSide(s.T, s.engine, s.build)
	fresh.Offline = s.Offline // All origins share the link.
	fresh.openApp()
	fresh.show()
	fresh.startCore()
	if s.Offline {
		fresh.StopServer()
	}
	got := measure(fresh)
	fresh.clear()
	fresh.Must(fresh.page.Close(fresh.Ctx))
	fresh.Pages = nil
	return got
}

// show makes the page visible, because browsers give hidden pages less time.
func (s *side) show() {
	s.T.Helper()
	s.Must(s.page.Foreground(s.Ctx))
}

// inPage runs a script in the page, which sees registration.
func inPage[T any](s *side, script string, args any) T {
	s.T.Helper()
	return harness.FromPage[T](s.Site, s.page, `const registration = await navigator.serviceWorker.getRegistration();`+script, args)
}

// startCore starts the core and leaves no tag stored. If the browser is online, the event of a tag
// has come and gone by then.
func (s *side) startCore() {
	s.T.Helper()
	if s.build.native {
		return
	}
	inPage[any](s, `
		await registration.sync.register('warm-up');
		if (args) await removeTags(registration, 'warm-up');
		else await ask(registration, 'span', {count: 1});
		await settled(registration);`, s.Offline)
	s.AwaitNoTags(s.page)
}

// storeTags stores this many tags and starts the core. Where support is native, it registers the
// tags, because there is no other way.
func (s *side) storeTags(count int) {
	s.T.Helper()
	s.show()
	s.startCore()
	got := inPage[int](s, `
		const tags = tagsOf('stored ', args.count);
		if (args.native) await Promise.all(tags.map((tag) => registration.sync.register(tag)));
		else await storeTags(registration, tags);
		return (await registration.sync.getTags()).length;`, map[string]any{"count": count, "native": s.build.native})
	if got != count {
		s.T.Fatalf("%d tags are stored, want %d", got, count)
	}
}

// inTurn makes calls in turn, each a JavaScript expression that sees a new tag, and returns the
// milliseconds that each took. The tags stay: Chromium steps over each removed record whenever it
// looks through a store, so a thousand removed records would slow down all later reads.
func (s *side) inTurn(times int, call string) []float64 {
	s.T.Helper()
	s.show()
	s.blocks++
	return []float64{inPage[float64](s, `
		await settled(registration);
		const prefix = 'new ' + args.block + ' ';
		return inTurn(args.times, (i) => {
			const tag = prefix + i;
			return `+call+`;
		});`, map[string]any{"times": times, "block": s.blocks})}
}
