//go:build linux

package browser

import (
	"context"
	"os"
	"testing"
	"time"

	"background-sync-polyfill/tests/network"
)

func TestMain(m *testing.M) {
	network.Enter()
	if way := os.Getenv(wayVariable); way != "" {
		endThisWay(way)
	}
	os.Exit(m.Run())
}

// limit is far beyond what any step takes. It only keeps a broken browser from
// hanging the run.
const limit = time.Minute

func forEachEngine(t *testing.T, test func(t *testing.T, f *fixture)) {
	for _, e := range Engines() {
		t.Run(e.Name(), func(t *testing.T) {
			f := &fixture{t: t, engine: e, profile: t.TempDir()}
			f.ctx, f.cancel = context.WithTimeout(t.Context(), limit)
			defer f.cancel()
			f.start()
			defer func() { f.must(f.browser.Close()) }()
			test(t, f)
		})
	}
}

// fixture is a browser on a profile of its own for one test.
type fixture struct {
	t       *testing.T
	ctx     context.Context
	cancel  context.CancelFunc
	engine  Engine
	profile string
	browser Browser
}

func (f *fixture) start() {
	f.t.Helper()
	b, err := f.engine.Start(f.ctx, f.profile)
	f.must(err)
	f.browser = b
}

func (f *fixture) open(url string) Page {
	f.t.Helper()
	p, err := f.browser.Open(f.ctx, url)
	f.must(err)
	return p
}

func (f *fixture) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// eval returns what the script returns in the page.
func eval[T any](f *fixture, p Page, script string, args any) T {
	f.t.Helper()
	var v T
	f.must(p.Eval(f.ctx, script, args, &v))
	return v
}

// ends are the two ways in which a browser ends.
var ends = map[string]func(Browser) error{"Close": Browser.Close, "Kill": Browser.Kill}

func TestNavigateLoadsAnotherDocument(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		o, other := origin(t), origin(t)
		p := f.open(o.Origin())
		for _, url := range []string{o.Origin() + "/again", o.Origin() + "/again", other.Origin() + "/"} {
			f.must(p.Eval(f.ctx, `window.old = true`, nil, nil))
			f.must(p.Navigate(f.ctx, url))
			if got := eval[string](f, p, `return window.old ? 'old' : location.href`, nil); got != url {
				t.Errorf("the page is %s, want %s", got, url)
			}
		}
		f.must(o.Stop())
		if err := p.Navigate(f.ctx, o.Origin()); err == nil {
			t.Error("the page went to an origin that is down")
		}
	})
}

func TestOpenFailsWhenTheOriginIsDown(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		o := origin(t)
		f.must(o.Stop())
		if _, err := f.browser.Open(f.ctx, o.Origin()); err == nil {
			t.Fatal("a page opened with its origin down")
		}
		f.must(o.Start())
		f.open(o.Origin())
	})
}

func TestStorageAndWorkersSurviveTheBrowser(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		o := origin(t)
		p := f.open(o.Origin())
		registerWorker(f, p)
		for name, end := range ends {
			f.must(p.Eval(f.ctx, putScript, name, nil))
			before := bootID(f, p)
			f.must(end(f.browser))
			f.start()
			p = f.open(o.Origin())
			if got := eval[string](f, p, getScript, nil); got != name {
				t.Errorf("after %s IndexedDB holds %q", name, got)
			}
			if after := bootID(f, p); after == before {
				t.Errorf("after %s the worker is still the same", name)
			}
		}
	})
}

func TestStopWorkersEndsTheWorker(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		p := f.open(origin(t).Origin())
		registerWorker(f, p)
		seen := map[string]bool{}
		for range 3 {
			id := bootID(f, p)
			if id != bootID(f, p) {
				t.Fatal("the worker ended by itself")
			}
			if seen[id] {
				t.Fatal("the worker is still running")
			}
			seen[id] = true
			f.must(f.browser.StopWorkers(f.ctx))
			if !eval[bool](f, p, `return navigator.locks.request('running', {ifAvailable: true}, (lock) => lock !== null)`, nil) {
				t.Error("the worker still holds its lock")
			}
		}
	})
}

func TestTheLinkDecidesWhetherThePageIsOnline(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		p := f.open(origin(t).Origin())
		f.must(p.Eval(f.ctx, watchOnlineScript, nil, nil))
		for range 2 {
			f.must(p.Eval(f.ctx, `await window.online(true)`, nil, nil))
			f.must(network.Down())
			t.Cleanup(func() { f.must(network.Up()) })
			f.must(p.Eval(f.ctx, `await window.online(false)`, nil, nil))
			f.must(network.Up())
		}
		f.must(p.Eval(f.ctx, `await window.online(true)`, nil, nil))
		got := eval[[]string](f, p, `return window.events`, nil)
		if want := "offline online offline online"; join(got) != want {
			t.Errorf("the page saw %v, want %s", got, want)
		}
	})
}

func TestBackgroundHidesThePage(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		p := f.open(origin(t).Origin())
		for range 2 {
			if got := eval[string](f, p, `return document.visibilityState`, nil); got != "visible" {
				t.Fatalf("the page is %s", got)
			}
			f.must(p.Background(f.ctx))
			f.must(p.Foreground(f.ctx))
		}
	})
}

func TestTwoPagesShareTheOrigin(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		o := origin(t)
		one := f.open(o.Origin())
		registerWorker(f, one)
		two := f.open(o.Origin())
		if bootID(f, one) != bootID(f, two) {
			t.Error("the pages have different workers")
		}
		f.must(awaitVisibility(f.ctx, one, "hidden"))
		f.must(two.Close(f.ctx))
		f.must(one.Eval(f.ctx, `return 1`, nil, nil))
	})
}

func TestClosingAPageTellsThePage(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		o := origin(t)
		closing, other := f.open(o.Origin()), f.open(o.Origin())
		f.must(closing.Eval(f.ctx, `
			const channel = new BroadcastChannel('test');
			window.addEventListener('pagehide', () => channel.postMessage('pagehide'));`, nil, nil))
		f.must(other.Eval(f.ctx, `
			const channel = new BroadcastChannel('test');
			window.heard = new Promise((done) => { channel.onmessage = (event) => done(event.data); });`, nil, nil))
		f.must(closing.Close(f.ctx))
		if got := eval[string](f, other, `return window.heard`, nil); got != "pagehide" {
			t.Errorf("the other page heard %s", got)
		}
	})
}

func TestTheBrowserOutlivesItsLastPage(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		o := origin(t)
		for range 3 {
			f.must(f.open(o.Origin()).Close(f.ctx))
		}
		f.open(o.Origin())
	})
}

func TestNothingIsLeftRunning(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		for name, end := range ends {
			f.open(origin(t).Origin())
			if len(Descendants(os.Getpid())) < 3 {
				t.Fatalf("the browser runs as %v", Descendants(os.Getpid()))
			}
			f.must(end(f.browser))
			if left := Descendants(os.Getpid()); len(left) > 0 {
				t.Errorf("left after %s: %v", name, left)
			}
			f.must(end(f.browser))
			f.start()
		}
	})
}
