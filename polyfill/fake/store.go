// Package fake has a [polyfill.Environment] without a browser: a disk that can lose power,
// an app with its handlers, a network, a clock and an alarm.
package fake

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"sync"

	"background-sync-polyfill/polyfill"
)

// ErrClosed is the error of a store that was closed.
var ErrClosed = errors.New("the store is closed")

// Disk outlives the cores that write to it. The zero value is an empty disk.
type Disk struct {
	mu     sync.Mutex
	scopes map[string]*records
	// before has the scopes before each relaxed commit since the latest strict one.
	before  []map[string]*records
	failing error
}

// Fail makes every transaction from now on fail with err; nil mends the disk.
func (d *Disk) Fail(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.failing = err
}

// Open returns a new connection to the scope's store.
func (d *Disk) Open(scope string) *Store {
	return &Store{disk: d, scope: scope}
}

// Store implements [polyfill.Store]: it is one connection to a disk.
type Store struct {
	disk   *Disk
	scope  string
	closed bool
}

// Close makes every later call fail with [ErrClosed], as if the worker were killed.
func (s *Store) Close() {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	s.closed = true
}

// Update implements [polyfill.Store].
func (s *Store) Update(durability polyfill.Durability, _ []string, change func(polyfill.Records) error) error {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	if err := s.err(); err != nil {
		return err
	}
	changed := s.disk.records(s.scope).clone()
	if err := change(changed); err != nil {
		return err
	}
	s.disk.commit(durability, s.scope, changed)
	return nil
}

// All implements [polyfill.Store].
func (s *Store) All() ([]polyfill.Registration, error) {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	if err := s.err(); err != nil {
		return nil, err
	}
	return s.disk.records(s.scope).all(), nil
}

// Tags returns the tag of every registration, sorted.
func (s *Store) Tags() ([]string, error) {
	all, err := s.All()
	tags := make([]string, len(all))
	for i, r := range all {
		tags[i] = r.Tag
	}
	slices.Sort(tags)
	return tags, err
}

// Dropped returns the registrations that were given up, the newest last.
func (s *Store) Dropped() []polyfill.Registration {
	s.disk.mu.Lock()
	defer s.disk.mu.Unlock()
	return slices.Clone(s.disk.records(s.scope).dropped)
}

func (d *Disk) records(scope string) *records {
	if found := d.scopes[scope]; found != nil {
		return found
	}
	return &records{}
}

func (s *Store) err() error {
	if s.closed {
		return ErrClosed
	}
	return s.disk.failing
}

// records implements [polyfill.Records] on a copy of one scope.
type records struct {
	registrations map[string]polyfill.Registration
	dropped       []polyfill.Registration
	// written is set if the transaction has changed anything.
	written bool
}

func (r *records) clone() *records {
	registrations := maps.Clone(r.registrations)
	if registrations == nil {
		registrations = map[string]polyfill.Registration{}
	}
	return &records{registrations: registrations, dropped: slices.Clone(r.dropped)}
}

func (r *records) Get(tag string) (polyfill.Registration, bool, error) {
	registration, found := r.registrations[tag]
	return registration, found, nil
}

func (r *records) all() []polyfill.Registration {
	return slices.SortedFunc(maps.Values(r.registrations), func(a, b polyfill.Registration) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Tag, b.Tag))
	})
}

func (r *records) Put(registration polyfill.Registration) error {
	r.registrations[registration.Tag] = registration
	r.written = true
	return nil
}

func (r *records) Delete(tag string) error {
	delete(r.registrations, tag)
	r.written = true
	return nil
}

func (r *records) NoteDropped(registration polyfill.Registration, _ polyfill.Instant) error {
	r.dropped = append(r.dropped, registration)
	r.dropped = r.dropped[max(0, len(r.dropped)-polyfill.MaxDropped):]
	r.written = true
	return nil
}
