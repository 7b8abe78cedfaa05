//go:build js && wasm

// Package idbstore keeps sync registrations in IndexedDB, through go-indexeddb
// and on guard against its faults: nobody else imports that library.
package idbstore

import (
	"errors"
	"slices"
	"strings"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/idbstore/record"
)

// The database, shared by every scope of the origin. Its stores tell what it is,
// and not its version: js/shared/idb/registrations.js has the same names. The
// lists, of dropped, set aside and log, have numbers for keys and an index of the
// scope.
const (
	databaseName = "background-sync-polyfill"

	// The sync registrations, by [scope, tag], with an index of the scope.
	registrationsStore = "registrations"
	// The tags that were given up after their last chance.
	droppedStore = "dropped"
	// The records that were malformed, each with the reason.
	setAsideStore = "setAside"
	// What happened, for people. Nothing is written yet.
	logStore = "log"
	// By scope, a count that grows with each change. Nothing is written yet.
	changesStore = "changes"

	scopeIndex = "scope"
)

// stores has all names in the order in which browsers list them.
var stores = []string{changesStore, droppedStore, logStore, registrationsStore, setAsideStore}

// isOurs reports whether the stores are exactly those of the schema.
func isOurs(names []string) bool { return slices.Equal(names, stores) }

// errForeign is what the app is told whose own database has our name.
func errForeign(names []string) *polyfill.Error {
	return &polyfill.Error{
		Name: polyfill.ErrStorage.Name,
		Message: "background-sync-polyfill: the database '" + databaseName + "' has other stores than the polyfill's: " +
			strings.Join(names, ", ") + ". It is left alone. If it is your own, give it another name; if a later release made it, serve that release again.",
	}
}

var errNotEmpty = errors.New("the database has got stores meanwhile")

// createSchema creates all stores. A database that has any was made by somebody else
// after we saw it empty, and is not ours to add to. After an error the caller aborts
// the upgrade, which leaves the database as it was.
func createSchema(db *idb.Database) error {
	if names, err := db.ObjectStoreNames(); err != nil || len(names) > 0 {
		return errors.Join(errNotEmpty, err)
	}
	return createStores(db)
}

func createStores(db *idb.Database) error {
	registrations := idb.ObjectStoreOptions{KeyPath: js.ValueOf([]any{record.FieldScope, record.FieldTag})}
	if err := createStore(db, registrationsStore, registrations); err != nil {
		return err
	}
	for _, name := range []string{droppedStore, setAsideStore, logStore} {
		if err := createStore(db, name, idb.ObjectStoreOptions{KeyPath: js.Null(), AutoIncrement: true}); err != nil {
			return err
		}
	}
	_, err := db.CreateObjectStore(changesStore, idb.ObjectStoreOptions{KeyPath: js.ValueOf(record.FieldScope)})
	return err
}

// createStore creates one with an index of the scope.
func createStore(db *idb.Database, name string, options idb.ObjectStoreOptions) error {
	store, err := db.CreateObjectStore(name, options)
	if err != nil {
		return err
	}
	_, err = store.CreateIndex(scopeIndex, js.ValueOf(record.FieldScope), idb.IndexOptions{})
	return err
}
