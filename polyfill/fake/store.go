// Package fake is a world for the core to run in without a browser: a disk, an
// app with its handlers, a network, a clock.
package fake

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"sync"

	"background-sync-polyfill/polyfill"
)

// ErrClosed is what a closed store answers: its core is dead.
var ErrClosed = errors.New("the store is closed")

// Disk outlives the cores that write to it. The zero value is an empty disk.
type Disk struct {
	mu      sync.Mutex
	scopes  map[string]map[string]polyfill.Registration
	failing error
}

// Fail makes every transaction from now on fail with err; nil mends the disk.
func (d *Disk) Fail(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.failing = err
}

// Open returns the scope's store.
func (d *Disk) Open(scope string) *Store {
	return &Store{disk: d, scope: scope}
}

// Store is a connection to a disk.
type Store struct {
	disk   *Disk
	scope  string
	closed bool
}

// Close makes every later call fail, as for a core that was killed.
func (s *Store) Close() {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	s.closed = true
}

// Update implements [polyfill.Store].
func (s *Store) Update(change func(polyfill.Records) error) error {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	if err := s.err(); err != nil {
		return err
	}
	changed := records(maps.Clone(s.disk.scopes[s.scope]))
	if changed == nil {
		changed = records{}
	}
	if err := change(changed); err != nil {
		return err
	}
	if s.disk.scopes == nil {
		s.disk.scopes = map[string]map[string]polyfill.Registration{}
	}
	s.disk.scopes[s.scope] = changed
	return nil
}

// All implements [polyfill.Store].
func (s *Store) All() ([]polyfill.Registration, error) {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	if err := s.err(); err != nil {
		return nil, err
	}
	return records(s.disk.scopes[s.scope]).All()
}

func (s *Store) err() error {
	if s.closed {
		return ErrClosed
	}
	return s.disk.failing
}

type records map[string]polyfill.Registration

func (r records) Get(tag string) (polyfill.Registration, bool, error) {
	registration, found := r[tag]
	return registration, found, nil
}

func (r records) All() ([]polyfill.Registration, error) {
	return slices.SortedFunc(maps.Values(r), func(a, b polyfill.Registration) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Tag, b.Tag))
	}), nil
}

func (r records) Put(registration polyfill.Registration) error {
	r[registration.Tag] = registration
	return nil
}

func (r records) Delete(tag string) error {
	delete(r, tag)
	return nil
}
