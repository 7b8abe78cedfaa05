//go:build linux

package harness

import (
	"context"
	"os"
	"sync"
	"testing"

	"background-sync-polyfill/tests/browser"
)

// shared are the browsers that all checks share. Each check has an origin of its own.
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
	ctx, cancel := context.WithTimeout(t.Context(), Limit)
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

// CloseBrowsers closes the shared browsers and removes their profiles.
func CloseBrowsers() {
	shared.Lock()
	defer shared.Unlock()
	for _, running := range shared.browsers {
		_ = running.Close()
	}
	for _, profile := range shared.profiles {
		_ = os.RemoveAll(profile)
	}
}

// UseOwnBrowser gives the check a browser that no other check uses, so that the check may
// kill it.
func (s *Site) UseOwnBrowser() {
	s.T.Helper()
	s.profile = s.T.TempDir()
	s.StartBrowser()
	s.T.Cleanup(func() { _ = s.Browser.Close() })
}

// StartBrowser starts the check's own browser again on the same profile, after
// s.Browser.Kill().
func (s *Site) StartBrowser() {
	s.T.Helper()
	var err error
	s.Browser, err = s.Target.Engine.Start(s.Ctx, s.profile)
	s.Must(err)
	s.Pages = nil
}

// RestartBrowser kills the check's own browser and starts it again on the same profile.
func (s *Site) RestartBrowser() {
	s.T.Helper()
	s.Must(s.Browser.Kill())
	s.StartBrowser()
}

// StopWorkers ends all service workers of the browser. WebKit loads all pages anew with it.
func (s *Site) StopWorkers() {
	s.T.Helper()
	s.Must(s.Browser.StopWorkers(s.Ctx))
}
