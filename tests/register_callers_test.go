//go:build linux

package tests

import (
	"net/http"
	"strings"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// noWindow is what register() rejects with while no window of the origin is open.
const noWindow = "InvalidAccessError: Attempted to register a sync event without a window or registration tag too long."

// registersAndTells is a script that registers a tag and tells the server the result.
const registersAndTells = `
	const tell = (body) => fetch('/results', {method: 'POST', body});
	const tryToRegister = (sync, tag) =>
		sync.register(tag).then(() => 'registered', ({name, message}) => name + ': ' + message).then(tell);`

// appPage serves a page of the app with more in its body.
func appPage(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		index := harness.Fixture("index.html")
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(string(index) + body))
	}
}

// C12: the worker calls register() while no window of the origin is open, with a new tag
// and with a tag that is already registered.
func TestC12NoWindow(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "exists")
		s.StartServer() // The worker posts its results.
		s.RunInPage(page, `
			const {active} = await navigator.serviceWorker.getRegistration();
			active.postMessage({probe: args}, [new MessageChannel().port2]);`, `
			while ((await clients.matchAll({type: 'window', includeUncontrolled: true})).length > 0) {
				await new Promise((resolve) => setTimeout(resolve));
			}
			for (const tag of ['exists', 'new']) {
				const result = await registration.sync.register(tag).then(() => 'resolved', (error) => error.name + ': ' + error.message);
				await fetch('/results', {method: 'POST', body: result});
			}`)
		s.Must(page.Close(s.Ctx))
		for range 2 {
			if got := s.NextResult(); got != noWindow {
				t.Errorf("register() in the worker: got %q, want %q", got, noWindow)
			}
		}
		page = s.Open("/")
		s.ReconnectAndComplete(page, "exists")
	})
}

// C12: a page of another site frames a page of the app. All engines give such a
// frame a partition of its own, with a worker of its own. In this partition no window of
// the app's origin is open, and the app's window outside it does not count.
func TestC12FrameOfAnotherSite(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/framed/", appPage(`<script>`+registersAndTells+`
			void registered.then(async (registration) => {
				const worker = registration.installing ?? registration.waiting ?? registration.active;
				while (worker.state !== 'activated') await new Promise((done) => (worker.onstatechange = done));
				await tryToRegister(registration.sync, 'frame');
				registration.active.postMessage({probe: "`+strings.Join(strings.Fields(registersAndTells), " ")+
			` await tryToRegister(registration.sync, 'worker')"}, [new MessageChannel().port2]);
			});
		</script>`))
		// This window of the app is outside the frame's partition, so it does not count.
		s.Open("/")
		other := s.OpenWithoutWaiting("/other/?worker=none")
		s.Must(other.Navigate(s.Ctx, strings.Replace(s.Origin(), "localhost", "127.0.0.1", 1)+"/other/?worker=none"))
		s.RunInPage(other, `
			const frame = document.createElement('iframe');
			frame.src = args;
			document.body.append(frame);`, s.Origin()+"/framed/?scope=/framed/")
		for _, caller := range []string{"the frame", "its worker"} {
			if got := s.NextResult(); got != noWindow {
				t.Errorf("register() in %s: got %q, want %q", caller, got, noWindow)
			}
		}
	})
}

// C17: register() can be called from an uncontrolled page, from a frame, and from the
// worker.
func TestC17RegisterFromEachCaller(t *testing.T) {
	for _, test := range []struct{ name, path, script string }{
		{"an uncontrolled page", "/outside/?scope=/app/", `
			const registration = await registered;
			const worker = registration.installing ?? registration.waiting ?? registration.active;
			while (worker.state !== 'activated') await new Promise((done) => (worker.onstatechange = done));
			if (navigator.serviceWorker.controller) throw new Error('the page is controlled');
			await registration.sync.register('outbox');`},
		{"an iframe", "/", `
			await navigator.serviceWorker.ready;
			const frame = document.createElement('iframe');
			frame.src = '/frame/?worker=none';
			document.body.append(frame);
			await new Promise((done) => (frame.onload = done));
			const registration = await frame.contentWindow.navigator.serviceWorker.getRegistration('/');
			await registration.sync.register('outbox');`},
		{"the worker itself", "/", `
			const {active} = await navigator.serviceWorker.ready;
			const {port1, port2} = new MessageChannel();
			active.postMessage({probe: "await registration.sync.register('outbox')"}, [port2]);
			const {data} = await new Promise((resolve) => (port1.onmessage = resolve));
			if (data.error) throw new DOMException(data.error.message, data.error.name);`},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
				page := s.OpenWithoutWaiting(test.path)
				s.RunInPage(page, test.script, nil)
				s.NextEventOf("outbox").Succeed()
				s.RunInPage(page, `
					const registration = await registered;
					while ((await registration.sync.getTags()).length > 0);`, nil)
			})
		})
	}
}

// C17: a page that still loads counts as an open window, and so does a frame while the
// page around it still loads.
func TestC17WhileThePageLoads(t *testing.T) {
	const registers = `<script>` + registersAndTells + `
		void navigator.serviceWorker.getRegistration('/').then(({sync}) => tryToRegister(sync, 'outbox'));
	</script>`
	for _, test := range []struct{ name, body string }{
		{"the page", registers},
		{"a frame", `<iframe src="/frame/?worker=none"></iframe>`},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
				loads := make(chan struct{})
				s.Serve("/slow.js", func(http.ResponseWriter, *http.Request) { <-loads })
				s.Serve("/frame/", appPage(registers))
				s.Serve("/loading/", appPage(test.body+`<script src="/slow.js"></script>`))
				page := s.Open("/")
				s.RunInPage(page, `setTimeout(() => (location.href = '/loading/?worker=none'))`, nil)
				// In Firefox the page may be unable to fetch while one of its scripts is loading.
				event := s.NextEventOf("outbox")
				close(loads)
				if got := s.NextResult(); got != "registered" {
					t.Errorf("register() while the page loads: got %q, want registered", got)
				}
				event.Succeed()
				s.AwaitPath(page, "/loading/")
				s.AwaitNoTags(page)
			})
		})
	}
}
