//go:build js && wasm

package idbstore

import (
	"context"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/idbstore/record"
)

// malformed is a record that is no registration.
type malformed struct {
	key, value js.Value
	reason     error
}

// setAside moves the record to the list of its kind, so that it stops nothing.
func (r *records) setAside(m malformed) error {
	_, err := r.add(setAsideStore, map[string]any{
		"scope":      r.scope,
		"key":        m.key,
		"record":     m.value,
		"reason":     m.reason.Error(),
		"setAsideAt": float64(polyfill.SystemClock{}.Now()),
	})
	if err != nil {
		return err
	}
	r.reports = append(r.reports, "background-sync-polyfill: the stored record of tag "+record.Describe(plain(m.key.Index(1)))+
		" is malformed: "+m.reason.Error()+". It was set aside in store '"+setAsideStore+"' of database '"+databaseName+
		"', and does not fire. To fire the tag, register it again.")
	_, err = r.store.Delete(m.key)
	return err
}

// NoteDropped implements [polyfill.Records].
func (r *records) NoteDropped(dropped polyfill.Registration, at polyfill.Instant) error {
	list, err := r.add(droppedStore, map[string]any{
		"scope":        r.scope,
		"tag":          dropped.Tag,
		"numAttempts":  dropped.NumAttempts,
		"lastError":    dropped.LastError,
		"registeredAt": float64(dropped.RegisteredAt),
		"droppedAt":    float64(at),
	})
	if err != nil {
		return err
	}
	keys, err := r.keysIn(list)
	if err != nil {
		return err
	}
	for _, key := range keys[:max(0, len(keys)-polyfill.MaxDropped)] {
		if _, err := list.Delete(key); err != nil {
			return err
		}
	}
	return nil
}

// add appends to a list.
func (r *records) add(name string, values map[string]any) (*idb.ObjectStore, error) {
	list, err := r.txn.ObjectStore(name)
	if err != nil {
		return nil, err
	}
	_, err = list.Add(toObject(values))
	return list, err
}

// keysIn returns the keys that the scope has in a list, the oldest first.
func (r *records) keysIn(list *idb.ObjectStore) (keys []js.Value, err error) {
	index, err := list.Index(scopeIndex)
	if err != nil {
		return nil, err
	}
	only, err := idb.NewKeyRangeOnly(js.ValueOf(r.scope))
	if err != nil {
		return nil, err
	}
	request, err := index.GetAllKeysRange(only, 0)
	if err != nil {
		return nil, err
	}
	err = r.inTime(func() error {
		keys, err = request.Await(context.Background())
		return err
	})
	return keys, err
}
