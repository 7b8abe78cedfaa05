//go:build js && wasm

package idbstore

import (
	"context"
	"errors"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
)

// records implements [polyfill.Records] within one readwrite transaction. What it writes
// is not waited for: the commit is, and a request that fails aborts that.
type records struct {
	guard
	scope string
	txn   *idb.Transaction
	store *idb.ObjectStore
	// known is what the transaction has read or written, by tag.
	known map[string]stored
	// reports are for the console, once the transaction is committed.
	reports []string
}

// stored is the registration of a tag, if there is one.
type stored struct {
	registration polyfill.Registration
	found        bool
}

// fetch reads these tags together: a request each, and one wait for all.
func (r *records) fetch(tags []string) error {
	var unknown []string
	var requests []*idb.Request
	asked := map[string]bool{}
	for _, tag := range tags {
		if _, known := r.known[tag]; known || asked[tag] {
			continue
		}
		asked[tag] = true
		request, err := r.store.Get(keyOf(r.scope, tag))
		if err != nil {
			return err
		}
		unknown, requests = append(unknown, tag), append(requests, request)
	}
	values, err := r.awaitAll(requests)
	if err != nil {
		return err
	}
	for i, tag := range unknown {
		if r.known[tag], err = r.decode(keyOf(r.scope, tag), values[i]); err != nil {
			return err
		}
	}
	return nil
}

// awaitAll waits for the last request alone, since to listen costs more than to read: those
// of one transaction end in their order, and one that fails takes all later ones along.
func (r *records) awaitAll(requests []*idb.Request) ([]js.Value, error) {
	if len(requests) == 0 {
		return nil, nil
	}
	last := requests[len(requests)-1]
	err := r.inTime(func() error {
		_, err := last.Await(context.Background())
		return err
	})
	values := make([]js.Value, len(requests))
	if errors.Is(err, polyfill.ErrNoAnswer) {
		return nil, err
	}
	if err != nil {
		return nil, errors.Join(causeIn(requests), err)
	}
	for i, request := range requests {
		if values[i], err = request.Result(); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// causeIn returns the error of the request that has failed by itself, when all have ended.
// Those behind it were aborted with their transaction.
func causeIn(requests []*idb.Request) error {
	for _, request := range requests {
		if err := request.Err(); err != nil && exceptionName(err) != "AbortError" {
			return err
		}
	}
	return nil
}

// read reads the record of a key.
func (r *records) read(key js.Value) (stored, error) {
	request, err := r.store.Get(key)
	if err != nil {
		return stored{}, err
	}
	values, err := r.awaitAll([]*idb.Request{request})
	if err != nil {
		return stored{}, err
	}
	return r.decode(key, values[0])
}

// decode sets a record aside that is no registration.
func (r *records) decode(key, value js.Value) (stored, error) {
	if value.IsUndefined() {
		return stored{}, nil
	}
	registration, reason := fromRecord(r.scope, value)
	if reason != nil {
		return stored{}, r.setAside(malformed{key, value, reason})
	}
	return stored{registration, true}, nil
}

func (r *records) Get(tag string) (polyfill.Registration, bool, error) {
	err := r.fetch([]string{tag})
	return r.known[tag].registration, r.known[tag].found, err
}

func (r *records) Put(registration polyfill.Registration) error {
	r.known[registration.Tag] = stored{registration, true}
	_, err := r.store.Put(toRecord(r.scope, registration))
	return err
}

func (r *records) Delete(tag string) error {
	r.known[tag] = stored{}
	_, err := r.store.Delete(keyOf(r.scope, tag))
	return err
}
