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

// Store implements [polyfill.Store] for one scope.
type Store struct {
	guard guard
	scope string

	mu         sync.Mutex
	connection *connection
}

// New returns the scope's store. The database is opened at the first use, and
// again whenever the browser has taken the connection away. Within timeout each
// request and each commit must have been answered.
func New(scope string, timeout time.Duration) *Store {
	return &Store{guard: guard{timeout}, scope: scope}
}

// Update implements [polyfill.Store].
func (s *Store) Update(durability polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	return s.change(durability, func(r *records) error {
		if err := r.fetch(tags); err != nil {
			return err
		}
		return change(r)
	})
}

// All implements [polyfill.Store].
func (s *Store) All() (all []polyfill.Registration, err error) {
	var bad []malformed
	err = s.use(func(c *connection) error {
		all, bad, err = c.readAll(s.scope)
		return err
	})
	if len(bad) > 0 {
		s.setAside(bad)
	}
	return all, err
}

// Keys returns the key [scope, tag] of every record, an array of JavaScript's. It lists
// malformed ones, too.
func (s *Store) Keys() (keys js.Value, err error) {
	err = s.use(func(c *connection) error {
		keys, err = c.ask("getAllKeys", s.scope)
		return err
	})
	return keys, err
}

// setAside moves the records to the list of the malformed ones, unless they have been
// replaced since. Where that fails, a full disk keeps nobody from reading the others.
func (s *Store) setAside(bad []malformed) {
	_ = s.change(polyfill.Relaxed, func(r *records) error {
		for _, m := range bad {
			if _, err := r.read(m.key); err != nil {
				return err
			}
		}
		return nil
	})
}

// change runs work in one readwrite transaction and returns once it is committed.
func (s *Store) change(durability polyfill.Durability, work func(*records) error) error {
	return s.use(func(c *connection) error { return c.transact(durability, s.scope, work) })
}

// use gives the connection to one at a time. One that turns out to be lost is opened
// once more.
func (s *Store) use(work func(*connection) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.useOnce(work)
	if connectionLost(err) {
		err = s.useOnce(work)
	}
	return err
}

// useOnce gives up a connection that something went wrong on: what the
// browser still has to say of the failure must not be taken for the next
// transaction's.
func (s *Store) useOnce(work func(*connection) error) (err error) {
	if s.connection == nil {
		if s.connection, err = connect(s.guard); err != nil {
			return err
		}
	}
	if err = work(s.connection); err != nil {
		s.drop()
	}
	return err
}

func (s *Store) drop() {
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
