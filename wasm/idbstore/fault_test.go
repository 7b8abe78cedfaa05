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

// These tests cause the known faults of the browser and of the library. Each demands that
// the call returns the error, that no stored tag is lost, and that the store works again
// after the fault.

func TestAConnectionThatTheBrowserHasClosedIsReopened(t *testing.T) {
	store := storeWith(t, "kept")
	_ = store.connection.db.Close() // The next transaction throws InvalidStateError, as a plain js.Error.
	mustHold(t, store, "kept")
	mustPut(t, store, "more")
	mustHold(t, store, "kept", "more")
}

func TestAReadFailsIfTheConnectionIsLostTwice(t *testing.T) {
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

// Safari on an iPhone loses IndexedDB's server in the background. The second try finds a new one.
func TestAReadIsTriedAgainIfTheConnectionIsLostOnce(t *testing.T) {
	store := storeWith(t, "kept")
	patch(t, "IDBDatabase", "transaction", `function (...args) {
		IDBDatabase.prototype.transaction = original;
		throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
	}`)
	mustHold(t, store, "kept")
}

// An abort is noted for the whole connection, so a connection may run one transaction only.
func TestOneTransactionRunsAtATime(t *testing.T) {
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

// An open connection would stop others from deleting the database.
func TestCloseConnectionClosesTheDatabase(t *testing.T) {
	store := storeWith(t, "kept")
	js.Global().Set("closes", 0)
	defer patch(t, "IDBDatabase", "close", `function () {
		globalThis.closes++;
		original.call(this);
	}`)()
	store.closeConnection()
	if closed := js.Global().Get("closes").Int(); closed != 1 {
		t.Errorf("the connection was closed %d times, want once", closed)
	}
}

func TestTheStoreWorksAfterTheDatabaseWasDeleted(t *testing.T) {
	store := storeWith(t, "lost")
	emptyDisk(t) // Closes the store's connection by its versionchange event.
	mustHold(t, store)
	mustPut(t, store, "new")
	mustHold(t, store, "new")
}

func TestAReplacedIndexedDBIsAnError(t *testing.T) {
	store := storeWith(t, "kept")
	store.closeConnection()
	mend := patch(t, "IDBFactory", "open", `function () { return {}; }`)
	if _, err := store.All(); err == nil || !strings.Contains(err.Error(), "indexedDB") {
		t.Errorf("All() = %v, want an error that names indexedDB", err)
	}
	mend()
	mustHold(t, store, "kept")
}

func TestAForbiddenIndexedDBIsASecurityError(t *testing.T) {
	store := storeWith(t, "kept")
	store.closeConnection()
	mend := patch(t, "IDBFactory", "open", `function () { throw new DOMException('no', 'SecurityError'); }`)
	if _, err := store.All(); exceptionName(err) != "SecurityError" {
		t.Errorf("All() = %v, want SecurityError", err)
	}
	mend()
	mustHold(t, store, "kept")
}

// If an app has replaced a method of IndexedDB, it can throw any value.
func TestAThrownValueThatIsNoObjectIsAnError(t *testing.T) {
	store := storeWith(t, "kept")
	for _, thrown := range []string{"'a string'", "undefined", "null", "5"} {
		mend := patch(t, "IDBIndex", "getAll", `function () { throw `+thrown+`; }`)
		if _, err := store.All(); err == nil {
			t.Errorf("All() reports no error although getAll has thrown %s", thrown)
		}
		mend()
		mend = patch(t, "IDBObjectStore", "put", `function () { throw `+thrown+`; }`)
		if err := put(store, "lost"); err == nil {
			t.Errorf("Update() reports no error although put has thrown %s", thrown)
		}
		mend()
	}
	mustHold(t, store, "kept")
}

func TestUpdateFailsIfTheDiskIsFull(t *testing.T) {
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

// Update does not wait for each write. A write that fails later must fail the commit.
func TestUpdateFailsIfAWriteFailsLater(t *testing.T) {
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

// Update waits for the last of its reads alone, and must return the error of the read that failed.
func TestUpdateReturnsTheErrorOfTheReadThatFailed(t *testing.T) {
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
			t.Errorf("Update(%q) = %v, want the ConstraintError of the read of \"bad\"", tags, err)
		}
		mend()
	}
	mustHold(t, store, "kept")
}

func TestAReadFailsIfItsTransactionIsAborted(t *testing.T) {
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

func TestUpdateFailsIfItsTransactionIsAborted(t *testing.T) {
	store := storeWith(t, "kept")
	// Without commit() the transaction stays open until its last request has been answered.
	defer patch(t, "IDBTransaction", "commit", `function () {}`)()
	mend := patch(t, "IDBObjectStore", "put", `function (value) {
		const request = original.call(this, value);
		request.addEventListener('success', () => this.transaction.abort());
		return request;
	}`)
	if err := put(store, "lost"); err == nil {
		t.Error("Update() reports no error for an aborted transaction")
	}
	mend()
	mustHold(t, store, "kept")
}

func TestUpdateFailsIfTheCommitIsNotAnswered(t *testing.T) {
	store := storeWith(t, "kept")
	store.connection.limit = timeLimit(50 * time.Millisecond)
	mute := patch(t, "IDBTransaction", "addEventListener", `function () {}`, "EventTarget")
	err := put(store, "late")
	mute()
	if !errors.Is(err, polyfill.ErrNoAnswer) {
		t.Errorf("Update() = %v, want ErrNoAnswer", err)
	}
	// The transaction was committed, but the store has not heard of it.
	mustHold(t, store, "kept", "late")
}

// The answer to an open can come after the time limit. The core must not panic then, and must
// close the connection.
func TestADatabaseThatOpensTooLateIsClosed(t *testing.T) {
	storeWith(t, "kept")
	store := newStore(t, "a")
	store.limit = timeLimit(50 * time.Millisecond)
	js.Global().Call("eval", `globalThis.allowed = new Promise((resolve) => (globalThis.allowAnswers = resolve))`)
	mend := patch(t, "IDBRequest", "addEventListener", `function (type, listener) {
		original.call(this, type, (event) => globalThis.allowed.then(() => listener.call(this, event)));
	}`, "EventTarget")
	if _, err := store.All(); !errors.Is(err, polyfill.ErrNoAnswer) {
		t.Errorf("All() = %v, want ErrNoAnswer", err)
	}
	mend()
	js.Global().Call("allowAnswers") // Also those that the browser has not given yet.
	store.limit = patient
	mustHold(t, store, "kept")
	emptyDisk(t) // This waits until every connection is closed.
}
