//go:build linux

package harness

import (
	"background-sync-polyfill/tests/browser"
)

// Origin is the app's origin, without a slash at its end.
func (s *Site) Origin() string { return s.listener.Origin() }

// Open opens a page of the app and returns once the app's worker is active. The query
// chooses the worker: fixtures/page.js lists its names.
func (s *Site) Open(path string) browser.Page {
	s.T.Helper()
	page := s.OpenWithoutWaiting(path)
	s.RunInPage(page, `await registered; await navigator.serviceWorker.ready`, nil)
	return page
}

// OpenWithoutWaiting opens a page of the app and waits for no worker.
func (s *Site) OpenWithoutWaiting(path string) browser.Page {
	s.T.Helper()
	page, err := s.Browser.Open(s.Ctx, s.Origin()+path)
	s.Must(err)
	s.Pages = append(s.Pages, page)
	return page
}

// Navigate makes the page go to another path of the app.
func (s *Site) Navigate(page browser.Page, path string) {
	s.T.Helper()
	s.Must(page.Navigate(s.Ctx, s.Origin()+path))
}

// AwaitPath waits until the page shows this path.
func (s *Site) AwaitPath(page browser.Page, path string) {
	s.T.Helper()
	for s.Ctx.Err() == nil {
		var at string
		if err := page.Eval(s.Ctx, `return location.pathname`, nil, &at); err == nil && at == path {
			return
		}
	}
	s.Must(s.Ctx.Err())
}

// HideAndShow hides the page and makes it visible again, which is a wake-up.
func (s *Site) HideAndShow(page browser.Page) {
	s.T.Helper()
	s.Must(page.Background(s.Ctx))
	s.Must(page.Foreground(s.Ctx))
}

// RunInPage runs a script in a page: the body of an async function that sees args.
func (s *Site) RunInPage(page browser.Page, script string, args any) {
	s.T.Helper()
	s.Must(page.Eval(s.Ctx, script, args, nil))
}

// FromPage runs a script as [Site.RunInPage] does, and returns what the script returns.
func FromPage[T any](s *Site, page browser.Page, script string, args any) T {
	s.T.Helper()
	var value T
	s.Must(page.Eval(s.Ctx, script, args, &value))
	return value
}

// RunInWorker runs a script in the active worker: the body of an async function that sees
// args, and boot, an id that is new each time the worker starts.
func (s *Site) RunInWorker(page browser.Page, script string, args any) {
	s.T.Helper()
	FromWorker[any](s, page, script, args)
}

// FromWorker runs a script as [Site.RunInWorker] does, and returns what the script returns.
func FromWorker[T any](s *Site, page browser.Page, script string, args any) T {
	s.T.Helper()
	return FromPage[T](s, page, `
		const {active} = await navigator.serviceWorker.getRegistration();
		const {port1, port2} = new MessageChannel();
		active.postMessage(args, [port2]);
		const {data} = await new Promise((resolve) => (port1.onmessage = resolve));
		if (data.error) throw new DOMException(data.error.message, data.error.name);
		return JSON.parse(data.value);`, map[string]any{"probe": script, "args": args})
}

// NextResult waits for the next text that a script posts to /results.
func (s *Site) NextResult() string {
	s.T.Helper()
	select {
	case result := <-s.Results:
		return result
	case <-s.Ctx.Done():
		s.T.Fatal("no result has come to /results")
		return ""
	}
}

// Unregister unregisters the page's service worker registration.
func (s *Site) Unregister(page browser.Page) {
	s.T.Helper()
	s.RunInPage(page, `
		const registration = await navigator.serviceWorker.getRegistration();
		if (!await registration.unregister()) throw new Error('unregister() has found no registration');`, nil)
}
