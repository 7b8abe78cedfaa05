//go:build linux

package browser

import (
	"net/http"
	"strings"
	"testing"

	"background-sync-polyfill/tests/network"
)

// origin serves a page and a service worker for one test.
func origin(t *testing.T) *network.Listener {
	t.Helper()
	serve := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Write([]byte(body))
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", serve("text/html", `<!doctype html><title>page</title>`))
	mux.HandleFunc("/strict", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		serve("text/html", `<!doctype html><title>strict</title>`)(w, r)
	})
	mux.HandleFunc("/worker.js", serve("text/javascript", workerScript))
	l, err := network.Listen(mux)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Stop(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// workerScript tells each page that asks which boot of the worker it is.
const workerScript = `
	const id = crypto.randomUUID();
	navigator.locks.request('running', () => new Promise(() => {}));
	self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
	self.addEventListener('message', (event) => event.ports[0].postMessage(id));
`

func registerWorker(f *fixture, p Page) {
	f.t.Helper()
	f.must(p.Eval(f.ctx, `
		await navigator.serviceWorker.register('/worker.js');
		await navigator.serviceWorker.ready;`, nil, nil))
}

func bootID(f *fixture, p Page) string {
	f.t.Helper()
	return eval[string](f, p, `
		const {active} = await navigator.serviceWorker.ready;
		const {port1, port2} = new MessageChannel();
		return await new Promise((done) => {
			port1.onmessage = (event) => done(event.data);
			active.postMessage(null, [port2]);
		});`, nil)
}

const openScript = `
	const database = await new Promise((done, fail) => {
		const request = indexedDB.open('test', 1);
		request.onupgradeneeded = () => request.result.createObjectStore('values');
		request.onsuccess = () => done(request.result);
		request.onerror = () => fail(request.error);
	});
`

const putScript = openScript + `
	await new Promise((done, fail) => {
		const transaction = database.transaction('values', 'readwrite', {durability: 'strict'});
		transaction.objectStore('values').put(args, 'key');
		transaction.oncomplete = done;
		transaction.onabort = () => fail(transaction.error);
	});
`

const getScript = openScript + `
	return await new Promise((done, fail) => {
		const request = database.transaction('values').objectStore('values').get('key');
		request.onsuccess = () => done(request.result);
		request.onerror = () => fail(request.error);
	});
`

// watchOnlineScript records the page's online and offline events, and makes
// window.online(wanted), which waits until the last event and the navigator
// agree with what is wanted.
const watchOnlineScript = `
	window.events = [];
	const changed = new EventTarget();
	for (const type of ['online', 'offline']) {
		window.addEventListener(type, () => {
			window.events.push(type);
			changed.dispatchEvent(new Event('change'));
		});
	}
	window.online = async (wanted) => {
		while (navigator.onLine !== wanted || (window.events.at(-1) ?? 'online') !== (wanted ? 'online' : 'offline')) {
			await new Promise((done) => changed.addEventListener('change', done, {once: true}));
		}
	};
`

func join(words []string) string { return strings.Join(words, " ") }
