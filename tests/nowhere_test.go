//go:build linux

package tests

import (
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// outcome is what came of loading the polyfill where it has nothing to do.
type outcome struct {
	Errors, Added []string
	Sync, Secure  bool
}

// C59: imported under Node, as a server-side render does: nothing happens,
// nothing throws, nothing stays to keep the process alive.
func TestC59Node(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(dist, "*js"))
	if err != nil || len(files) < 4 {
		t.Fatalf("in %s are only %q", dist, files)
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
					t.Errorf("%s: %v\n%s", file, err, output)
				}
			}
		})
	}
}

// C59: an insecure context, a sandboxed frame, whose navigator.serviceWorker
// throws in Chromium, and a browser without service workers: nothing happens,
// nothing throws.
func TestC59NoServiceWorkers(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		for _, test := range []struct{ name, sandbox, path string }{
			{"without service workers", "allow-scripts allow-same-origin", "/nowhere.html?without"},
			{"sandboxed", "allow-scripts", "/nowhere.html"},
		} {
			got := eval[outcome](s, page, `
				const frame = document.createElement('iframe');
				frame.sandbox = args.sandbox;
				frame.src = args.path;
				document.body.append(frame);
				const {data} = await new Promise((resolve) => addEventListener('message', resolve, {once: true}));
				return data;`, map[string]string{"sandbox": test.sandbox, "path": test.path})
			s.untouched(test.name, got)
		}
		text, err := fixtures.ReadFile("fixtures/nowhere.html")
		s.must(err)
		base := `<base href="` + s.listener.Origin() + `/">`
		insecure, err := s.browser.Open(s.ctx, "data:text/html,"+url.PathEscape(base+string(text)))
		s.must(err)
		s.pages = append(s.pages, insecure)
		got := eval[outcome](s, insecure, `return outcome()`, nil)
		if got.Secure {
			t.Error("the context is a secure one")
		}
		s.untouched("insecure context", got)
	})
}

// untouched checks that the polyfill did nothing.
func (s *site) untouched(where string, got outcome) {
	s.t.Helper()
	if len(got.Errors) > 0 || len(got.Added) > 0 || got.Sync && !s.target.native {
		s.t.Errorf("%s: %+v", where, got)
	}
}

// A page that loads the worker's script by mistake is told so, and is left alone.
func TestWorkerScriptInAPage(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.serve("/background-sync.js", emptyScript)
		page := s.open("/")
		got := eval[[]string](s, page, `
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

// A service worker that loads the page's script as well, before or after its
// own, works; one that loads it alone has no Background Sync.
func TestPageScriptInAServiceWorker(t *testing.T) {
	for _, test := range []struct{ name, scripts string }{
		{"before", `'/background-sync.js', '/background-sync-worker.js'`},
		{"after", `'/background-sync-worker.js', '/background-sync.js'`},
	} {
		t.Run(test.name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, s *site) {
				s.serve("/worker.js", javaScript(`importScripts('/native.js', `+test.scripts+`, '/interface.js', '/probe.js');`))
				page := s.open("/")
				s.conforms("C01 service worker:", worker[[]finding](s, page, `return checkInterfaces()`, nil))
				s.register(page, "outbox")
				s.awaitTags(page)
			})
		})
	}
}
