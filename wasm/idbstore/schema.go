//go:build js && wasm

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

// The database is shared by all scopes of the origin. Its stores tell whether it is ours;
// its version tells nothing. js/shared/idb/registrations.js has the same names. The keys of
// the stores dropped, setAside and log count up, and each of them has an index of the scope.
const (
	databaseName = "background-sync-polyfill"

	// registrationsStore has the sync registrations by [scope, tag], and an index of the scope.
	registrationsStore = "registrations"
	// droppedStore has the tags that were given up after their last chance.
	droppedStore = "dropped"
	// setAsideStore has the malformed records, each with the reason.
	setAsideStore = "setAside"
	// logStore is for a log that people read. Nothing is written yet.
	logStore = "log"
	// changesStore is for a count of changes by scope. Nothing is written yet.
	changesStore = "changes"

	scopeIndex = "scope"
)

// stores has the names of all stores in the order in which browsers list them.
var stores = []string{changesStore, droppedStore, logStore, registrationsStore, setAsideStore}

// isOurs reports whether the stores are exactly those of the schema.
func isOurs(names []string) bool { return slices.Equal(names, stores) }

// foreignDatabaseError is the error for a database of our name that has these other stores.
func foreignDatabaseError(names []string) *polyfill.Error {
	return &polyfill.Error{
		Name: polyfill.ErrStorage.Name,
		Message: "background-sync-polyfill: the database '" + databaseName + "' has other stores than the polyfill's: " +
			strings.Join(names, ", ") + ". The polyfill leaves it as it is. If your app made it, give it another name. " +
			"If a later release of the polyfill made it, serve that release again.",
	}
}

var errNotEmpty = errors.New("another script has created stores in the database before the upgrade")

// createSchema creates all stores in an empty database. If the database has stores, another
// script has made it after we saw it empty, and errNotEmpty says so. After an error the
// caller must abort the upgrade, which leaves the database as it was.
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

// createStore creates a store that has an index of the scope.
func createStore(db *idb.Database, name string, options idb.ObjectStoreOptions) error {
	store, err := db.CreateObjectStore(name, options)
	if err != nil {
		return err
	}
	_, err = store.CreateIndex(scopeIndex, js.ValueOf(record.FieldScope), idb.IndexOptions{})
	return err
}
