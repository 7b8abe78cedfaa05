//go:build js && wasm

package idbstore

import (
	"cmp"
	"slices"
	"sync"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
)

// Store implements [polyfill.Store] for one scope.
type Store struct {
	scope string

	mu sync.Mutex
	db *idb.Database
}

// New returns the scope's store. The database is opened at the first use, and
// again whenever the browser has taken the connection away.
func New(scope string) *Store {
	return &Store{scope: scope}
}

// Update implements [polyfill.Store].
func (s *Store) Update(change func(polyfill.Records) error) error {
	return s.transact(idb.TransactionReadWrite, func(records *records) error { return change(records) })
}

// All implements [polyfill.Store].
func (s *Store) All() (all []polyfill.Registration, err error) {
	err = s.transact(idb.TransactionReadOnly, func(records *records) error {
		all, err = records.All()
		return err
	})
	return all, err
}

// transact runs work in one transaction and returns once it is committed. A
// connection that turns out to be lost is opened once more.
func (s *Store) transact(mode idb.TransactionMode, work func(*records) error) error {
	err := s.transactOnce(mode, work)
	if !connectionLost(err) {
		return err
	}
	s.drop()
	return s.transactOnce(mode, work)
}

func (s *Store) transactOnce(mode idb.TransactionMode, work func(*records) error) error {
	db, err := s.open()
	if err != nil {
		return err
	}
	txn, err := db.TransactionWithOptions(idb.TransactionOptions{
		Mode:       mode,
		Durability: idb.DurabilityStrict,
	}, registrationsStore)
	if err != nil {
		return err
	}
	// Before the first request: a commit that came first would never be heard of.
	finished := finish(txn)
	store, err := txn.ObjectStore(registrationsStore)
	if err != nil {
		return err
	}
	if err := inTime(func() error { return work(&records{s.scope, store}) }); err != nil {
		// What the transaction ends with after this is of no interest: an abort
		// with nothing pending would be reported as success.
		_ = txn.Abort()
		return err
	}
	return inTime(func() error { return <-finished })
}

func (s *Store) open() (*idb.Database, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db == nil {
		db, err := open()
		if err != nil {
			return nil, err
		}
		s.db = db
	}
	return s.db, nil
}

func (s *Store) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.db != nil {
		_ = s.db.Close()
		s.db = nil
	}
}

func sortOldestFirst(all []polyfill.Registration) {
	slices.SortFunc(all, func(a, b polyfill.Registration) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Tag, b.Tag))
	})
}
