//go:build js && wasm

package idbstore

import (
	"errors"
	"syscall/js"
	"testing"
)

func TestAnUpgradeThatFailsLeavesNoStores(t *testing.T) {
	fail := func(target, method, name, store string) {
		emptyDisk(t)
		opening := newStore(t, "a")
		mend := patch(t, target, method, `function (...args) {
			if (`+name+` === '`+store+`') throw new DOMException('no', 'ConstraintError');
			return original.apply(this, args);
		}`)
		if err := put(opening, "x"); !errors.Is(err, errNoSchema) {
			t.Errorf("Update() = %v after %s failed for %s, want errNoSchema", err, method, store)
		}
		if left := evaluate(t, `done(indexedDB.open('background-sync-polyfill')).then((database) => {
			database.close();
			return [...database.objectStoreNames].join();
		})`).String(); left != "" {
			t.Errorf("the stores %s are left after %s failed for %s", left, method, store)
		}
		mend()
		mustPut(t, opening, "x")
		mustHold(t, opening, "x")
	}
	for _, store := range stores {
		fail("IDBDatabase", "createObjectStore", "args[0]", store)
		if store != changesStore {
			fail("IDBObjectStore", "createIndex", "this.name", store)
		}
	}
}

func TestAnUpgradeThatFailsOnceIsTriedAgainInTheSameCall(t *testing.T) {
	emptyDisk(t)
	js.Global().Set("failures", 0)
	patch(t, "IDBObjectStore", "createIndex", `function (...args) {
		if (globalThis.failures++ === 0) throw new DOMException('no', 'ConstraintError');
		return original.apply(this, args);
	}`)
	mustPut(t, newStore(t, "a"), "x")
}

// If the browser has aborted the upgrade already, our abort throws. That must not end the program.
func TestAnUpgradeThatTheBrowserAbortsIsAnError(t *testing.T) {
	emptyDisk(t)
	store := newStore(t, "a")
	mend := patch(t, "IDBObjectStore", "createIndex", `function (...args) {
		this.transaction.abort();
		return original.apply(this, args);
	}`)
	if err := put(store, "x"); !errors.Is(err, errNoSchema) {
		t.Errorf("Update() = %v, want errNoSchema", err)
	}
	mend()
	mustPut(t, store, "x")
}
