//go:build js && wasm

package idbstore

import (
	"syscall/js"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/storetest"
	"background-sync-polyfill/wasm/internal/jsinterop"
)

// TestStore runs the tests that every [polyfill.Store] must pass on IndexedDB.
func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open {
		emptyDisk(t)
		return func(scope string) polyfill.Store { return newStore(t, scope) }
	})
}

// patient is longer than IndexedDB takes without a fault.
var patient = timeLimit(8 * time.Second)

// newStore returns a store whose connection is closed at the end of the test.
func newStore(t *testing.T, scope string) *Store {
	store := New(scope, time.Duration(patient))
	t.Cleanup(store.closeConnection)
	return store
}

// emptyDisk deletes the database. It waits until all connections are closed.
func emptyDisk(t *testing.T) {
	t.Helper()
	evaluate(t, `done(indexedDB.deleteDatabase('background-sync-polyfill'))`)
}

// evaluate awaits a JavaScript expression and returns its value. The expression can call
// done(request), which resolves with the result of the request, and useStore(name, use), which
// resolves with the result of the request that use makes of that object store.
func evaluate(t *testing.T, expression string) js.Value {
	t.Helper()
	value, err := jsinterop.Await(js.Global().Call("eval", `(async () => {
		const done = (request) => new Promise((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
		const useStore = async (name, use) => {
			const database = await done(indexedDB.open('background-sync-polyfill'));
			const result = await done(use(database.transaction(name, 'readwrite').objectStore(name)));
			database.close();
			return result;
		};
		return `+expression+`;
	})()`))
	if err != nil {
		t.Fatal(err)
	}
	return value
}
