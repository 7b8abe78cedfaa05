//go:build js && wasm

package idbstore

import (
	"context"
	"errors"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
)

// transaction implements [polyfill.Records] within one readwrite transaction. It does not
// wait for its writes: if one fails, the browser aborts the transaction, and the commit
// reports it.
type transaction struct {
	limit timeLimit
	scope string
	txn   *idb.Transaction
	store *idb.ObjectStore
	// lookups has what the transaction has read or written, by tag.
	lookups map[string]lookup
	// reports are written to the console after the commit.
	reports []string
}

// lookup is the registration of a tag, if the tag has one.
type lookup struct {
	registration polyfill.Registration
	found        bool
}

// readTags reads the records of all these tags: one request for each, and one wait for all.
func (t *transaction) readTags(tags []string) error {
	var unread []string
	var requests []*idb.Request
	asked := map[string]bool{}
	for _, tag := range tags {
		if _, isRead := t.lookups[tag]; isRead || asked[tag] {
			continue
		}
		asked[tag] = true
		request, err := t.store.Get(keyOfTag(t.scope, tag))
		if err != nil {
			return err
		}
		unread, requests = append(unread, tag), append(requests, request)
	}
	values, err := t.awaitAll(requests)
	if err != nil {
		return err
	}
	for i, tag := range unread {
		if t.lookups[tag], err = t.decodeOrSetAside(keyOfTag(t.scope, tag), values[i]); err != nil {
			return err
		}
	}
	return nil
}

// awaitAll returns the results of the requests. It waits for the last one alone, because a
// listener takes longer than a read. That suffices: the requests of a transaction end in
// their order, and if one fails, all later ones fail.
func (t *transaction) awaitAll(requests []*idb.Request) ([]js.Value, error) {
	if len(requests) == 0 {
		return nil, nil
	}
	last := requests[len(requests)-1]
	err := t.limit.run(func() error {
		_, err := last.Await(context.Background())
		return err
	})
	values := make([]js.Value, len(requests))
	if errors.Is(err, polyfill.ErrNoAnswer) {
		return nil, err
	}
	if err != nil {
		return nil, errors.Join(rootCause(requests), err)
	}
	for i, request := range requests {
		if values[i], err = request.Result(); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// rootCause returns the error of the request that failed by itself. The requests after that
// one were aborted with their transaction. All must have ended.
func rootCause(requests []*idb.Request) error {
	for _, request := range requests {
		if err := request.Err(); err != nil && exceptionName(err) != "AbortError" {
			return err
		}
	}
	return nil
}

// readKey reads the record of one key.
func (t *transaction) readKey(key js.Value) (lookup, error) {
	request, err := t.store.Get(key)
	if err != nil {
		return lookup{}, err
	}
	values, err := t.awaitAll([]*idb.Request{request})
	if err != nil {
		return lookup{}, err
	}
	return t.decodeOrSetAside(key, values[0])
}

// decodeOrSetAside returns the registration of a record. A malformed record is set aside,
// and then there is no registration.
func (t *transaction) decodeOrSetAside(key, value js.Value) (lookup, error) {
	if value.IsUndefined() {
		return lookup{}, nil
	}
	registration, reason := fromRecord(t.scope, value)
	if reason != nil {
		return lookup{}, t.setAside(malformed{key, value, reason})
	}
	return lookup{registration, true}, nil
}

func (t *transaction) Get(tag string) (polyfill.Registration, bool, error) {
	err := t.readTags([]string{tag})
	return t.lookups[tag].registration, t.lookups[tag].found, err
}

func (t *transaction) Put(registration polyfill.Registration) error {
	t.lookups[registration.Tag] = lookup{registration, true}
	_, err := t.store.Put(toRecord(t.scope, registration))
	return err
}

func (t *transaction) Delete(tag string) error {
	t.lookups[tag] = lookup{}
	_, err := t.store.Delete(keyOfTag(t.scope, tag))
	return err
}
