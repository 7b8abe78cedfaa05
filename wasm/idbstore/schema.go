//go:build js && wasm

// Package idbstore keeps sync registrations in IndexedDB, through go-indexeddb
// and on guard against its faults: nobody else imports that library.
package idbstore

import (
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"
)

// The database, version 1, shared by every scope of the origin. The library
// cannot alter a store in a later upgrade, so all that is foreseen is here.
//
//	registrations  key path [scope, tag]   index scope   the sync registrations
//	log            auto key                index scope   what happened, for people
//	meta           key → value                           what is neither
const (
	databaseName    = "background-sync-polyfill"
	databaseVersion = 1

	registrationsStore = "registrations"
	logStore           = "log"
	metaStore          = "changes"
	scopeIndex         = "scope"

	// lastStore is the one that is created last: where it is, all are.
	lastStore = metaStore
)

func createSchema(db *idb.Database) error {
	registrations, err := db.CreateObjectStore(registrationsStore, idb.ObjectStoreOptions{
		KeyPath: js.ValueOf([]any{fieldScope, fieldTag}),
	})
	if err != nil {
		return err
	}
	if _, err := registrations.CreateIndex(scopeIndex, js.ValueOf(fieldScope), idb.IndexOptions{}); err != nil {
		return err
	}
	log, err := db.CreateObjectStore(logStore, idb.ObjectStoreOptions{KeyPath: js.Null(), AutoIncrement: true})
	if err != nil {
		return err
	}
	if _, err := log.CreateIndex(scopeIndex, js.ValueOf(fieldScope), idb.IndexOptions{}); err != nil {
		return err
	}
	for _, name := range []string{"dropped", "setAside"} {
		list, err := db.CreateObjectStore(name, idb.ObjectStoreOptions{KeyPath: js.Null(), AutoIncrement: true})
		if err != nil {
			return err
		}
		if _, err := list.CreateIndex(scopeIndex, js.ValueOf(fieldScope), idb.IndexOptions{}); err != nil {
			return err
		}
	}
	_, err = db.CreateObjectStore(metaStore, idb.ObjectStoreOptions{KeyPath: js.Null()})
	return err
}
