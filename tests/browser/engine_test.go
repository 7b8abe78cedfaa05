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

func forEachEngine(t *testing.T, test func(t *testing.T, s *session)) {
	for _, e := range Engines() {
		t.Run(e.Name(), func(t *testing.T) {
			s := &session{t: t, engine: e, profile: t.TempDir()}
			s.ctx, s.cancel = context.WithTimeout(t.Context(), limit)
			defer s.cancel()
			s.start()
			defer func() { s.must(s.browser.Close()) }()
			test(t, s)
		})
	}
}

// session is a browser with an origin of its own.
type session struct {
	t       *testing.T
	ctx     context.Context
	cancel  context.CancelFunc
	engine  Engine
	profile string
	browser Browser
}

func (s *session) start() {
	s.t.Helper()
	b, err := s.engine.Start(s.ctx, s.profile)
	s.must(err)
	s.browser = b
}

func (s *session) open(url string) Page {
	s.t.Helper()
	p, err := s.browser.Open(s.ctx, url)
	s.must(err)
	return p
}

func (s *session) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// eval returns what the script returns in the page.
func eval[T any](s *session, p Page, script string, args any) T {
	s.t.Helper()
	var v T
	s.must(p.Eval(s.ctx, script, args, &v))
	return v
}

// ends are the two ways in which a browser ends.
var ends = map[string]func(Browser) error{"Close": Browser.Close, "Kill": Browser.Kill}

func TestNavigateLoadsAnotherDocument(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		o, other := origin(t), origin(t)
		p := s.open(o.Origin())
		for _, url := range []string{o.Origin() + "/again", o.Origin() + "/again", other.Origin() + "/"} {
			s.must(p.Eval(s.ctx, `window.old = true`, nil, nil))
			s.must(p.Navigate(s.ctx, url))
			if got := eval[string](s, p, `return window.old ? 'old' : location.href`, nil); got != url {
				t.Errorf("the page is %s, want %s", got, url)
			}
		}
		s.must(o.Stop())
		if err := p.Navigate(s.ctx, o.Origin()); err == nil {
			t.Error("the page went to an origin that is down")
		}
	})
}

func TestOpenFailsWhenTheOriginIsDown(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		o := origin(t)
		s.must(o.Stop())
		if _, err := s.browser.Open(s.ctx, o.Origin()); err == nil {
			t.Fatal("a page opened with its origin down")
		}
		s.must(o.Start())
		s.open(o.Origin())
	})
}

func TestStorageAndWorkersSurviveTheBrowser(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		o := origin(t)
		p := s.open(o.Origin())
		registerWorker(s, p)
		for name, end := range ends {
			s.must(p.Eval(s.ctx, putScript, name, nil))
			before := bootID(s, p)
			s.must(end(s.browser))
			s.start()
			p = s.open(o.Origin())
			if got := eval[string](s, p, getScript, nil); got != name {
				t.Errorf("after %s IndexedDB holds %q", name, got)
			}
			if after := bootID(s, p); after == before {
				t.Errorf("after %s the worker is still the same", name)
			}
		}
	})
}

func TestStopWorkersEndsTheWorker(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		p := s.open(origin(t).Origin())
		registerWorker(s, p)
		seen := map[string]bool{}
		for range 3 {
			id := bootID(s, p)
			if id != bootID(s, p) {
				t.Fatal("the worker ended by itself")
			}
			if seen[id] {
				t.Fatal("the worker is still running")
			}
			seen[id] = true
			s.must(s.browser.StopWorkers(s.ctx))
			if !eval[bool](s, p, `return navigator.locks.request('running', {ifAvailable: true}, (lock) => lock !== null)`, nil) {
				t.Error("the worker still holds its lock")
			}
		}
	})
}

func TestTheLinkDecidesWhetherThePageIsOnline(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		p := s.open(origin(t).Origin())
		s.must(p.Eval(s.ctx, watchOnlineScript, nil, nil))
		for range 2 {
			s.must(p.Eval(s.ctx, `await window.online(true)`, nil, nil))
			s.must(network.Down())
			t.Cleanup(func() { s.must(network.Up()) })
			s.must(p.Eval(s.ctx, `await window.online(false)`, nil, nil))
			s.must(network.Up())
		}
		s.must(p.Eval(s.ctx, `await window.online(true)`, nil, nil))
		got := eval[[]string](s, p, `return window.events`, nil)
		if want := "offline online offline online"; join(got) != want {
			t.Errorf("the page saw %v, want %s", got, want)
		}
	})
}

func TestBackgroundHidesThePage(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		p := s.open(origin(t).Origin())
		for range 2 {
			if got := eval[string](s, p, `return document.visibilityState`, nil); got != "visible" {
				t.Fatalf("the page is %s", got)
			}
			s.must(p.Background(s.ctx))
			s.must(p.Foreground(s.ctx))
		}
	})
}

func TestTwoPagesShareTheOrigin(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		o := origin(t)
		one := s.open(o.Origin())
		registerWorker(s, one)
		two := s.open(o.Origin())
		if bootID(s, one) != bootID(s, two) {
			t.Error("the pages have different workers")
		}
		s.must(awaitVisibility(s.ctx, one, "hidden"))
		s.must(two.Close(s.ctx))
		s.must(one.Eval(s.ctx, `return 1`, nil, nil))
	})
}

func TestClosingAPageTellsThePage(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		o := origin(t)
		closing, other := s.open(o.Origin()), s.open(o.Origin())
		s.must(closing.Eval(s.ctx, `
			const channel = new BroadcastChannel('test');
			window.addEventListener('pagehide', () => channel.postMessage('pagehide'));`, nil, nil))
		s.must(other.Eval(s.ctx, `
			const channel = new BroadcastChannel('test');
			window.heard = new Promise((done) => { channel.onmessage = (event) => done(event.data); });`, nil, nil))
		s.must(closing.Close(s.ctx))
		if got := eval[string](s, other, `return window.heard`, nil); got != "pagehide" {
			t.Errorf("the other page heard %s", got)
		}
	})
}

func TestTheBrowserOutlivesItsLastPage(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		o := origin(t)
		for range 3 {
			s.must(s.open(o.Origin()).Close(s.ctx))
		}
		s.open(o.Origin())
	})
}

func TestNothingIsLeftRunning(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		for name, end := range ends {
			s.open(origin(t).Origin())
			if len(descendants(os.Getpid())) < 3 {
				t.Fatalf("the browser runs as %v", descendants(os.Getpid()))
			}
			s.must(end(s.browser))
			if left := descendants(os.Getpid()); len(left) > 0 {
				t.Errorf("left after %s: %v", name, left)
			}
			s.must(end(s.browser))
			s.start()
		}
	})
}
