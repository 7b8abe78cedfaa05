//go:build js && wasm

package main

import (
	"fmt"
	"runtime"
	"syscall/js"
	"testing"

	"background-sync-polyfill/wasm/internal/jsx"
)

// account is what a core keeps at one moment.
type account struct {
	goroutines int
	// heapObjects are the objects on Go's heap. An unreleased js.Func is some of them, and
	// nothing else of syscall/js tells of it.
	heapObjects, heapBytes int
	// references are those that Go has to JavaScript's values, and values are what they refer to.
	references, values int
	// timers are those that Go waits for.
	timers int
	// memory is the linear memory in bytes. It never shrinks.
	memory int
}

func (a account) String() string {
	return fmt.Sprintf("%d goroutines, %d objects of %d bytes on the heap, %d references to %d values, %d timers, %d KB of memory",
		a.goroutines, a.heapObjects, a.heapBytes, a.references, a.values, a.timers, a.memory/1024)
}

// accountant counts what the program keeps.
type accountant struct {
	count js.Value
}

// newAccountant finds the object of wasm_exec.js that runs this program: it makes each
// js.Func by a method of its own, which is caught once.
func newAccountant(t *testing.T) accountant {
	t.Helper()
	count := js.Global().Call("eval", `(() => {
		const { prototype } = Go;
		const { _makeFuncWrapper: makeFuncWrapper } = prototype;
		let go;
		prototype._makeFuncWrapper = function (id) {
			prototype._makeFuncWrapper = makeFuncWrapper;
			go = this;
			return makeFuncWrapper.call(this, id);
		};
		return () => go && [
			go._goRefCounts.reduce((sum, count) => Number.isFinite(count) ? sum + count : sum, 0),
			go._ids.size,
			go._scheduledTimeouts.size,
			go._inst.exports.mem.buffer.byteLength,
		];
	})()`)
	js.FuncOf(func(js.Value, []js.Value) any { return nil }).Release()
	if count.Invoke().IsUndefined() {
		t.Fatal("wasm_exec.js makes a js.Func in another way than this test knows")
	}
	return accountant{count}
}

// take returns the account once nothing more is given back: finalizers need a collection
// to be found ready, and run after it.
func (a accountant) take(t *testing.T) account {
	t.Helper()
	last := a.look()
	for {
		runtime.GC()
		turn(t)
		next := a.look()
		if next.references >= last.references && next.heapObjects >= last.heapObjects {
			return last
		}
		last = next
	}
}

func (a accountant) look() account {
	counts := a.count.Invoke()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return account{
		goroutines:  runtime.NumGoroutine(),
		heapObjects: int(memory.HeapObjects),
		heapBytes:   int(memory.HeapAlloc),
		references:  counts.Index(0).Int(),
		values:      counts.Index(1).Int(),
		timers:      counts.Index(2).Int(),
		memory:      counts.Index(3).Int(),
	}
}

// turn lets JavaScript's event loop turn once, and all goroutines that can run.
func turn(t *testing.T) {
	t.Helper()
	if _, err := jsx.Await(js.Global().Call("eval", `new Promise((resolve) => setTimeout(resolve))`)); err != nil {
		t.Fatal(err)
	}
}
