//go:build js && wasm

package idbstore

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/hack-pad/go-indexeddb/idb"

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
func (s *Store) Update(change func(polyfill.Records) error) error {
	return s.transact(idb.TransactionReadWrite, func(records *records) error { return change(records) })
}

// All implements [polyfill.Store].
func (s *Store) All() (all []polyfill.Registration, err error) {
	var malformed int
	err = s.transact(idb.TransactionReadOnly, func(records *records) error {
		all, err = records.All()
		malformed = records.malformed
		return err
	})
	if malformed > 0 {
		s.setAsideMalformed()
	}
	return all, err
}

// setAsideMalformed reads all once more where it can write: a record may have been
// replaced since. Where that fails, a full disk keeps nobody from reading the others.
func (s *Store) setAsideMalformed() {
	_ = s.Update(func(records polyfill.Records) error {
		_, err := records.All()
		return err
	})
}

// transact runs work in one transaction at a time and returns once it is
// committed. A connection that turns out to be lost is opened once more.
func (s *Store) transact(mode idb.TransactionMode, work func(*records) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.transactOnce(mode, work)
	if connectionLost(err) {
		err = s.transactOnce(mode, work)
	}
	return err
}

// transactOnce gives up a connection that something went wrong on: what the
// browser still has to say of the failure must not be taken for the next
// transaction's.
func (s *Store) transactOnce(mode idb.TransactionMode, work func(*records) error) (err error) {
	if s.connection == nil {
		if s.connection, err = connect(s.guard); err != nil {
			return err
		}
	}
	if err = s.connection.transact(mode, s.scope, work); err != nil {
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
