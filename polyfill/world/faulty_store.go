package world

import (
	"errors"
	"time"

	"background-sync-polyfill/polyfill"
)

// ErrAborted is the error of a transaction that was rolled back on purpose.
var ErrAborted = errors.New("the transaction was aborted")

// FaultyStore stands between a core and its store. It counts transactions, and can delay
// them and make them fail.
type FaultyStore struct {
	polyfill.Store
	// Reads counts the calls of All.
	Reads int
	// Updates counts the transactions that were tried, StrictUpdates the strict ones.
	Updates, StrictUpdates int
	// Commits counts the transactions that succeeded.
	Commits int
	// Delay is how long each Update takes.
	Delay time.Duration
	// FailGet, FailPut and FailCommit make that part of a transaction fail.
	FailGet    error
	FailPut    func(polyfill.Registration) error
	FailCommit error
	// AfterAbort makes the next transaction run twice. It is called once, after the first
	// run was rolled back.
	AfterAbort func()
	// AfterAll is called once, after All has read and before it returns.
	AfterAll func()
}

// StartWithFaultyStore replaces the latest worker by one that has a FaultyStore. Nothing
// wakes the new worker.
func (w *World) StartWithFaultyStore() *FaultyStore {
	w.Worker.Kill()
	faulty := &FaultyStore{}
	w.Wrap = func(_ *Worker, env polyfill.Environment) polyfill.Environment {
		faulty.Store, env.Store = env.Store, faulty
		return env
	}
	w.Start()
	w.Wrap = nil
	return faulty
}

// All implements [polyfill.Store].
func (s *FaultyStore) All() ([]polyfill.Registration, error) {
	s.Reads++
	all, err := s.Store.All()
	if then := s.AfterAll; then != nil {
		s.AfterAll = nil
		then()
	}
	return all, err
}

// Update implements [polyfill.Store].
func (s *FaultyStore) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	s.Updates++
	if d == polyfill.Strict {
		s.StrictUpdates++
	}
	time.Sleep(s.Delay)
	if then := s.AfterAbort; then != nil {
		s.AfterAbort = nil
		_ = s.Store.Update(d, tags, func(records polyfill.Records) error {
			_ = change(records)
			return ErrAborted
		})
		then()
	}
	err := s.Store.Update(d, tags, func(records polyfill.Records) error {
		if err := change(faultyRecords{records, s}); err != nil {
			return err
		}
		return s.FailCommit
	})
	if err == nil {
		s.Commits++
	}
	return err
}

type faultyRecords struct {
	polyfill.Records
	store *FaultyStore
}

func (r faultyRecords) Get(tag string) (polyfill.Registration, bool, error) {
	if r.store.FailGet != nil {
		return polyfill.Registration{}, false, r.store.FailGet
	}
	return r.Records.Get(tag)
}

func (r faultyRecords) Put(registration polyfill.Registration) error {
	if r.store.FailPut != nil {
		if err := r.store.FailPut(registration); err != nil {
			return err
		}
	}
	return r.Records.Put(registration)
}
