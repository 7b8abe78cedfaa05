//go:build linux

package tests

import (
	"flag"
	"slices"
	"testing"
)

var allApps = flag.Bool("all-apps", false, "run the apps that are built for a release, too")

// builtApp is an app in tests/npm/apps that sends its notes when the network is back.
type builtApp struct {
	name string
	// tag is registered by the app, or by the queue that it uses.
	tag string
}

// notesTag is what Workbox registers for a queue called notes.
const notesTag = "workbox-background-sync:notes"

var (
	everyDay = []builtApp{
		{"plain", "outbox"},
		{"vite-pwa", "outbox"},
		{"webpack-workbox", notesTag},
		{"workbox-queue", notesTag},
		{"serwist", "serwist-background-sync:notes"},
	}
	forARelease = []builtApp{
		{"vite", "outbox"},
		{"generate-sw", notesTag},
		{"esbuild", "outbox"},
	}
)

// appTargets are the browsers as users have them: Chromium with its own Background Sync.
func appTargets() []target {
	return slices.DeleteFunc(targets(), func(t target) bool { return t.name == "chromium" })
}

// Apps that bundlers have built go from offline to served requests, with a restart of the worker in
// between. C57: Chromium does not ask for the core.
func TestBuiltApps(t *testing.T) {
	apps := everyDay
	if *allApps {
		apps = slices.Concat(everyDay, forARelease)
	}
	for _, app := range apps {
		t.Run(app.name, func(t *testing.T) {
			for _, target := range appTargets() {
				t.Run(target.name, func(t *testing.T) { fromOfflineToServed(t, target, app) })
			}
		})
	}
}

func fromOfflineToServed(t *testing.T, target target, app builtApp) {
	s, server := newBuiltSite(t, target, app.name)
	page := s.openApp()
	s.goOffline(page)
	s.write(page, "one", "two")
	s.hasTags(page, app.tag)
	s.restartWorkers(page)
	s.write(page, "three")
	s.goOnline()
	s.serves(server, "one", "two", "three")
	s.awaitTags(page)
	s.register(page, app.tag) // What was sent is not sent again.
	s.awaitTags(page)
	if n := s.coresRequested(); (n == 0) != target.native {
		t.Errorf("the core was asked for %d times", n)
	}
}
