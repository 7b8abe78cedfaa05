//go:build linux

package harness

import (
	"io"
	"net/http"
	"strings"

	"background-sync-polyfill/tests/browser"
)

// BreakMethod replaces a method of a class in the worker. The body is the new function's:
// it sees the method as original and its arguments as args.
func (s *Site) BreakMethod(page browser.Page, class, method, body string) {
	s.T.Helper()
	s.RunInWorker(page, `
		const {prototype} = self[args.class];
		const original = prototype[args.method];
		const replacement = new Function('original', 'return function (...args) { broken.calls++; ' + args.body + ' }')(original);
		self.broken ??= {calls: 0, mends: []};
		broken.mends.push(() => (prototype[args.method] = original));
		prototype[args.method] = replacement;`,
		map[string]string{"class": class, "method": method, "body": body})
}

// MendMethods takes back what [Site.BreakMethod] did, and returns how often the broken
// methods were called.
func (s *Site) MendMethods(page browser.Page) (calls int) {
	s.T.Helper()
	return FromWorker[int](s, page, `
		for (const mend of broken.mends.splice(0).reverse()) mend();
		return broken.calls;`, nil)
}

// WatchFailedWakeUps prepares [Site.AwaitFailedWakeUp].
func (s *Site) WatchFailedWakeUps(page browser.Page) {
	s.T.Helper()
	s.RunInWorker(page, `
		const {error} = console;
		self.failed = new Promise((resolve) => {
			console.error = (...args) => {
				if (String(args[0]).includes('stored tags')) resolve();
				error(...args);
			};
		});`, nil)
}

// AwaitFailedWakeUp waits for the first wake-up after [Site.WatchFailedWakeUps] that has
// failed, and of which the console says that it is tried again.
func (s *Site) AwaitFailedWakeUp(page browser.Page) {
	s.T.Helper()
	s.RunInWorker(page, `await failed`, nil)
}

// CatchReports returns what the worker reports as uncaught from now on. Without it, such a
// report fails the check.
func (s *Site) CatchReports() <-chan string {
	reports := make(chan string, 10)
	s.Serve("/errors", func(_ http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		reports <- string(text)
	})
	return reports
}

// AwaitReport waits for the next report, which must contain the text.
func (s *Site) AwaitReport(reports <-chan string, text string) {
	s.T.Helper()
	select {
	case got := <-reports:
		if !strings.Contains(got, text) {
			s.T.Errorf("the worker has reported %q, want a report that contains %q", got, text)
		}
	case <-s.Ctx.Done():
		s.T.Errorf("the worker has reported nothing, want a report that contains %q", text)
	}
}

// SetNativePermission switches native Background Sync on, with "granted", or off, with
// "denied".
func (s *Site) SetNativePermission(setting string) {
	s.T.Helper()
	s.Must(s.Browser.(browser.Permissions).SetPermission(s.Ctx, s.Origin(), "background-sync", setting))
}
