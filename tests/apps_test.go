//go:build linux

package tests

import (
	"flag"
	"slices"
	"testing"

	"background-sync-polyfill/tests/harness"
)

var allApps = flag.Bool("all-apps", false, "run the apps that are built for a release, too")

// builtApp is an app in tests/npm/apps that sends its notes when the network is back.
type builtApp struct {
	name string
	// tag is the tag that the app or its queue registers.
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

// appTargets are the browsers that users have, so Chromium has its own Background Sync.
func appTargets() []harness.Target {
	return slices.DeleteFunc(harness.Targets(), func(t harness.Target) bool { return t.Name == "chromium" })
}

// Apps that bundlers have built keep notes offline, survive a restart of the worker, and send the
// notes when the network is back. C57: Chromium does not download the core.
func TestBuiltApps(t *testing.T) {
	apps := everyDay
	if *allApps {
		apps = slices.Concat(everyDay, forARelease)
	}
	for _, app := range apps {
		t.Run(app.name, func(t *testing.T) {
			for _, target := range appTargets() {
				t.Run(target.Name, func(t *testing.T) { fromOfflineToServed(t, target, app) })
			}
		})
	}
}

func fromOfflineToServed(t *testing.T, target harness.Target, app builtApp) {
	s, server := harness.NewBuiltSite(t, target, app.name)
	page := s.OpenBuiltApp()
	s.GoOffline(page)
	s.WriteNotes(page, "one", "two")
	s.HasTags(page, app.tag)
	s.RestartWorkersOffline(page)
	s.WriteNotes(page, "three")
	s.GoOnline()
	s.AwaitNotes(server, "one", "two", "three")
	s.AwaitNoTags(page)
	s.Register(page, app.tag) // What was sent must not be sent again.
	s.AwaitNoTags(page)
	if downloads := s.CoreDownloads(); (downloads == 0) != target.Native {
		t.Errorf("the core was downloaded %d times, want none with native support and at least one without", downloads)
	}
}
