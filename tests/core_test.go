//go:build linux

package tests

import (
	"net/http"
	"path/filepath"
	"testing"

	"background-sync-polyfill/tests/harness"
)

const (
	deleteDatabases = `for (const {name} of await indexedDB.databases()) await done(indexedDB.deleteDatabase(name));`
	deleteCaches    = `for (const name of await caches.keys()) await caches.delete(name);`
)

// C68: an app deletes all databases, as at sign-out, or all caches, as at an activation.
// The next worker starts the core without a network, and restores the missing copy. The
// core is not downloaded again, also when the other copy is deleted after that.
func TestC68OneCopyOfTheCoreIsDeleted(t *testing.T) {
	for _, test := range []struct{ name, deletion, next string }{
		{"all databases", deleteDatabases, deleteCaches},
		{"all caches", deleteCaches, deleteDatabases},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				page := s.Open("/")
				s.RegisterAndComplete(page, "used")
				s.RunInPage(page, test.deletion, nil)
				s.StopWorkers()
				s.RegisterOffline(page, "outbox")
				s.AwaitTags(page, "outbox")
				s.RunInPage(page, `while ((await keptCores()).flat().length < 2);`, nil)
				s.ReconnectAndComplete(page, "outbox")

				s.RunInPage(page, test.next, nil)
				s.StopWorkers()
				s.RegisterAndComplete(page, "more")
				s.HasDownloadedCore(1)
			})
		})
	}
}

// C69: the stored bytes are no longer the core's, in one place or in both. The damaged
// copies are replaced, and no call fails.
func TestC69DamagedCore(t *testing.T) {
	const (
		name           = "background-sync-polyfill-wasm"
		damageDatabase = `
			const [copy] = await readAll('` + name + `', 'copies', 'getAll');
			new Uint8Array(copy.bytes).fill(7, 5000, 6000);
			await useStore('` + name + `', 'copies', (store) => store.put(copy));`
		damageCache = `
			const cache = await caches.open('` + name + `');
			const [{url}] = await coresInCache();
			const bytes = await (await cache.match(url)).arrayBuffer();
			await cache.put(url, new Response(bytes.slice(0, 5000)));`
		sound = `
			const hash = async (bytes) => {
				const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
				const digest = await crypto.subtle.digest('SHA-256', await new Response(stream).arrayBuffer());
				return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
			};
			const isSound = async () => {
				const [{hash: core, bytes}] = await readAll('` + name + `', 'copies', 'getAll');
				const cache = await caches.open('` + name + `');
				const [{url}] = await coresInCache();
				const both = [bytes, await (await cache.match(url)).arrayBuffer()];
				const hashes = await Promise.all(both.map((copy) => hash(copy).catch(() => 'damaged')));
				return hashes.every((found) => found === core);
			};
			while (!await isSound());`
	)
	for _, test := range []struct {
		name, damage string
		downloads    int
	}{
		{"in IndexedDB", damageDatabase, 1},
		{"in both places", damageDatabase + damageCache, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				// The call must find the damage, and not the worker's own check after a start.
				s.Serve("/options.js", harness.JavaScript(harness.WithoutTimers(t, "CORE_CHECK_DELAY")))
				page := s.Open("/")
				s.RunInPage(page, test.damage, nil)
				s.StopWorkers()
				s.RegisterAndComplete(page, "outbox")
				s.RunInPage(page, sound, nil)
				s.HasDownloadedCore(test.downloads)
			})
		})
	}
}

// C73: neither place stores anything. The core is downloaded at install and when a call
// needs it. When the worker looks for its core after a start, it downloads nothing.
func TestC73CoreCannotBeKept(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		const name = "background-sync-polyfill-wasm"
		s.Serve("/refusing-worker.js", harness.JavaScript(`
			const refuse = (prototype, refusal) => {
				const {open} = prototype;
				prototype.open = function (name, ...rest) {
					return name === '`+name+`' ? refusal() : open.call(this, name, ...rest);
				};
			};
			const refused = () => {
				throw new DOMException('The operation is insecure.', 'SecurityError');
			};
			refuse(IDBFactory.prototype, refused);
			// The server is told of each attempt. A download before that attempt has arrived by then.
			refuse(CacheStorage.prototype, () => fetch('/results', {method: 'POST', body: 'refused'}).then(refused));
			importScripts('/worker.js');`))
		page := s.Open("/?worker=/refusing-worker.js")
		for _, try := range []string{"the core at install", "the note about that", "the note after the start"} {
			if got := s.NextResult(); got != "refused" {
				t.Fatalf("the worker tells %q where it should store %s, want refused", got, try)
			}
			if n := s.CoreDownloads(); n != 1 {
				t.Fatalf("the core was downloaded %d times before the worker stores %s, want once", n, try)
			}
		}
		s.RegisterAndComplete(page, "outbox")
		s.HasDownloadedCore(2)
	})
}

// A core that could not be downloaded at install is downloaded later, without a call that
// needs it, because the next call may come offline.
func TestCoreIsFetchedAfterInstall(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		const path = harness.CoreFile
		answer := make(chan bool)
		s.Serve(path, func(w http.ResponseWriter, r *http.Request) {
			s.Serve(path, func(w http.ResponseWriter, r *http.Request) {
				s.Results <- r.Method
				select {
				case <-answer:
					http.ServeFile(w, r, filepath.Join(harness.Dist, path))
				case <-r.Context().Done():
				}
			})
			http.NotFound(w, r)
		})
		page := s.Open("/")
		if got := s.NextResult(); got != http.MethodGet {
			t.Fatalf("the core was asked for by %s, want GET", got)
		}
		// By now both places hold a note that the worker tries to keep a core, but no core.
		if inDatabase, inCache := s.KeptCores(page); len(inDatabase)+len(inCache) > 0 {
			t.Errorf("IndexedDB keeps the cores %q and the cache %q before the download, want none", inDatabase, inCache)
		}
		close(answer)
		s.RunInPage(page, `while ((await keptCores())[0].length === 0);`, nil)
		s.Serve(path, http.NotFound)
		s.RegisterAndComplete(page, "outbox")
	})
}

// A download of the core that the network cuts off is begun again while the worker
// installs.
func TestCoreDownloadIsCut(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve(harness.CoreFile, func(w http.ResponseWriter, _ *http.Request) {
			s.Serve(harness.CoreFile, nil)
			w.Header().Set("Content-Length", "1000000")
			w.Write(make([]byte, 1000))
			_ = http.NewResponseController(w).Flush() // A browser repeats a request by itself if it got no answer at all.
			panic(http.ErrAbortHandler)
		})
		page := s.Open("/")
		if inDatabase, inCache := s.KeptCores(page); len(inDatabase) != 1 || len(inCache) != 1 {
			t.Errorf("IndexedDB keeps the cores %q and the cache %q, want one in each", inDatabase, inCache)
		}
		s.HasDownloadedCore(2)
	})
}
