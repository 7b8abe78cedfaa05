//go:build linux

// Package tests runs the polyfill in real browsers: a real service worker, a
// real IndexedDB, a network that is really gone.
package tests

import (
	"fmt"
	"os"
	"testing"

	"background-sync-polyfill/tests/network"
)

func TestMain(m *testing.M) {
	if err := builtFiles(); err != nil {
		fmt.Fprintln(os.Stderr, "There is nothing to test: run `make build` first.", err)
		os.Exit(1)
	}
	network.Enter()
	code := m.Run()
	closeBrowsers()
	os.Exit(code)
}
