//go:build js && wasm

package idbstore

import (
	"context"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
)

// records implements [polyfill.Records] within one transaction. Each request
// is awaited before the next is made: the library never hears of one that has
// finished before it listens.
type records struct {
	guard
	scope    string
	txn      *idb.Transaction
	store    *idb.ObjectStore
	writable bool
	// malformed counts the records that were found to be no registrations.
	malformed int
	// reports are for the console, once the transaction is committed.
	reports []string
}

func (r *records) Get(tag string) (polyfill.Registration, bool, error) {
	key := keyOf(r.scope, tag)
	request, err := r.store.Get(key)
	if err != nil {
		return polyfill.Registration{}, false, err
	}
	var value js.Value
	err = r.inTime(func() (err error) {
		value, err = request.Await(context.Background())
		return err
	})
	if err != nil || value.IsUndefined() {
		return polyfill.Registration{}, false, err
	}
	registration, reason := fromRecord(r.scope, value)
	if reason != nil {
		return polyfill.Registration{}, false, r.setAside(malformed{key, value, reason})
	}
	return registration, true, nil
}

// All implements [polyfill.Records]. Malformed records are no registrations.
func (r *records) All() ([]polyfill.Registration, error) {
	index, err := r.store.Index(scopeIndex)
	if err != nil {
		return nil, err
	}
	request, err := index.OpenCursorKey(js.ValueOf(r.scope), idb.CursorNext)
	if err != nil {
		return nil, err
	}
	var all []polyfill.Registration
	var bad []malformed
	err = r.inTime(func() error {
		return request.Iter(context.Background(), func(cursor *idb.CursorWithValue) error {
			value, err := cursor.Value()
			if err != nil {
				return err
			}
			registration, reason := fromRecord(r.scope, value)
			if reason == nil {
				all = append(all, registration)
				return nil
			}
			key, err := cursor.PrimaryKey()
			bad = append(bad, malformed{key, value, reason})
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	for _, m := range bad {
		if err := r.setAside(m); err != nil {
			return nil, err
		}
	}
	sortOldestFirst(all)
	return all, nil
}

func (r *records) Put(registration polyfill.Registration) error {
	request, err := r.store.Put(toRecord(r.scope, registration))
	if err != nil {
		return err
	}
	return r.inTime(func() error {
		_, err := request.Await(context.Background())
		return err
	})
}

func (r *records) Delete(tag string) error {
	return r.delete(r.store, keyOf(r.scope, tag))
}

func (r *records) delete(store *idb.ObjectStore, key js.Value) error {
	request, err := store.Delete(key)
	if err != nil {
		return err
	}
	return r.inTime(func() error { return request.Await(context.Background()) })
}
