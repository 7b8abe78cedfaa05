//go:build linux

package tests

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/network"
)

// site is an app at an origin of its own, in one browser.
type site struct {
	*app
	t        *testing.T
	ctx      context.Context
	target   target
	browser  browser.Browser
	profile  string
	listener *network.Listener
	pages    []browser.Page
	offline  bool
	// arrived is set once an event has come.
	arrived bool
	// reports are those errors of the worker that the check expects.
	reports int
}

func newSite(t *testing.T, target target) *site {
	t.Helper()
	s := &site{app: newApp(!target.native), t: t, target: target}
	var cancel context.CancelFunc
	s.ctx, cancel = context.WithTimeout(t.Context(), limit)
	var err error
	s.listener, err = network.Listen(s.app)
	s.must(err)
	s.browser = sharedBrowser(t, target.engine)
	t.Cleanup(func() {
		defer cancel()
		s.leave()
	})
	return s
}

// ownBrowser gives the check a browser that it may kill.
func (s *site) ownBrowser() {
	s.t.Helper()
	s.profile = s.t.TempDir()
	s.startBrowser()
	s.t.Cleanup(func() { _ = s.browser.Close() })
}

func (s *site) startBrowser() {
	s.t.Helper()
	var err error
	s.browser, err = s.target.engine.Start(s.ctx, s.profile)
	s.must(err)
	s.pages = nil
}

// restart kills the browser and starts it on the same profile.
func (s *site) restart() {
	s.t.Helper()
	s.must(s.browser.Kill())
	s.startBrowser()
}

// leave checks what every check demands: no event that nobody awaited, nothing
// uncaught in the worker.
func (s *site) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if s.offline {
		s.goOnline()
		// When Chromium hears of the network, it cuts what it is loading: the next check's page, perhaps.
		for _, page := range s.pages {
			_ = page.Eval(ctx, `while (!navigator.onLine) await new Promise((done) => setTimeout(done, 10));`, nil, nil)
		}
	}
	for _, page := range s.pages {
		// One more trip to the worker: an event that is on its way gets here first.
		if s.arrived {
			_ = page.Eval(ctx, `
				for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.sync.getTags();`, nil, nil)
		}
		_ = page.Close(ctx)
	}
	_ = s.listener.Stop()
	select {
	case extra := <-s.arrivals:
		s.t.Errorf("one more sync event than expected: tag %q, lastChance %v", extra.Tag, extra.LastChance)
	default:
	}
	if reported := s.reported(); len(reported) != s.reports {
		s.t.Errorf("uncaught in the worker: %q, %d expected", reported, s.reports)
	}
}

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// open opens a page of the app and returns once its worker is active.
func (s *site) open(path string) browser.Page {
	s.t.Helper()
	page := s.openBare(path)
	s.must(page.Eval(s.ctx, `await registered; await navigator.serviceWorker.ready`, nil, nil))
	return page
}

// openBare opens a page and waits for no worker.
func (s *site) openBare(path string) browser.Page {
	s.t.Helper()
	page, err := s.browser.Open(s.ctx, s.listener.Origin()+path)
	s.must(err)
	s.pages = append(s.pages, page)
	return page
}

// goOffline takes the network away from the browser, and the server with it once the page
// knows: an event that fails then has failed offline.
func (s *site) goOffline(page browser.Page) {
	s.t.Helper()
	s.offline = true
	s.must(network.Down())
	s.awaitOnLine(page, false)
	s.must(s.listener.Stop())
	if s.target.native {
		// Chromium's browser process believes in a lost link only after some
		// seconds, and nothing that a page can see tells when.
		time.Sleep(4 * time.Second)
	}
}

func (s *site) goOnline() {
	s.t.Helper()
	s.must(s.listener.Start())
	s.must(network.Up())
	s.offline = false
}

// startServer lets pages load while the link is down. When the link comes up, Chromium cuts
// what it is loading, and once more when an address follows.
func (s *site) startServer() {
	s.t.Helper()
	s.must(s.listener.Start())
}

func (s *site) awaitOnLine(page browser.Page, online bool) {
	s.t.Helper()
	s.must(page.Eval(s.ctx, `
		while (navigator.onLine !== args) {
			await new Promise((done) => {
				addEventListener('online', done, {once: true});
				addEventListener('offline', done, {once: true});
			});
		}`, online, nil))
}

// register registers a tag from the page.
func (s *site) register(page browser.Page, tag string) {
	s.t.Helper()
	s.must(s.tryRegister(page, tag))
}

// registerInWorker registers a tag in the worker, and returns once what that wakes
// has looked at the network: before a later call is answered.
func registerInWorker(s *site, page browser.Page, tag string) {
	s.t.Helper()
	worker[any](s, page, `
		await registration.sync.register(args);
		await registration.sync.getTags();`, tag)
}

func (s *site) tryRegister(page browser.Page, tag string) error {
	return page.Eval(s.ctx, `
		const registration = await navigator.serviceWorker.getRegistration();
		await registration.sync.register(args);`, tag, nil)
}

// tags lists the tags that the page sees.
func (s *site) tags(page browser.Page) []string {
	s.t.Helper()
	tags := []string{}
	s.must(page.Eval(s.ctx, `
		const registration = await navigator.serviceWorker.getRegistration();
		return registration.sync.getTags();`, nil, &tags))
	return tags
}

// hasTags checks the tags that the page sees, in any order.
func (s *site) hasTags(page browser.Page, want ...string) {
	s.t.Helper()
	got := s.tags(page)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		s.t.Errorf("the tags are %q, want %q", got, want)
	}
}

// result waits for what a script in the worker posts.
func (s *site) result() string {
	s.t.Helper()
	select {
	case result := <-s.results:
		return result
	case <-s.ctx.Done():
		s.t.Fatal("no result came")
		return ""
	}
}

// awaitTags waits until the page sees these tags.
func (s *site) awaitTags(page browser.Page, want ...string) {
	s.t.Helper()
	for {
		got := s.tags(page)
		if fmt.Sprintf("%q", got) == fmt.Sprintf("%q", want) {
			return
		}
		if s.ctx.Err() != nil {
			s.t.Fatalf("the tags are still %q, want %q", got, want)
		}
	}
}

// worker runs a script in the active worker: the body of an async function that
// sees args, and boot, an id that is new each time the worker starts.
func worker[T any](s *site, page browser.Page, script string, args any) T {
	s.t.Helper()
	var value T
	s.must(page.Eval(s.ctx, `
		const {active} = await navigator.serviceWorker.getRegistration();
		const {port1, port2} = new MessageChannel();
		active.postMessage(args, [port2]);
		const {data} = await new Promise((resolve) => (port1.onmessage = resolve));
		if (data.error) throw new DOMException(data.error.message, data.error.name);
		return JSON.parse(data.value);`, map[string]any{"probe": script, "args": args}, &value))
	return value
}

// page evaluates a script in a page and returns what it returns.
func eval[T any](s *site, page browser.Page, script string, args any) T {
	s.t.Helper()
	var value T
	s.must(page.Eval(s.ctx, script, args, &value))
	return value
}

// rejects checks that a script rejected with that name and message.
func (s *site) rejects(err error, name, message string) {
	s.t.Helper()
	var thrown *browser.ScriptError
	if !errors.As(err, &thrown) {
		s.t.Fatalf("%v, want a rejection with %s", err, name)
	}
	if thrown.Name != name || thrown.Message != message {
		s.t.Errorf("rejected with\n%s: %s, want\n%s: %s", thrown.Name, thrown.Message, name, message)
	}
}

// rejectsWith checks that a script rejected with that name and a message that contains
// each of the facts.
func (s *site) rejectsWith(err error, name string, facts ...string) {
	s.t.Helper()
	var thrown *browser.ScriptError
	if !errors.As(err, &thrown) {
		s.t.Fatalf("%v, want a rejection with %s", err, name)
	}
	if thrown.Name != name || !containsAll(thrown.Message, facts) {
		s.t.Errorf("rejected with\n%s: %s, want\n%s with %q in the message", thrown.Name, thrown.Message, name, facts)
	}
}

// containsAll reports whether the text contains each of the facts.
func containsAll(text string, facts []string) bool {
	return !slices.ContainsFunc(facts, func(fact string) bool { return !strings.Contains(text, fact) })
}

// untilAt waits until the page shows that path.
func untilAt(s *site, page browser.Page, path string) error {
	for s.ctx.Err() == nil {
		var at string
		if err := page.Eval(s.ctx, `return location.pathname`, nil, &at); err == nil && at == path {
			return nil
		}
	}
	return s.ctx.Err()
}
