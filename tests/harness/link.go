//go:build linux

package harness

import (
	"time"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/network"
)

// GoOffline takes the network away from the browser. Once the page knows, it stops the
// app's server too, so that an event that fails then has failed offline.
func (s *Site) GoOffline(page browser.Page) {
	s.T.Helper()
	s.Offline = true
	s.Must(network.Down())
	s.AwaitOnLine(page, false)
	s.StopServer()
	if s.Target.Native {
		s.AwaitLostLink()
	}
}

// AwaitLostLink sleeps for 4 s. Chromium's browser process needs some seconds to notice
// that the link is lost, and a page cannot see when it has.
func (s *Site) AwaitLostLink() { time.Sleep(4 * time.Second) }

// GoOnline starts the app's server and gives the browser its network back.
func (s *Site) GoOnline() {
	s.T.Helper()
	s.StartServer()
	s.Must(network.Up())
	s.Offline = false
}

// StartServer starts the app's server while the browser stays offline, so that pages and
// updates can load. A page that still loads when the network comes back would be cut off
// by Chromium.
func (s *Site) StartServer() {
	s.T.Helper()
	s.Must(s.listener.Start())
}

// StopServer stops the app's server. The browser's network stays as it is.
func (s *Site) StopServer() {
	s.T.Helper()
	s.Must(s.listener.Stop())
}

// AwaitOnLine waits until the page's navigator.onLine has this value.
func (s *Site) AwaitOnLine(page browser.Page, online bool) {
	s.T.Helper()
	s.RunInPage(page, `
		while (navigator.onLine !== args) {
			await new Promise((done) => {
				addEventListener('online', done, {once: true});
				addEventListener('offline', done, {once: true});
			});
		}`, online)
}
