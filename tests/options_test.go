//go:build linux

package tests

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// options are right and wrong options, each with the words that its TypeError must contain:
// "" if the options are accepted. Page and worker take the same, so that one file can serve
// both. The values of the worker's options are checked in the worker alone.
var options = []struct{ options, inBoth, inWorkerOnly string }{
	{`undefined`, "", ""},
	{`{}`, "", ""},
	{`{maxAttempts: undefined}`, "", ""},
	{`{wasmURL: '/core/background-sync.wasm', maxAttempts: 1, initialRetryDelay: 0.5, retryDelayFactor: 1, maxEventDuration: 1e10}`, "", ""},

	{`{takeOverBroken: false, wasmBytes: new ArrayBuffer(1), connectivityProbe: () => true}`, "", ""},
	{`{wasmBytes: new DataView(new ArrayBuffer(1)), connectivityProbe: '/online'}`, "", ""},

	{`null`, "object", ""},
	{`true`, "object", ""},
	{`'force'`, "object", ""},
	{`['force']`, "object", ""},
	{`() => {}`, "object", ""},

	{`{maxRetries: 3}`, "maxRetries force connectivityProbe", ""},
	{`{toString: 1}`, "toString", ""},
	{`{['__proto__']: 1}`, "__proto__", ""},
	{`{Force: true}`, "Force", ""},

	{`{force: 1}`, "force", ""},
	{`{force: null}`, "force", ""},
	{`{takeOverBroken: 1}`, "takeOverBroken", ""},
	{`{disabled: 'false'}`, "disabled", ""},
	{`{wasmURL: ''}`, "", "wasmURL"},
	{`{wasmURL: 'http://'}`, "", "wasmURL"},
	{`{wasmURL: new URL('/background-sync.wasm', location.href)}`, "", "wasmURL"},
	{`{wasmBytes: [0, 97, 115, 109]}`, "", "wasmBytes"},
	{`{wasmBytes: new ArrayBuffer(1), wasmURL: '/core.wasm'}`, "", "wasmURL wasmBytes"},
	{`{connectivityProbe: true}`, "", "connectivityProbe"},
	{`{connectivityProbe: 'http://'}`, "", "connectivityProbe"},
	{`{maxAttempts: 0}`, "", "maxAttempts"},
	{`{maxAttempts: 1.5}`, "", "maxAttempts"},
	{`{maxAttempts: Infinity}`, "", "maxAttempts"},
	{`{maxAttempts: '3'}`, "", "maxAttempts"},
	{`{initialRetryDelay: 0}`, "", "initialRetryDelay"},
	{`{initialRetryDelay: 1e300}`, "", "initialRetryDelay"},
	{`{initialRetryDelay: Symbol()}`, "", "initialRetryDelay"},
	{`{initialRetryDelay: NaN}`, "", "initialRetryDelay"},
	{`{maxEventDuration: -1}`, "", "maxEventDuration"},
	{`{maxEventDuration: Infinity}`, "", "maxEventDuration"},
	{`{maxEventDuration: 3n}`, "", "maxEventDuration"},
	{`{retryDelayFactor: 0.5}`, "", "retryDelayFactor"},
	{`{retryDelayFactor: null}`, "", "retryDelayFactor"},
}

// An unknown option, or an option of the wrong type, is a TypeError that names it, in the
// page and in the worker, also where support is native.
func TestOptionsAreChecked(t *testing.T) {
	var all []string
	for _, test := range options {
		all = append(all, test.options)
	}
	list := "[" + strings.Join(all, ", ") + "]"
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.Options = list
		page := s.Open("/?worker=/options-worker.js")
		checkOutcomes(t, "page", harness.FromPage[[]string](s, page, `
			await import('/unmark.js');
			const outcomes = [];
			for (const options of new Function('return ' + args)()) {
				self.backgroundSyncPolyfillOptions = options;
				unmark();
				outcomes.push(await new Promise((resolve) => {
					const script = document.createElement('script');
					script.src = '/background-sync.js';
					addEventListener('error', (event) => {
						event.preventDefault();
						resolve(event.error.name + ': ' + event.error.message);
					}, {once: true});
					script.onload = () => resolve('accepted');
					document.head.append(script);
				}));
			}
			return outcomes;`, list))
		checkOutcomes(t, "worker", harness.FromWorker[[]string](s, page, `return outcomes`, nil))
	})
}

func checkOutcomes(t *testing.T, scope string, got []string) {
	t.Helper()
	if len(got) != len(options) {
		t.Fatalf("the %s gives %d outcomes, want %d", scope, len(got), len(options))
	}
	for i, test := range options {
		facts := strings.Fields(test.inBoth)
		if scope == "worker" {
			facts = append(facts, strings.Fields(test.inWorkerOnly)...)
		}
		switch {
		case len(facts) == 0 && got[i] != "accepted":
			t.Errorf("the %s answers %s with %s, want it to be accepted", scope, test.options, got[i])
		case len(facts) > 0 && !harness.ContainsAll(got[i], append(facts, "TypeError", "background-sync-polyfill")):
			t.Errorf("the %s answers %s with %s, want a TypeError that names %q", scope, test.options, got[i], facts)
		}
	}
}

// A page does not check the values of the worker's options. It could not check a URL where
// the page has no address of its own.
func TestOptionsWhereThePageHasNoAddress(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		const options = `self.backgroundSyncPolyfillOptions = {wasmURL: '/x', connectivityProbe: '/online'};`
		if got := harness.FromPage[string](s, page, `
			const frame = document.createElement('iframe');
			frame.srcdoc = '<script>onerror = (message) => { window.failure = message };' + args + '<\/script>' +
				'<script src="/background-sync.js"><\/script>';
			await new Promise((resolve) => { frame.onload = resolve; document.body.append(frame); });
			return frame.contentWindow.failure ?? frame.contentWindow.location.href;`, options); got != "about:srcdoc" {
			t.Errorf("in an <iframe srcdoc> the script gives %q, want about:srcdoc", got)
		}
		if got := harness.FromPage[string](s, page, `
			const source = args[0] + "try { importScripts('" + args[1] + "/background-sync.js'); postMessage(location.protocol); }" +
				"catch (error) { postMessage(error.message); }";
			const worker = new Worker(URL.createObjectURL(new Blob([source])));
			const {data} = await new Promise((resolve) => { worker.onmessage = resolve; });
			worker.terminate();
			return data;`, []string{options, s.Origin()}); got != "blob:" {
			t.Errorf("in a worker made from a blob the script gives %q, want blob:", got)
		}
	})
}

// Option force puts the polyfill in the place of native support. An onsync handler that
// was assigned before moves over.
func TestForceReplacesNativeSupport(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{force: true}`
		s.Serve("/forced-worker.js", harness.JavaScript(`
			const trusted = [];
			importScripts('/native.js', '/options.js');
			self.onsync = ({isTrusted}) => void trusted.push(isTrusted);
			importScripts('/background-sync-worker.js', '/probe.js');`))
		page := s.Open("/options.html?worker=/forced-worker.js")
		s.Register(page, "outbox")
		s.AwaitNoTags(page)
		if got := harness.FromWorker[[]bool](s, page, `return trusted`, nil); len(got) != 1 || got[0] {
			t.Errorf("onsync got events that were trusted: %v, want one that was not", got)
		}
		s.HasDownloadedCore(1)
	})
}

// Option wasmURL says where the core is, and with option maxAttempts set to 1 the first
// event is the last chance.
func TestOptionsTakeEffect(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{wasmURL: 'core/?release=1', maxAttempts: 1}`
		s.Serve("/core/", func(w http.ResponseWriter, r *http.Request) {
			if r.FormValue("release") != "1" {
				t.Errorf("the core was asked for at %s, want the query of option wasmURL", r.URL)
			}
			http.ServeFile(w, r, filepath.Join(harness.Dist, harness.PlainCoreFile))
		})
		page := s.Open("/options.html")
		s.Register(page, "outbox")
		s.LastChanceOf("outbox").Fail()
		s.AwaitNoTags(page)
		if n := s.Requests("/core/"); n != 1 {
			t.Errorf("the core was asked for %d times at the address of option wasmURL, want once", n)
		}
	})
}
