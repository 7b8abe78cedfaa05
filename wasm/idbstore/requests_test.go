//go:build js && wasm

package idbstore

import (
	"syscall/js"
	"testing"

	"background-sync-polyfill/polyfill"
)

// These tests look at the requests that IndexedDB gets, where its answers are not enough.

// To kill the browser would prove nothing: a relaxed commit outlives that, too.
func TestTheStoreAsksForTheDurabilityOfEachCommit(t *testing.T) {
	store := storeWith(t)
	js.Global().Set("askedFor", js.Null())
	mend := patch(t, "IDBDatabase", "transaction", `function (stores, mode, options) {
		globalThis.askedFor = mode + ' ' + options?.durability;
		return original.call(this, stores, mode, options);
	}`)
	defer mend()
	mustPut(t, store, "x")
	if got := js.Global().Get("askedFor").String(); got != "readwrite strict" {
		t.Errorf("the transaction was %q, want readwrite strict", got)
	}
	if err := store.Update(polyfill.Relaxed, nil, func(r polyfill.Records) error { return r.Delete("x") }); err != nil {
		t.Error(err)
	}
	if got := js.Global().Get("askedFor").String(); got != "readwrite relaxed" {
		t.Errorf("the transaction was %q, want readwrite relaxed", got)
	}
}

func TestOneRequestReadsAllRecordsOfTheScope(t *testing.T) {
	store := storeWith(t, "a", "b", "c")
	js.Global().Set("requests", js.Null())
	defer patch(t, "IDBDatabase", "transaction", `function (...args) {
		const transaction = original.apply(this, args);
		globalThis.requests = 0;
		const answered = () => globalThis.requests++;
		transaction.objectStore = new Proxy(transaction.objectStore, { apply: (target, _self, names) => {
			const store = target.apply(transaction, names);
			const index = store.index('scope');
			store.index = () => index;
			for (const source of [store, index]) {
				for (const method of ['get', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor']) {
					const read = source[method];
					source[method] = (...args) => {
						const request = read.apply(source, args);
						request.addEventListener('success', answered);
						return request;
					};
				}
			}
			return store;
		} });
		return transaction;
	}`)()
	read := map[string]func() error{
		"All":  func() error { _, err := store.All(); return err },
		"Keys": func() error { _, err := store.Keys(); return err },
	}
	for name, call := range read {
		if err := call(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if requests := js.Global().Get("requests").Int(); requests != 1 {
			t.Errorf("%s took %d requests, want one", name, requests)
		}
	}
}

// C19: Keys lists the keys of this scope only, also those of malformed records.
func TestKeysListsTheRecordsOfTheScope(t *testing.T) {
	store := storeWith(t, "b", "bad", "a")
	mustPut(t, newStore(t, "a/b"), "of another scope")
	damage(t, "delete record.order")
	keys, err := store.Keys()
	if err != nil {
		t.Fatal(err)
	}
	const want = `[["a","a"],["a","b"],["a","bad"]]`
	if got := js.Global().Get("JSON").Call("stringify", keys).String(); got != want {
		t.Errorf("Keys() = %s, want %s", got, want)
	}
}
