//go:build linux && bench

package tests

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/network"
)

// side is an app on one build of the polyfill, or on native support, at an origin of its own.
type side struct {
	*site
	build  build
	engine browser.Engine
	page   browser.Page
	// other is what it is compared with, where that needs an origin of its own.
	other *side
	// blocks counts what was registered, so that each tag is a new one.
	blocks int
}

const (
	benchPage  = "/bench-page.html?worker=/bench-worker.js"
	benchPlain = "/bench-plain.html?worker=/bench-worker.js"
)

func newSide(t *testing.T, engine browser.Engine, build build) *side {
	t.Helper()
	s := &side{site: newSite(t, target{name: engine.Name(), engine: engine, native: build.native}), build: build, engine: engine}
	var cancel context.CancelFunc
	s.ctx, cancel = context.WithTimeout(t.Context(), benchLimit)
	t.Cleanup(cancel)
	s.serveFiles("/", build.dist, func(w http.ResponseWriter, r *http.Request, name string) {
		http.ServeFile(w, r, filepath.Join(build.dist, name))
	})
	s.serveFiles("/bench-", "fixtures/bench", func(w http.ResponseWriter, _ *http.Request, name string) {
		s.serveFixture(w, "bench/"+name)
	})
	return s
}

// serveFiles serves each file of a directory, by its name behind the prefix.
func (s *side) serveFiles(prefix, directory string, serve func(w http.ResponseWriter, r *http.Request, name string)) {
	s.t.Helper()
	files, err := os.ReadDir(directory)
	s.must(err)
	for _, file := range files {
		s.serve(prefix+file.Name(), func(w http.ResponseWriter, r *http.Request) { serve(w, r, file.Name()) })
	}
}

// openApp opens a page of the app, with the core running.
func (s *side) openApp() {
	s.t.Helper()
	s.page = s.open(benchPage)
}

// all is this side and what it is compared with.
func (s *side) all() []*side {
	if s.other == nil {
		return []*side{s}
	}
	return []*side{s, s.other}
}

// goOffline takes the network away from the browser, and the servers with it.
func goOffline(sides []*side) {
	sides[0].must(network.Down())
	native := false
	for _, s := range sides {
		for _, one := range s.all() {
			one.offline = true
			one.awaitOnLine(one.page, false)
			one.must(one.listener.Stop())
		}
		native = native || s.build.native
	}
	if native {
		time.Sleep(4 * time.Second) // As in site.goOffline.
	}
}

// leaveSides takes away what is stored, before the network is back: it would be fired in the
// middle of the next measurement.
func leaveSides(sides []*side) {
	for _, s := range sides {
		for _, one := range s.all() {
			one.clear()
		}
	}
}

// clear takes away what is stored. Nothing but the end of the worker's registration does so where
// support is native; elsewhere the registration stays, since WebKit would lose that of the next
// origin with it.
func (s *side) clear() {
	s.t.Helper()
	s.must(s.page.Eval(s.ctx, `
		for (const registration of await navigator.serviceWorker.getRegistrations()) {
			if (args) await registration.unregister();
			else await removeTags(registration, '');
		}`, s.build.native, nil))
}

// anew calls measure at an origin that the browser has not seen before, with nothing stored there
// and the core running. What was removed would be in the way otherwise, see inTurn.
func (s *side) anew(measure func(s *side) []float64) []float64 {
	s.t.Helper()
	fresh := newSide(s.t, s.engine, s.build)
	fresh.offline = s.offline // The link is one for all.
	fresh.openApp()
	fresh.show()
	fresh.startCore()
	if s.offline {
		fresh.must(fresh.listener.Stop())
	}
	got := measure(fresh)
	fresh.clear()
	fresh.must(fresh.page.Close(fresh.ctx))
	fresh.pages = nil
	return got
}

// show makes the page the visible one: browsers give the others less of the machine.
func (s *side) show() {
	s.t.Helper()
	s.must(s.page.Foreground(s.ctx))
}

// inPage runs a script in the page, which sees registration.
func inPage[T any](s *side, script string, args any) T {
	s.t.Helper()
	return eval[T](s.site, s.page, `const registration = await navigator.serviceWorker.getRegistration();`+script, args)
}

// startCore makes the core run, without a tag stored: the event has come and gone if the browser
// is online.
func (s *side) startCore() {
	s.t.Helper()
	if s.build.native {
		return
	}
	inPage[any](s, `
		await registration.sync.register('warm-up');
		if (args) await removeTags(registration, 'warm-up');
		else await ask(registration, 'span', {count: 1});
		await settled(registration);`, s.offline)
	s.awaitTags(s.page)
}

// storeTags makes that many tags be stored, and the core run. They have been registered where
// support is native, which has no other way.
func (s *side) storeTags(count int) {
	s.t.Helper()
	s.show()
	s.startCore()
	got := inPage[int](s, `
		const tags = tagsOf('stored ', args.count);
		if (args.native) await Promise.all(tags.map((tag) => registration.sync.register(tag)));
		else await storeTags(registration, tags);
		return (await registration.sync.getTags()).length;`, map[string]any{"count": count, "native": s.build.native})
	if got != count {
		s.t.Fatalf("%d tags are stored, want %d", got, count)
	}
}

// inTurn makes calls in turn, each a JavaScript expression that sees a new tag, and returns the
// milliseconds that each took. The tags stay: Chromium steps over each removed record whenever it
// looks through a store, so that a thousand of them slow down all that comes.
func (s *side) inTurn(times int, call string) []float64 {
	s.t.Helper()
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
