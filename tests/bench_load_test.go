//go:build linux && bench

package tests

import (
	"fmt"

	"background-sync-polyfill/tests/harness"
)

var loadRows = []measurement{
	{
		lines: []string{"a worker's first fetch, against without the polyfill"}, unit: "ms", rounds: 30, native: true,
		open: func(s *side) {
			s.other = newSide(s.T, s.engine, s.build)
			s.other.openOutside("/bench-fetching-worker.js?plain")
			s.openOutside("/bench-fetching-worker.js")
		},
		ours:      (*side).firstFetch,
		reference: func(s *side) []float64 { return s.other.firstFetch() },
	},
	{
		lines: []string{"page load to interactive, against without the polyfill", "page load to the load event"},
		unit:  "ms", rounds: 40, native: true,
		ours:      func(s *side) []float64 { return s.load(benchPage) },
		reference: func(s *side) []float64 { return s.load(benchPlain) },
	},
}

// scope is the scope of the worker that answers fetches. The page is outside: in WebKit a
// worker ends with its page, and the page's own load would start the worker again.
const scope = "/bench-scope/"

// openOutside opens a page outside the scope of its worker.
func (s *side) openOutside(script string) {
	s.T.Helper()
	s.page = s.OpenWithoutWaiting("/bench-plain.html?worker=none")
	s.Must(s.page.Eval(s.Ctx, `
		await activated(await navigator.serviceWorker.register(args.script, {scope: args.scope}));`, map[string]string{"script": script, "scope": scope}, nil))
}

// firstFetch loads a frame in the scope of a worker that does not run, and returns the
// milliseconds that it took.
func (s *side) firstFetch() []float64 {
	s.T.Helper()
	s.show()
	s.StopWorkers()
	got := harness.FromPage[started](s.Site, s.page, `
		const frame = document.createElement('iframe');
		frame.src = args;
		const loaded = new Promise((resolve) => (frame.onload = resolve));
		const begun = performance.now();
		document.body.append(frame);
		await loaded;
		const took = performance.now() - begun;
		const age = Number(frame.contentDocument.body.textContent);
		frame.remove();
		return {took, age, elapsed: took};`, scope)
	got.check(s)
	return []float64{got.Took}
}

// load loads a page of the app, and returns the milliseconds until it is interactive and until
// its load event.
func (s *side) load(page string) []float64 {
	s.T.Helper()
	s.show()
	s.blocks++
	s.Must(s.page.Navigate(s.Ctx, fmt.Sprintf("%s%s&%d", s.Origin(), page, s.blocks)))
	return harness.FromPage[[]float64](s.Site, s.page, `
		const {domInteractive, loadEventStart} = performance.getEntriesByType('navigation')[0];
		return [domInteractive, loadEventStart];`, nil)
}
