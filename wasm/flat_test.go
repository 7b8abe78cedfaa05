//go:build js && wasm

package main

import (
	_ "embed"
	"flag"
	"runtime/debug"
	"syscall/js"
	"testing"

	"background-sync-polyfill/wasm/internal/jsx"
)

var rounds = flag.Int("rounds", 150, "how many rounds of register and fire TestMemoryStaysFlat takes")

//go:embed testdata/rounds.js
var roundsScript string

// What a core keeps does not grow with what it has done: goroutines, callbacks,
// references to JavaScript's values, memory. `make soak` takes 10,000 rounds.
func TestMemoryStaysFlat(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(25)) // As js/worker/core/core.js sets it.
	accountant := newAccountant(t)
	driver := js.Global().Call("eval", roundsScript)
	start(driver.Get("link"))
	after := func(total, further int) account {
		t.Helper()
		if _, err := jsx.Await(driver.Call("run", further)); err != nil {
			t.Fatal(err)
		}
		taken := accountant.take(t)
		t.Logf("after %d rounds: %v", total, taken)
		return taken
	}
	few := min(*rounds/5, 100)
	before := after(few, few) // Stacks, maps and pools have the size that they need.
	after(*rounds, *rounds-few).flatSince(t, before)
}

// A database that cannot be opened is tried again for as long as a tag is stored: no try
// leaves anything behind.
func TestAFailedOpenLeavesNothingBehind(t *testing.T) {
	accountant := newAccountant(t)
	driver := js.Global().Call("eval", roundsScript)
	start(driver.Get("link"))
	after := func(tries int) account {
		t.Helper()
		failed, err := jsx.Await(driver.Call("failToOpen", tries))
		if err != nil || failed.Int() != tries {
			t.Fatalf("of %d wake-ups %v have failed: %v", tries, failed, err)
		}
		return accountant.take(t)
	}
	before := after(5)
	after(40).flatSince(t, before)
}

// flatSince fails the test if more is kept than before, by more than what the test itself
// and the collector's choice of the moment make of it.
func (a account) flatSince(t *testing.T, before account) {
	t.Helper()
	for _, kept := range []struct {
		what            string
		before, now, by int
	}{
		{"goroutines", before.goroutines, a.goroutines, 0},
		{"objects on Go's heap", before.heapObjects, a.heapObjects, 10},
		{"bytes on Go's heap", before.heapBytes, a.heapBytes, 4096},
		{"references to JavaScript's values", before.references, a.references, 10},
		{"values that Go refers to", before.values, a.values, 10},
		{"timers", before.timers, a.timers, 0},
		{"bytes of linear memory", before.memory, a.memory, before.memory / 2},
	} {
		if kept.now > kept.before+kept.by {
			t.Errorf("%s: %d, and before %d; want %d more at most", kept.what, kept.now, kept.before, kept.by)
		}
	}
}
