//go:build linux

package harness

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/browser"
)

// Target is a browser, with or without native Background Sync.
type Target struct {
	Name   string
	Engine browser.Engine
	// Native leaves Background Sync as the browser has it. The polyfill must behave like
	// this target.
	Native bool
}

var only = flag.String("targets", "", "a comma-separated list of targets to run in; all if empty")

// Targets are the targets that flag -targets names, or all.
func Targets() []Target {
	all := allTargets()
	if *only == "" {
		return all
	}
	wanted := strings.Split(*only, ",")
	return slices.DeleteFunc(all, func(t Target) bool { return !slices.Contains(wanted, t.Name) })
}

func allTargets() []Target {
	var all []Target
	for _, engine := range browser.Engines() {
		all = append(all, Target{Name: engine.Name(), Engine: engine})
		if engine.Name() == "chromium" {
			all = append(all, Target{Name: "native", Engine: engine, Native: true})
		}
	}
	return all
}

// PolyfilledTargets are those of [Targets] in which the polyfill applies.
func PolyfilledTargets() []Target {
	return slices.DeleteFunc(Targets(), func(t Target) bool { return t.Native })
}

// NativeTargets are those of [Targets] with native Background Sync.
func NativeTargets() []Target {
	return slices.DeleteFunc(Targets(), func(t Target) bool { return !t.Native })
}

// Check is one check in one target.
type Check func(t *testing.T, s *Site)

// InEachTarget runs a check in each target, native Background Sync included.
func InEachTarget(t *testing.T, check Check) { InTurn(t, Targets(), check) }

// InPolyfilledTargets runs a check that has no meaning where Background Sync is native.
func InPolyfilledTargets(t *testing.T, check Check) { InTurn(t, PolyfilledTargets(), check) }

// InNativeTargets runs a check that has a meaning only where Background Sync is native.
func InNativeTargets(t *testing.T, check Check) { InTurn(t, NativeTargets(), check) }

// InTurn runs a check in these targets, one after the other.
func InTurn(t *testing.T, targets []Target, check Check) {
	for _, target := range targets {
		t.Run(target.Name, func(t *testing.T) {
			t.Cleanup(func() { explainFailure(t) })
			check(t, NewSite(t, target))
		})
	}
}

// InParallel runs a check in these targets at the same time as all other checks of this
// kind, after the checks that run in turn. It is for checks that mostly wait. The check
// must leave alone what all checks share, the network first of all.
func InParallel(t *testing.T, targets []Target, check Check) {
	t.Parallel()
	for _, target := range targets {
		t.Run(target.Name, func(t *testing.T) {
			t.Parallel()
			t.Cleanup(func() { explainFailure(t) })
			s := NewSite(t, target)
			s.crowded = true
			check(t, s)
		})
	}
}
