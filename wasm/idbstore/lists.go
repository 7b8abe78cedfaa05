//go:build js && wasm

package idbstore

import (
	"context"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/idbstore/record"
)

// malformed is a stored record that is no valid registration.
type malformed struct {
	key, value js.Value
	reason     error
}

// setAside moves the record to the store of malformed records, so that the scope's other
// tags can be read and fired.
func (t *transaction) setAside(m malformed) error {
	_, err := t.add(setAsideStore, map[string]any{
		"scope":      t.scope,
		"key":        m.key,
		"record":     m.value,
		"reason":     m.reason.Error(),
		"setAsideAt": float64(polyfill.SystemClock{}.Now()),
	})
	if err != nil {
		return err
	}
	t.reports = append(t.reports, "background-sync-polyfill: the stored record of tag "+record.Describe(toGo(m.key.Index(1)))+
		" is malformed: "+m.reason.Error()+". The record was moved to store '"+setAsideStore+"' of database '"+databaseName+
		"', and the tag does not fire. To fire the tag, register it again.")
	_, err = t.store.Delete(m.key)
	return err
}

// NoteDropped implements [polyfill.Records].
func (t *transaction) NoteDropped(dropped polyfill.Registration, at polyfill.Instant) error {
	list, err := t.add(droppedStore, map[string]any{
		"scope":        t.scope,
		"tag":          dropped.Tag,
		"numAttempts":  dropped.NumAttempts,
		"lastError":    dropped.LastError,
		"registeredAt": float64(dropped.RegisteredAt),
		"droppedAt":    float64(at),
	})
	if err != nil {
		return err
	}
	keys, err := t.keysIn(list)
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

// add adds an entry to the store of that name, whose keys count up, and returns the store.
func (t *transaction) add(name string, values map[string]any) (*idb.ObjectStore, error) {
	list, err := t.txn.ObjectStore(name)
	if err != nil {
		return nil, err
	}
	_, err = list.Add(toObject(values))
	return list, err
}

// keysIn returns the keys of the scope's entries in a list, the oldest first.
func (t *transaction) keysIn(list *idb.ObjectStore) (keys []js.Value, err error) {
	index, err := list.Index(scopeIndex)
	if err != nil {
		return nil, err
	}
	only, err := idb.NewKeyRangeOnly(js.ValueOf(t.scope))
	if err != nil {
		return nil, err
	}
	request, err := index.GetAllKeysRange(only, 0)
	if err != nil {
		return nil, err
	}
	err = t.limit.run(func() error {
		keys, err = request.Await(context.Background())
		return err
	})
	return keys, err
}
