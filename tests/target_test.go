//go:build linux

package tests

import (
	"context"
	"flag"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
)

// target is a browser as an app meets it.
type target struct {
	name   string
	engine browser.Engine
	// native leaves Background Sync as the browser has it: the oracle, which the
	// polyfill must behave like.
	native bool
}

var only = flag.String("targets", "", "a comma-separated list of targets to run in; all if empty")

// targets are all that a check runs in.
func targets() []target {
	all := allTargets()
	if *only == "" {
		return all
	}
	wanted := strings.Split(*only, ",")
	return slices.DeleteFunc(all, func(t target) bool { return !slices.Contains(wanted, t.name) })
}

func allTargets() []target {
	var all []target
	for _, engine := range browser.Engines() {
		all = append(all, target{name: engine.Name(), engine: engine})
		if engine.Name() == "chromium" {
			all = append(all, target{name: "native", engine: engine, native: true})
		}
	}
	return all
}

func polyfilledTargets() []target {
	return slices.DeleteFunc(targets(), func(t target) bool { return t.native })
}

type check func(t *testing.T, s *site)

// everywhere runs a check in every target, native Background Sync included.
func everywhere(t *testing.T, check check) { oneByOne(t, targets(), check) }

// polyfilled runs a check that means nothing where Background Sync is native.
func polyfilled(t *testing.T, check check) { oneByOne(t, polyfilledTargets(), check) }

func oneByOne(t *testing.T, targets []target, check check) {
	for _, target := range targets {
		t.Run(target.name, func(t *testing.T) { check(t, newSite(t, target)) })
	}
}

// together runs a check that mostly waits at the same time as all others of its
// kind, after those that take their turn. It must leave the network alone, and
// whatever else all share.
func together(t *testing.T, targets []target, check check) {
	t.Parallel()
	for _, target := range targets {
		t.Run(target.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, target)
			s.crowded = true
			check(t, s)
		})
	}
}

// The browsers that all checks share; each has an origin of its own.
var shared struct {
	sync.Mutex
	browsers map[string]browser.Browser
	profiles []string
}

// sharedBrowser starts an engine once for the whole program.
func sharedBrowser(t *testing.T, engine browser.Engine) browser.Browser {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if running := shared.browsers[engine.Name()]; running != nil {
		return running
	}
	profile, err := os.MkdirTemp("", "background-sync-"+engine.Name())
	if err != nil {
		t.Fatal(err)
	}
	shared.profiles = append(shared.profiles, profile)
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	started, err := engine.Start(ctx, profile)
	if err != nil {
		t.Fatal(err)
	}
	if shared.browsers == nil {
		shared.browsers = map[string]browser.Browser{}
	}
	shared.browsers[engine.Name()] = started
	return started
}

func closeBrowsers() {
	shared.Lock()
	defer shared.Unlock()
	for _, running := range shared.browsers {
		_ = running.Close()
	}
	for _, profile := range slices.Compact(shared.profiles) {
		_ = os.RemoveAll(profile)
	}
}

// limit is how long one check may take before it has failed: it bounds a hang,
// nothing is measured by it.
const limit = 3 * time.Minute
