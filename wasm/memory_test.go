//go:build js && wasm

package main

import (
	_ "embed"
	"flag"
	"runtime/debug"
	"syscall/js"
	"testing"

	"background-sync-polyfill/wasm/internal/jsinterop"
)

var rounds = flag.Int("rounds", 150, "how many rounds of register and fire TestMemoryStaysFlat takes")

//go:embed testdata/fake_worker.js
var fakeWorkerScript string

// What a core holds must not grow with the number of its rounds. `make soak` takes 10,000.
func TestMemoryStaysFlat(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(25)) // As js/worker/core/core.js sets it.
	counter := newResourceCounter(t)
	worker := js.Global().Call("eval", fakeWorkerScript)
	start(worker.Get("link"))
	after := func(total, further int) resources {
		t.Helper()
		if _, err := jsinterop.Await(worker.Call("run", further)); err != nil {
			t.Fatal(err)
		}
		held := counter.countAfterGC(t)
		t.Logf("after %d rounds: %v", total, held)
		return held
	}
	few := min(*rounds/5, 100)
	before := after(few, few) // By now stacks, maps and pools have reached their size.
	after(*rounds, *rounds-few).mustNotGrow(t, before)
}

// While a tag is stored, the core tries again and again to open a database that cannot be
// opened. No try may leave anything behind.
func TestAFailedOpenLeavesNothingBehind(t *testing.T) {
	counter := newResourceCounter(t)
	worker := js.Global().Call("eval", fakeWorkerScript)
	start(worker.Get("link"))
	after := func(tries int) resources {
		t.Helper()
		failed, err := jsinterop.Await(worker.Call("failToOpen", tries))
		if err != nil || failed.Int() != tries {
			t.Fatalf("%v of %d wake-ups failed, want all: %v", failed, tries, err)
		}
		return counter.countAfterGC(t)
	}
	before := after(5)
	after(40).mustNotGrow(t, before)
}
