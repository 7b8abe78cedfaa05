//go:build linux

package tests

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// options are what an app may write, each with the error that it gets: "" for
// none. Page and worker take the same, so that one file can serve both; the values of
// the worker's options are the worker's business alone.
var options = []struct{ options, err, errInWorker string }{
	{`undefined`, "", ""},
	{`{}`, "", ""},
	{`{maxAttempts: undefined}`, "", ""},
	{`{wasmURL: '/core/background-sync.wasm', maxAttempts: 1, initialRetryDelay: 0.5, retryDelayFactor: 1, maxEventDuration: 1e10}`, "", ""},

	{`{takeOverBroken: false, wasmBytes: new ArrayBuffer(1), connectivityProbe: () => true}`, "", ""},
	{`{wasmBytes: new DataView(new ArrayBuffer(1)), connectivityProbe: '/online'}`, "", ""},

	{`null`, "the options must be an object.", ""},
	{`true`, "the options must be an object.", ""},
	{`'force'`, "the options must be an object.", ""},
	{`['force']`, "the options must be an object.", ""},
	{`() => {}`, "the options must be an object.", ""},

	{`{maxRetries: 3}`, "there is no option 'maxRetries'. There are: force, takeOverBroken, disabled, wasmURL, wasmBytes, " +
		"maxAttempts, initialRetryDelay, retryDelayFactor, maxEventDuration, connectivityProbe.", ""},
	{`{toString: 1}`, "there is no option 'toString'. There are: ", ""},
	{`{['__proto__']: 1}`, "there is no option '__proto__'. There are: ", ""},
	{`{Force: true}`, "there is no option 'Force'. There are: ", ""},

	{`{force: 1}`, "option 'force' must be true or false.", ""},
	{`{force: null}`, "option 'force' must be true or false.", ""},
	{`{takeOverBroken: 1}`, "option 'takeOverBroken' must be true or false.", ""},
	{`{disabled: 'false'}`, "option 'disabled' must be true or false.", ""},
	{`{wasmURL: ''}`, "", "option 'wasmURL' must be a URL, as a string."},
	{`{wasmURL: 'http://'}`, "", "option 'wasmURL' must be a URL, as a string."},
	{`{wasmURL: new URL('/background-sync.wasm', location.href)}`, "", "option 'wasmURL' must be a URL, as a string."},
	{`{wasmBytes: [0, 97, 115, 109]}`, "", "option 'wasmBytes' must be an ArrayBuffer or a view of one."},
	{`{wasmBytes: new ArrayBuffer(1), wasmURL: '/core.wasm'}`, "", "give either option 'wasmURL' or option 'wasmBytes'."},
	{`{connectivityProbe: true}`, "", "option 'connectivityProbe' must be a URL, as a string, or a function that returns whether the network is there."},
	{`{connectivityProbe: 'http://'}`, "", "option 'connectivityProbe' must be a URL, as a string, or a function that returns whether the network is there."},
	{`{maxAttempts: 0}`, "", "option 'maxAttempts' must be a whole number from 1 on."},
	{`{maxAttempts: 1.5}`, "", "option 'maxAttempts' must be a whole number from 1 on."},
	{`{maxAttempts: Infinity}`, "", "option 'maxAttempts' must be a whole number from 1 on."},
	{`{maxAttempts: '3'}`, "", "option 'maxAttempts' must be a whole number from 1 on."},
	{`{initialRetryDelay: 0}`, "", "option 'initialRetryDelay' must be a number of milliseconds above 0, at most a year of them."},
	{`{initialRetryDelay: 1e300}`, "", "option 'initialRetryDelay' must be a number of milliseconds above 0, at most a year of them."},
	{`{initialRetryDelay: Symbol()}`, "", "option 'initialRetryDelay' must be a number of milliseconds above 0, at most a year of them."},
	{`{initialRetryDelay: NaN}`, "", "option 'initialRetryDelay' must be a number of milliseconds above 0, at most a year of them."},
	{`{maxEventDuration: -1}`, "", "option 'maxEventDuration' must be a number of milliseconds above 0, at most a year of them."},
	{`{maxEventDuration: Infinity}`, "", "option 'maxEventDuration' must be a number of milliseconds above 0, at most a year of them."},
	{`{maxEventDuration: 3n}`, "", "option 'maxEventDuration' must be a number of milliseconds above 0, at most a year of them."},
	{`{retryDelayFactor: 0.5}`, "", "option 'retryDelayFactor' must be a number from 1 on."},
	{`{retryDelayFactor: null}`, "", "option 'retryDelayFactor' must be a number from 1 on."},
}

// An unknown or ill-typed option is a TypeError that names it and says what is
// allowed, in the page and in the worker, also where support is native.
func TestOptionsAreChecked(t *testing.T) {
	var all []string
	for _, test := range options {
		all = append(all, test.options)
	}
	list := "[" + strings.Join(all, ", ") + "]"
	everywhere(t, func(t *testing.T, s *site) {
		s.options = list
		page := s.open("/?worker=/options-worker.js")
		checkOutcomes(t, "page", eval[[]string](s, page, `
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
		checkOutcomes(t, "worker", worker[[]string](s, page, `return outcomes`, nil))
	})
}

func checkOutcomes(t *testing.T, scope string, got []string) {
	t.Helper()
	if len(got) != len(options) {
		t.Fatalf("%s: %d outcomes of %d options", scope, len(got), len(options))
	}
	for i, test := range options {
		err := test.err
		if scope == "worker" {
			err += test.errInWorker
		}
		want := "accepted"
		if err != "" {
			want = "TypeError: background-sync-polyfill: " + err
		}
		if !strings.HasPrefix(got[i], want) || err == "" && got[i] != want {
			t.Errorf("%s: %s: %s, want %s", scope, test.options, got[i], want)
		}
	}
}

// C11: the app disabled the polyfill: register() rejects, as it does natively
// where the user denied the permission, and no event ever comes. Native support
// is what it was.
func TestC11Disabled(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.options = `{disabled: true}`
		page := s.open("/options.html")
		if s.target.native {
			s.register(page, "outbox")
			s.arriveAs("outbox", false).succeed()
			s.awaitTags(page)
			return
		}
		s.rejects(s.tryRegister(page, "outbox"), "NotAllowedError", "Permission denied.")
		s.awaitTags(page)
		got := worker[[]any](s, page, `
			// That no window is open matters only where it is allowed at all.
			clients.matchAll = async () => [];
			const rejection = await registration.sync.register('outbox').catch(({name, message}) => [name, message]);
			return [...rejection, await registration.sync.getTags()];`, nil)
		if len(got) != 3 || got[0] != "NotAllowedError" || got[1] != "Permission denied." || len(got[2].([]any)) != 0 {
			t.Errorf("in the worker: %q", got)
		}
		if n := s.coresRequested(); n != 0 {
			t.Errorf("the core was downloaded %d times", n)
		}
	})
}

// C11: disabled in the page alone, which asks no worker; disabled in the worker
// alone, which tells a page that does not know.
func TestC11DisabledInOneHalf(t *testing.T) {
	for half, path := range map[string]string{"page": "/options.html?worker=/bare-worker.js", "worker": "/"} {
		t.Run(half, func(t *testing.T) {
			polyfilled(t, func(t *testing.T, s *site) {
				s.options = `{disabled: true}`
				page := s.open(path)
				s.rejects(s.tryRegister(page, "outbox"), "NotAllowedError", "Permission denied.")
				s.awaitTags(page)
			})
		})
	}
}

// C10, C11: the missing worker comes first, as in the specification's steps.
func TestC11DisabledWithoutActiveWorker(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = `{disabled: true}`
		installed := make(chan struct{})
		s.serve("/installing", func(http.ResponseWriter, *http.Request) { <-installed })
		defer close(installed)
		page := s.openBare("/options.html?worker=/installing-worker.js")
		s.must(page.Eval(s.ctx, `await registered`, nil, nil))
		s.rejects(s.tryRegister(page, "outbox"), "InvalidStateError",
			"Failed to execute 'register' on 'SyncManager': Registration failed - no active Service Worker")
	})
}

// Option force puts the polyfill in the place of native support, whose onsync
// handler, assigned before, moves over.
func TestForce(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.options = `{force: true}`
		s.serve("/forced-worker.js", javaScript(`
			const trusted = [];
			importScripts('/native.js', '/options.js');
			self.onsync = ({isTrusted}) => void trusted.push(isTrusted);
			importScripts('/background-sync-worker.js', '/probe.js');`))
		page := s.open("/options.html?worker=/forced-worker.js")
		s.register(page, "outbox")
		s.awaitTags(page)
		if got := worker[[]bool](s, page, `return trusted`, nil); len(got) != 1 || got[0] {
			t.Errorf("onsync saw events trusted %v, want one of the polyfill's", got)
		}
		if n := s.coresRequested(); n != 1 {
			t.Errorf("the core was downloaded %d times, want once", n)
		}
	})
}

// Option wasmURL says where the core is; option maxAttempts that the first is the last.
func TestOptionsTakeEffect(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = `{wasmURL: 'core/?release=1', maxAttempts: 1}`
		s.serve("/core/", func(w http.ResponseWriter, r *http.Request) {
			if r.FormValue("release") != "1" {
				t.Errorf("the core was asked for as %s", r.URL)
			}
			http.ServeFile(w, r, filepath.Join(dist, plainCoreFile))
		})
		page := s.open("/options.html")
		s.register(page, "outbox")
		s.arriveAs("outbox", true).fail()
		s.awaitTags(page)
		if n := s.requested("/core/"); n != 1 {
			t.Errorf("the core was asked for %d times where option wasmURL says, want once", n)
		}
	})
}

// Option wasmBytes is the core itself: nothing is fetched.
func TestWasmBytes(t *testing.T) {
	core, err := os.ReadFile(filepath.Join(dist, plainCoreFile))
	if err != nil {
		t.Fatal(err)
	}
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = wasmBytes(core)
		page := s.open("/")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
		if n := s.coresRequested(); n != 0 {
			t.Errorf("the core was downloaded %d times", n)
		}
	})
}

// C15: option wasmBytes is another file.
func TestC15WrongWasmBytes(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = wasmBytes([]byte("another file"))
		page := s.open("/")
		s.rejects(s.tryRegister(page, "outbox"), "DataError", "background-sync-polyfill: option wasmBytes is not the core.")
	})
}

func wasmBytes(core []byte) string {
	return fmt.Sprintf("{wasmBytes: Uint8Array.from(atob('%s'), (c) => c.charCodeAt(0))}", base64.StdEncoding.EncodeToString(core))
}
