//go:build linux

package tests

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// otherVersion serves a script of dist/ as if it were of another version.
func otherVersion(t *testing.T, name string) http.HandlerFunc {
	t.Helper()
	manifest, err := os.ReadFile("../npm/package.json")
	if err != nil {
		t.Fatal(err)
	}
	var released struct{ Version string }
	if err := json.Unmarshal(manifest, &released); err != nil {
		t.Fatal(err)
	}
	version := released.Version
	script, err := os.ReadFile(filepath.Join(harness.Dist, name))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(script), `"`+version+`"`, `"another"`)
	if text == string(script) {
		t.Fatalf("%s does not contain its version %s", name, version)
	}
	return harness.JavaScript(text)
}

// C67: both scripts run twice, and a third time in another version. The first copies stay,
// one event comes, and only the other version warns. Where native support is left alone,
// nothing warns.
func TestC67LoadedTwice(t *testing.T) {
	for _, options := range []string{`{}`, `{force: true}`, `{takeOverBroken: true}`} {
		t.Run(options, func(t *testing.T) {
			harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
				s.Options = options
				s.Serve("/other.js", otherVersion(t, "background-sync.js"))
				s.Serve("/other-worker.js", otherVersion(t, "background-sync-worker.js"))
				s.Serve("/twice-worker.js", harness.JavaScript(`
					importScripts('/native.js', '/options.js', '/background-sync-worker.js');
					const warned = [];
					console.warn = (text) => void warned.push(text);
					const first = [registration.sync, SyncManager, SyncEvent];
					importScripts('/background-sync-worker.js?again');
					const silent = warned.length === 0;
					importScripts('/other-worker.js', '/handler.js');`))
				page := s.Open("/options.html?worker=/twice-worker.js")
				s.RunInPage(page, `
					globalThis.warned = [];
					console.warn = (text) => void warned.push(text);
					const registration = await navigator.serviceWorker.getRegistration();
					globalThis.first = [registration.sync, SyncManager];
					for (const src of ['/background-sync.js', '/other.js']) {
						globalThis.silent = warned.length === 0;
						const script = document.createElement('script');
						script.src = src;
						await new Promise((resolve) => {
							script.onload = resolve;
							document.head.append(script);
						});
					}`, nil)
				s.RegisterAndComplete(page, "outbox")

				const stays = `
					const {sync} = globalThis.registration ?? await navigator.serviceWorker.getRegistration();
					const same = [sync, SyncManager, globalThis.SyncEvent].every((value, i) => value === first[i]);
					return [same, sync instanceof SyncManager, silent, warned.length].map(String);`
				want := []string{"true", "true", "true", "1"}
				if s.Target.Native && options == `{}` {
					want[3] = "0"
				}
				if got := harness.FromPage[[]string](s, page, stays, nil); !slices.Equal(got, want) {
					t.Errorf("in the page the first copy stays, sync is a manager, the second copy is silent, warnings: %q, want %q", got, want)
				}
				if got := harness.FromWorker[[]string](s, page, stays, nil); !slices.Equal(got, want) {
					t.Errorf("in the worker the first copy stays, sync is a manager, the second copy is silent, warnings: %q, want %q", got, want)
				}
			})
		})
	}
}
