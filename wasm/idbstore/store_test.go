//go:build js && wasm

package idbstore

import (
	"syscall/js"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/storetest"
	"background-sync-polyfill/wasm/internal/jsx"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open {
		emptyDisk(t)
		return func(scope string) polyfill.Store { return newStore(t, scope) }
	})
}

// patient waits longer than IndexedDB takes while nothing is wrong.
var patient = guard{8 * time.Second}

// newStore returns a store whose connection ends with the test.
func newStore(t *testing.T, scope string) *Store {
	store := New(scope, patient.timeout)
	t.Cleanup(store.drop)
	return store
}

func emptyDisk(t *testing.T) {
	t.Helper()
	evaluate(t, `done(indexedDB.deleteDatabase('background-sync-polyfill'))`)
}

// evaluate returns what the promise of an expression resolves with. It may use
// done(request), and useStore(name, use), which resolves with the result of what use
// asks of an object store.
func evaluate(t *testing.T, expression string) js.Value {
	t.Helper()
	value, err := jsx.Await(js.Global().Call("eval", `(async () => {
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
