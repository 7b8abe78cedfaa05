//go:build linux

package tests

import (
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
)

// outcome is what a page reports that has loaded the polyfill where it has nothing to do.
type outcome struct {
	Errors, Added []string
	Sync, Secure  bool
}

// C59: the files can be imported under Node, as for rendering on a server. Nothing
// happens, nothing is thrown, and nothing keeps the process alive.
func TestC59ImportedUnderNode(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(harness.Dist, "*js"))
	if err != nil || len(files) < 4 {
		t.Fatalf("%s has only the scripts %q, want at least 4", harness.Dist, files)
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Fatal("Node is missing: install Node 20 and see that `node` is on the PATH. ", err)
	}
	for _, world := range []struct{ name, script string }{
		{"bare", ``},
		{"with a window, as tools for tests make one", `
			Object.assign(globalThis, {window: globalThis, self: globalThis, document: {}, isSecureContext: true, origin: 'http://localhost'});
			Object.defineProperty(globalThis, 'navigator', {value: {onLine: true}, configurable: true});`},
	} {
		t.Run(world.name, func(t *testing.T) {
			for _, file := range files {
				path, err := filepath.Abs(file)
				if err != nil {
					t.Fatal(err)
				}
				node := exec.CommandContext(t.Context(), "node", "--input-type=module", "--eval", world.script+`
					const before = Reflect.ownKeys(globalThis);
					const [file] = process.argv.slice(1);
					await import(file);
					const added = Reflect.ownKeys(globalThis).filter((key) => !before.includes(key));
					if (added.length > 0) throw new Error('added: ' + added.map(String));`, (&url.URL{Scheme: "file", Path: path}).String())
				if output, err := node.CombinedOutput(); err != nil || len(output) > 0 {
					t.Errorf("importing %s: %v, with the output\n%s", file, err, output)
				}
			}
		})
	}
}

// C59: nothing happens and nothing is thrown in an insecure context, in a browser without
// service workers, and in a sandboxed frame, whose navigator.serviceWorker throws in
// Chromium.
func TestC59NoServiceWorkers(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		for _, test := range []struct{ name, sandbox, path string }{
			{"without service workers", "allow-scripts allow-same-origin", "/nowhere.html?without"},
			{"sandboxed", "allow-scripts", "/nowhere.html"},
		} {
			got := harness.FromPage[outcome](s, page, `
				const frame = document.createElement('iframe');
				frame.sandbox = args.sandbox;
				frame.src = args.path;
				document.body.append(frame);
				const {data} = await new Promise((resolve) => addEventListener('message', resolve, {once: true}));
				return data;`, map[string]string{"sandbox": test.sandbox, "path": test.path})
			nothingWasDone(s, test.name, got)
		}
		text := harness.Fixture("nowhere.html")
		base := `<base href="` + s.Origin() + `/">`
		insecure, err := s.Browser.Open(s.Ctx, "data:text/html,"+url.PathEscape(base+string(text)))
		s.Must(err)
		s.Pages = append(s.Pages, insecure)
		got := harness.FromPage[outcome](s, insecure, `return outcome()`, nil)
		if got.Secure {
			t.Error("the context of the data: URL is secure, want an insecure one")
		}
		nothingWasDone(s, "insecure context", got)
	})
}

// nothingWasDone checks that the polyfill did nothing.
func nothingWasDone(s *harness.Site, where string, got outcome) {
	s.T.Helper()
	if len(got.Errors) > 0 || len(got.Added) > 0 || got.Sync && !s.Target.Native {
		s.T.Errorf("in the context %q the polyfill did %+v, want nothing", where, got)
	}
}

// A page that loads the worker's script by mistake gets an error that names the page's
// script, and nothing is installed.
func TestWorkerScriptInAPage(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/background-sync.js", harness.EmptyScript)
		page := s.Open("/")
		got := harness.FromPage[[]string](s, page, `
			const script = document.createElement('script');
			script.src = '/background-sync-worker.js';
			const error = new Promise((resolve) => addEventListener('error', (event) => resolve(event.error.message), {once: true}));
			document.head.append(script);
			return [await error, String('backgroundSyncPolyfill' in self)];`, nil)
		if len(got) != 2 || !strings.Contains(got[0], "background-sync.js") || got[1] != "false" {
			t.Errorf("the script threw and installed %q, want an error that names background-sync.js, and false", got)
		}
	})
}

// A service worker may load the page's script too, before or after its own.
func TestPageScriptInAServiceWorker(t *testing.T) {
	for _, test := range []struct{ name, scripts string }{
		{"before", `'/background-sync.js', '/background-sync-worker.js'`},
		{"after", `'/background-sync-worker.js', '/background-sync.js'`},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
				s.Serve("/worker.js", harness.JavaScript(`importScripts('/native.js', `+test.scripts+`, '/interface.js', '/probe.js');`))
				page := s.Open("/")
				s.Conforms("C01 service worker:", harness.FromWorker[[]harness.Finding](s, page, `return checkInterfaces()`, nil))
				s.Register(page, "outbox")
				s.AwaitNoTags(page)
			})
		})
	}
}

// C74: a page that looks for tags after the last tag is gone finds none, and does not look
// again by itself.
func TestC74AfterTheLastTag(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterAndComplete(page, "outbox")
		delays := harness.FromPage[[]int](s, page, `
			const pending = new Map();
			const {setTimeout, clearTimeout} = self;
			self.setTimeout = (call, delay, ...rest) => {
				const timer = setTimeout(call, delay, ...rest);
				pending.set(timer, delay);
				return timer;
			};
			self.clearTimeout = (timer) => {
				pending.delete(timer);
				clearTimeout(timer);
			};
			const {close} = IDBDatabase.prototype;
			const looked = new Promise((done) => {
				IDBDatabase.prototype.close = function () {
					close.call(this);
					done();
				};
			});
			document.dispatchEvent(new Event('visibilitychange'));
			await looked;
			await new Promise((done) => setTimeout(done));
			return [...pending.values()];`, nil)
		if len(delays) > 0 {
			t.Errorf("the page has timers of %v ms left, want none", delays)
		}
	})
}

// C75: without WebAssembly the polyfill changes nothing in page and worker, stores
// nothing, downloads nothing, and says why in the console.
func TestC75NoWebAssembly(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		plain := harness.NewSite(t, s.Target)
		plain.ServeWithoutPolyfill()
		for _, site := range []*harness.Site{plain, s} {
			site.Serve("/native.js", func(w http.ResponseWriter, _ *http.Request) {
				site.ServeNative(w)
				site.ServeFixture(w, "delete-web-assembly.js")
			})
		}
		plainPage, page := plain.Open("/"), s.Open("/")
		added := []string{"backgroundSyncPolyfill"}
		s.AddsOnly(page, plain, plainPage, added, added)
		for scope, warned := range map[string][]string{
			"page":   harness.FromPage[[]string](s, page, `return warned`, nil),
			"worker": harness.FromWorker[[]string](s, page, `return warned`, nil),
		} {
			if len(warned) != 1 || !strings.Contains(warned[0], "WebAssembly") {
				t.Errorf("the console of the %s has the warnings %q, want one about WebAssembly", scope, warned)
			}
		}
	})
}

// C75: WebAssembly is switched off in Firefox, as Tor Browser does it.
func TestC75FirefoxWithoutWebAssembly(t *testing.T) {
	firefox := slices.DeleteFunc(harness.Targets(), func(t harness.Target) bool { return t.Name != "firefox" })
	harness.InTurn(t, firefox, func(t *testing.T, s *harness.Site) {
		s.Target.Engine = browser.Firefox{Preferences: `user_pref('javascript.options.wasm', false);`}
		s.UseOwnBrowser()
		page := s.Open("/")
		const look = `return [typeof WebAssembly, String('sync' in ServiceWorkerRegistration.prototype)];`
		want := []string{"undefined", "false"}
		if got := harness.FromPage[[]string](s, page, look, nil); !slices.Equal(got, want) {
			t.Errorf("in the page the type of WebAssembly and the presence of sync are %q, want %q", got, want)
		}
		if got := harness.FromWorker[[]string](s, page, look, nil); !slices.Equal(got, want) {
			t.Errorf("in the worker the type of WebAssembly and the presence of sync are %q, want %q", got, want)
		}
	})
}
