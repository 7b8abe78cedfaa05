//go:build js && wasm

package main

import (
	"fmt"
	"runtime"
	"syscall/js"
	"testing"

	"background-sync-polyfill/wasm/internal/jsinterop"
)

// resources are what a core holds at one moment.
type resources struct {
	goroutines int
	// heapObjects counts the objects on Go's heap. An unreleased js.Func is some of them, and
	// shows in no other count.
	heapObjects, heapBytes int
	// references counts Go's references to JavaScript's values, and values those values.
	references, values int
	// timers counts the timers that Go waits for.
	timers int
	// memory is the size of the linear memory in bytes. It never shrinks.
	memory int
}

func (r resources) String() string {
	return fmt.Sprintf("%d goroutines, %d objects of %d bytes on the heap, %d references to %d values, %d timers, %d KB of memory",
		r.goroutines, r.heapObjects, r.heapBytes, r.references, r.values, r.timers, r.memory/1024)
}

// resourceCounter counts the resources that this program holds.
type resourceCounter struct {
	readGlue js.Value
}

// newResourceCounter finds the object of wasm_exec.js that runs this program. That object
// makes each js.Func by a method of its own, which the script replaces for one call.
func newResourceCounter(t *testing.T) resourceCounter {
	t.Helper()
	readGlue := js.Global().Call("eval", `(() => {
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
	if readGlue.Invoke().IsUndefined() {
		t.Fatal("wasm_exec.js no longer makes a js.Func by _makeFuncWrapper: adapt newResourceCounter")
	}
	return resourceCounter{readGlue}
}

// countAfterGC collects garbage until the counts do not fall any more, and returns them. It
// takes several collections, because finalizers run only after the collection that found
// their objects, and release more.
func (c resourceCounter) countAfterGC(t *testing.T) resources {
	t.Helper()
	last := c.count()
	for {
		runtime.GC()
		turnEventLoop(t)
		next := c.count()
		if next.references >= last.references && next.heapObjects >= last.heapObjects {
			return last
		}
		last = next
	}
}

func (c resourceCounter) count() resources {
	counts := c.readGlue.Invoke()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return resources{
		goroutines:  runtime.NumGoroutine(),
		heapObjects: int(memory.HeapObjects),
		heapBytes:   int(memory.HeapAlloc),
		references:  counts.Index(0).Int(),
		values:      counts.Index(1).Int(),
		timers:      counts.Index(2).Int(),
		memory:      counts.Index(3).Int(),
	}
}

// turnEventLoop lets JavaScript's event loop turn once. All goroutines that can run do so.
func turnEventLoop(t *testing.T) {
	t.Helper()
	if _, err := jsinterop.Await(js.Global().Call("eval", `new Promise((resolve) => setTimeout(resolve))`)); err != nil {
		t.Fatal(err)
	}
}

// mustNotGrow fails the test if r has more than before. Some counts may differ a little: the
// test itself and the moment of a collection change them.
func (r resources) mustNotGrow(t *testing.T, before resources) {
	t.Helper()
	for _, count := range []struct {
		what                string
		before, now, margin int
	}{
		{"goroutines", before.goroutines, r.goroutines, 0},
		{"objects on Go's heap", before.heapObjects, r.heapObjects, 10},
		{"bytes on Go's heap", before.heapBytes, r.heapBytes, 4096},
		{"references to JavaScript's values", before.references, r.references, 10},
		{"JavaScript values that Go refers to", before.values, r.values, 10},
		{"timers", before.timers, r.timers, 0},
		{"bytes of linear memory", before.memory, r.memory, before.memory / 2},
	} {
		if count.now > count.before+count.margin {
			t.Errorf("%s: %d now, %d before; want at most %d more", count.what, count.now, count.before, count.margin)
		}
	}
}
