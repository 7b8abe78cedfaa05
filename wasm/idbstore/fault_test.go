//go:build js && wasm

package idbstore

import (
	"errors"
	"strings"
	"sync"
	"syscall/js"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

// Each fault that the browser or the library can have, and that nothing is lost
// by it: the store says so, and works again once the fault is gone.

func TestTheBrowserClosedTheConnection(t *testing.T) {
	store := storeWith(t, "kept")
	_ = store.connection.db.Close() // The next transaction throws InvalidStateError, untyped.
	mustHold(t, store, "kept")
	mustPut(t, store, "more")
	mustHold(t, store, "kept", "more")
}

func TestTheServerWentAway(t *testing.T) {
	store := storeWith(t, "kept")
	mend := patch(t, "IDBDatabase", "transaction", `function () {
		throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
	}`)
	if _, err := store.All(); exceptionName(err) != "UnknownError" {
		t.Errorf("All() = %v, want the UnknownError of the second try", err)
	}
	mend()
	mustHold(t, store, "kept")
}

// The iPhone's case: the server is there again at the second try.
func TestTheServerWasAwayForAMoment(t *testing.T) {
	store := storeWith(t, "kept")
	patch(t, "IDBDatabase", "transaction", `function (...args) {
		IDBDatabase.prototype.transaction = original;
		throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
	}`)
	mustHold(t, store, "kept")
}

// A connection of which an abort has to be told apart takes one transaction at a time.
func TestTransactionsFollowOneAnother(t *testing.T) {
	store := storeWith(t)
	js.Global().Set("running", 0)
	js.Global().Set("most", 0)
	defer patch(t, "IDBDatabase", "transaction", `function (...args) {
		const transaction = original.apply(this, args);
		globalThis.most = Math.max(globalThis.most, ++globalThis.running);
		for (const end of ['complete', 'abort']) transaction.addEventListener(end, () => globalThis.running--);
		return transaction;
	}`)()
	var all sync.WaitGroup
	for _, tag := range []string{"a", "b", "c", "d"} {
		all.Go(func() {
			if err := put(store, tag); err != nil {
				t.Errorf("put %q: %v", tag, err)
			}
		})
	}
	all.Wait()
	if most := js.Global().Get("most").Int(); most != 1 {
		t.Errorf("%d transactions ran at once, want one", most)
	}
	mustHold(t, store, "a", "b", "c", "d")
}

// A connection that is given up must not keep the database from whoever deletes it.
func TestAConnectionThatIsGivenUpIsClosed(t *testing.T) {
	store := storeWith(t, "kept")
	js.Global().Set("closes", 0)
	defer patch(t, "IDBDatabase", "close", `function () {
		globalThis.closes++;
		original.call(this);
	}`)()
	store.drop()
	if closed := js.Global().Get("closes").Int(); closed != 1 {
		t.Errorf("the connection was closed %d times, want once", closed)
	}
}

func TestTheDatabaseWasDeleted(t *testing.T) {
	store := storeWith(t, "lost")
	emptyDisk(t) // Closes the store's connection by its versionchange event.
	mustHold(t, store)
	mustPut(t, store, "new")
	mustHold(t, store, "new")
}

func TestIndexedDBIsSomethingElse(t *testing.T) {
	store := storeWith(t, "kept")
	store.drop()
	mend := patch(t, "IDBFactory", "open", `function () { return {}; }`)
	if _, err := store.All(); err == nil || !strings.Contains(err.Error(), "cannot be used here") {
		t.Errorf("All() = %v, want that it cannot be used", err)
	}
	mend()
	mustHold(t, store, "kept")
}

func TestIndexedDBIsForbidden(t *testing.T) {
	store := storeWith(t, "kept")
	store.drop()
	mend := patch(t, "IDBFactory", "open", `function () { throw new DOMException('no', 'SecurityError'); }`)
	if _, err := store.All(); exceptionName(err) != "SecurityError" {
		t.Errorf("All() = %v, want SecurityError", err)
	}
	mend()
	mustHold(t, store, "kept")
}

// Anything can be thrown where an app has replaced a method.
func TestWhatIsThrownIsNoObject(t *testing.T) {
	store := storeWith(t, "kept")
	for _, thrown := range []string{"'a string'", "undefined", "null", "5"} {
		mend := patch(t, "IDBIndex", "getAll", `function () { throw `+thrown+`; }`)
		if _, err := store.All(); err == nil {
			t.Errorf("All() reports success although %s was thrown", thrown)
		}
		mend()
		mend = patch(t, "IDBObjectStore", "put", `function () { throw `+thrown+`; }`)
		if err := put(store, "lost"); err == nil {
			t.Errorf("Update() reports success although %s was thrown", thrown)
		}
		mend()
	}
	mustHold(t, store, "kept")
}

func TestTheDiskIsFull(t *testing.T) {
	store := storeWith(t, "kept")
	mend := patch(t, "IDBObjectStore", "put", `function () {
		throw new DOMException('full', 'QuotaExceededError');
	}`)
	if err := put(store, "lost"); exceptionName(err) != "QuotaExceededError" {
		t.Errorf("Update() = %v, want QuotaExceededError", err)
	}
	mend()
	mustHold(t, store, "kept")
}

// Writes are not waited for one by one. One that fails late fails the whole.
func TestAWriteFailsLate(t *testing.T) {
	store := storeWith(t, "kept")
	mend := patch(t, "IDBObjectStore", "put", `function (value) {
		original.call(this, value);
		return this.add(value);
	}`)
	if err := put(store, "lost"); exceptionName(err) != "ConstraintError" {
		t.Errorf("Update() = %v, want ConstraintError", err)
	}
	mend()
	mustHold(t, store, "kept")
}

// A read of several tags waits for the last one, and tells why the first one failed.
func TestOneOfTheReadsFails(t *testing.T) {
	store := storeWith(t, "kept")
	const failing = `function (key) {
		if (key[1] !== 'bad') return original.call(this, key);
		original.call(this, key);
		return this.add({scope: 'a', tag: 'kept'});
	}`
	for _, tags := range [][]string{{"bad", "kept"}, {"kept", "bad"}, {"kept", "bad", "other"}} {
		mend := patch(t, "IDBObjectStore", "get", failing)
		err := store.Update(polyfill.Strict, tags, func(polyfill.Records) error { return nil })
		if exceptionName(err) != "ConstraintError" {
			t.Errorf("Update(%q) = %v, want the ConstraintError of one read", tags, err)
		}
		mend()
	}
	mustHold(t, store, "kept")
}

func TestAReadFailsLate(t *testing.T) {
	store := storeWith(t, "kept")
	mend := patch(t, "IDBIndex", "getAll", `function (query) {
		const request = original.call(this, query);
		this.objectStore.transaction.abort();
		return request;
	}`)
	if _, err := store.All(); exceptionName(err) != "AbortError" {
		t.Errorf("All() = %v, want AbortError", err)
	}
	mend()
	mustHold(t, store, "kept")
}

func TestTheTransactionIsAborted(t *testing.T) {
	store := storeWith(t, "kept")
	// A browser without commit() leaves the time for it.
	defer patch(t, "IDBTransaction", "commit", `function () {}`)()
	mend := patch(t, "IDBObjectStore", "put", `function (value) {
		const request = original.call(this, value);
		request.addEventListener('success', () => this.transaction.abort());
		return request;
	}`)
	if err := put(store, "lost"); err == nil {
		t.Error("Update() reports success for an aborted transaction")
	}
	mend()
	mustHold(t, store, "kept")
}

func TestIndexedDBDoesNotAnswer(t *testing.T) {
	store := storeWith(t, "kept")
	store.connection.timeout = 50 * time.Millisecond
	mute := patch(t, "IDBTransaction", "addEventListener", `function () {}`, "EventTarget")
	err := put(store, "late")
	mute()
	if !errors.Is(err, polyfill.ErrNoAnswer) {
		t.Errorf("Update() = %v, want ErrNoAnswer", err)
	}
	// It was committed all the same, and nobody heard of it.
	mustHold(t, store, "kept", "late")
}

// A database that opens after it was given up: the core lives, and the late
// connection is closed.
func TestIndexedDBAnswersLate(t *testing.T) {
	storeWith(t, "kept")
	store := newStore(t, "a")
	store.guard.timeout = 50 * time.Millisecond
	js.Global().Set("late", js.Global().Get("Array").New())
	mend := patch(t, "IDBRequest", "addEventListener", `function (type, listener) {
		original.call(this, type, (event) => globalThis.late.push(() => listener.call(this, event)));
	}`, "EventTarget")
	if _, err := store.All(); !errors.Is(err, polyfill.ErrNoAnswer) {
		t.Errorf("All() = %v, want ErrNoAnswer", err)
	}
	mend()
	js.Global().Call("eval", `for (const answer of late) answer()`)
	store.guard = patient
	mustHold(t, store, "kept")
	emptyDisk(t) // Waits for every connection to close.
}
