//go:build js && wasm

package idbstore

import (
	"cmp"
	"slices"
	"sync"
	"syscall/js"
	"time"

	"background-sync-polyfill/polyfill"
)

// Store implements [polyfill.Store] for one scope. Its methods may be called from many
// goroutines. They return [polyfill.ErrNoAnswer] if IndexedDB does not answer in time, a
// [*polyfill.Error] if a database of our name has other stores, and otherwise the cause that
// the browser gave. Update also returns the error of its function unchanged.
type Store struct {
	limit timeLimit
	scope string

	mu         sync.Mutex
	connection *connection
}

// New returns the store of a scope, which is a service worker registration's URL. It reads
// nothing: the first call opens the database, and a call after an error opens it again. Each
// request and each commit fails with [polyfill.ErrNoAnswer] if it takes longer than limit.
func New(scope string, limit time.Duration) *Store {
	return &Store{limit: timeLimit(limit), scope: scope}
}

// Update implements [polyfill.Store].
func (s *Store) Update(durability polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	return s.transact(durability, func(t *transaction) error {
		if err := t.readTags(tags); err != nil {
			return err
		}
		return change(t)
	})
}

// All implements [polyfill.Store]. It sets malformed records aside (C65).
func (s *Store) All() (all []polyfill.Registration, err error) {
	var bad []malformed
	err = s.withConnection(func(c *connection) error {
		all, bad, err = c.readAll(s.scope)
		return err
	})
	if len(bad) > 0 {
		s.setAside(bad)
	}
	return all, err
}

// Keys returns a JavaScript array of the keys [scope, tag] of all the scope's records, also
// of malformed ones, in the order of the tags (C19).
func (s *Store) Keys() (keys js.Value, err error) {
	err = s.withConnection(func(c *connection) error {
		keys, err = c.queryScope("getAllKeys", s.scope)
		return err
	})
	return keys, err
}

// setAside sets these records aside, unless they have been replaced by valid ones since
// they were read. An error is ignored: a full disk must not stop the scope's other tags.
func (s *Store) setAside(bad []malformed) {
	_ = s.transact(polyfill.Relaxed, func(t *transaction) error {
		for _, m := range bad {
			if _, err := t.readKey(m.key); err != nil {
				return err
			}
		}
		return nil
	})
}

// transact runs work in one readwrite transaction, and returns when that is committed.
func (s *Store) transact(durability polyfill.Durability, work func(*transaction) error) error {
	return s.withConnection(func(c *connection) error { return c.transact(durability, s.scope, work) })
}

// withConnection runs work on the connection, for one caller at a time. If the connection
// proves lost, work runs a second time, on a new one.
func (s *Store) withConnection(work func(*connection) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.tryConnection(work)
	if mayHelpToReopen(err) {
		err = s.tryConnection(work)
	}
	return err
}

// tryConnection closes the connection after any error. Otherwise late events of the failed
// transaction could be taken for those of the next one.
func (s *Store) tryConnection(work func(*connection) error) (err error) {
	if s.connection == nil {
		if s.connection, err = connect(s.limit); err != nil {
			return err
		}
	}
	if err = work(s.connection); err != nil {
		s.closeConnection()
	}
	return err
}

func (s *Store) closeConnection() {
	if s.connection != nil {
		s.connection.close()
		s.connection = nil
	}
}

func sortOldestFirst(all []polyfill.Registration) {
	slices.SortFunc(all, func(a, b polyfill.Registration) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Tag, b.Tag))
	})
}
