package polyfill_test

import (
	"errors"
	"time"

	"background-sync-polyfill/polyfill"
)

var errAborted = errors.New("the transaction was aborted")

// tap stands between a core and its store, to count and to disturb.
type tap struct {
	polyfill.Store
	commits int
	// reads counts those of all registrations, updates what was tried, the strict ones apart.
	reads, updates, strict int
	// delay is how long a transaction takes.
	delay time.Duration
	// failGet, failPut and failCommit fail a part of a transaction.
	failGet    error
	failPut    func(polyfill.Registration) error
	failCommit error
	// aborted is called once a transaction has been rolled back, which is then
	// run again.
	aborted func()
	// afterAll is called once, between reading all and returning it.
	afterAll func()
}

// startOnTap replaces the worker by one whose store is disturbed.
func (w *world) startOnTap() *tap {
	w.worker.kill()
	disturbed := &tap{}
	w.between = func(_ *worker, env polyfill.Environment) polyfill.Environment {
		disturbed.Store, env.Store = env.Store, disturbed
		return env
	}
	w.start()
	w.between = nil
	return disturbed
}

func (s *tap) All() ([]polyfill.Registration, error) {
	s.reads++
	all, err := s.Store.All()
	if then := s.afterAll; then != nil {
		s.afterAll = nil
		then()
	}
	return all, err
}

func (s *tap) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	s.updates++
	if d == polyfill.Strict {
		s.strict++
	}
	time.Sleep(s.delay)
	if aborted := s.aborted; aborted != nil {
		s.aborted = nil
		_ = s.Store.Update(d, tags, func(records polyfill.Records) error {
			_ = change(records)
			return errAborted
		})
		aborted()
	}
	err := s.Store.Update(d, tags, func(records polyfill.Records) error {
		if err := change(tappedRecords{records, s}); err != nil {
			return err
		}
		return s.failCommit
	})
	if err == nil {
		s.commits++
	}
	return err
}

type tappedRecords struct {
	polyfill.Records
	tap *tap
}

func (r tappedRecords) Get(tag string) (polyfill.Registration, bool, error) {
	if r.tap.failGet != nil {
		return polyfill.Registration{}, false, r.tap.failGet
	}
	return r.Records.Get(tag)
}

func (r tappedRecords) Put(registration polyfill.Registration) error {
	if r.tap.failPut != nil {
		if err := r.tap.failPut(registration); err != nil {
			return err
		}
	}
	return r.Records.Put(registration)
}
