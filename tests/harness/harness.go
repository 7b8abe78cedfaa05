//go:build linux

// Package harness runs an app in real browsers: a real service worker, a real IndexedDB,
// and a network that can really be lost. The checks of tests/ are written with it.
//
// A [Site] is one app at an origin of its own, in one browser. A check opens pages of it,
// takes the network away, and asserts at the app's server which sync events came.
package harness

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"background-sync-polyfill/tests/network"
)

const (
	// Dist is the directory that `make build` fills, relative to tests/. The app under
	// test uses its files as any app would.
	Dist = "../dist"
	// CoreFile and PlainCoreFile are the paths of the core, as gzip and unpacked.
	CoreFile      = "/background-sync.wasm.gz"
	PlainCoreFile = "/background-sync.wasm"
	// PolyfillName is the name of the polyfill's database. All other names that the
	// polyfill uses in the app's origin begin with it.
	PolyfillName = "background-sync-polyfill"
)

// Limit is how long one check may take. It only bounds a hang: no check measures time by it.
const Limit = 3 * time.Minute

// Main runs the tests of a package in a network of their own, and ends the program. It
// must be the only statement of TestMain, because it runs the program a second time.
func Main(m *testing.M) {
	if _, err := os.Stat(filepath.Join(Dist, CoreFile)); err != nil {
		fmt.Fprintln(os.Stderr, "There is nothing to test: run `make build` first.", err)
		os.Exit(1)
	}
	network.Enter()
	code := m.Run()
	CloseBrowsers()
	os.Exit(code)
}
