//go:build linux

// Package tests runs the polyfill in real browsers. Each check proves a line of
// docs/contract.md, in the files that the line's section names.
package tests

import (
	"testing"

	"background-sync-polyfill/tests/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }
