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
	scope string
	store *idb.ObjectStore
}

func (r *records) Get(tag string) (polyfill.Registration, bool, error) {
	request, err := r.store.Get(keyOf(r.scope, tag))
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
	return fromRecord(value), true, nil
}

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
	err = r.inTime(func() error {
		return request.Iter(context.Background(), func(cursor *idb.CursorWithValue) error {
			value, err := cursor.Value()
			if err != nil {
				return err
			}
			all = append(all, fromRecord(value))
			return nil
		})
	})
	sortOldestFirst(all)
	return all, err
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
	request, err := r.store.Delete(keyOf(r.scope, tag))
	if err != nil {
		return err
	}
	return r.inTime(func() error { return request.Await(context.Background()) })
}
