//go:build js && wasm

package idbstore

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/storetest"
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
	if err := remove(patient); err != nil {
		t.Fatal(err)
	}
}
