package polyfill_test

import (
	"sync/atomic"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
)

// gate stands between a worker's core and its world: every call waits for the
// schedule, and the monitor sees what comes of it.
type gate struct {
	*schedule
	*monitor
	worker *worker
	// aborting makes the next transaction run twice: it is rolled back first.
	aborting *atomic.Bool
}

// around returns the world as the worker's core sees it through the gate.
func (g *gate) around(env polyfill.Environment) polyfill.Environment {
	freed := g.worker.core.Freed
	g.worker.core.Freed = func() { g.later(g.worker, "wake", freed) }
	env.Dispatcher = gatedDispatcher{g, env.Dispatcher}
	env.Store = gatedStore{g, env.Store, env.Clock, env.Connectivity}
	env.Clock = gatedClock{g, env.Clock}
	return env
}

type gatedStore struct {
	*gate
	polyfill.Store
	clock   polyfill.Clock
	network polyfill.Connectivity
}

func (s gatedStore) All() ([]polyfill.Registration, error) {
	s.pass(s.worker, "read")
	return s.Store.All()
}

// Update can be held before the transaction, and between its commit and the
// core's hearing of it.
func (s gatedStore) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	s.pass(s.worker, "write")
	if s.aborting.CompareAndSwap(true, false) {
		_ = s.Store.Update(d, tags, func(records polyfill.Records) error {
			_ = change(records)
			return errAborted
		})
		s.pass(s.worker, "write")
	}
	var asked occasion
	var seen *watchedRecords
	err := s.Store.Update(d, tags, func(records polyfill.Records) error {
		asked = occasion{s.worker, s.clock.Now(), s.network.Online()}
		seen = &watchedRecords{Records: records}
		return change(seen)
	})
	if err != nil {
		return err
	}
	s.committed(asked, seen.changes)
	s.passHeld(s.worker, "written")
	if s.isDead(s.worker) {
		return fake.ErrClosed
	}
	return nil
}

// watchedRecords remembers what a transaction changes.
type watchedRecords struct {
	polyfill.Records
	changes []change
}

// change is what a transaction makes of a tag; nil is no registration.
type change struct {
	tag string
	new *polyfill.Registration
}

func (w *watchedRecords) Put(r polyfill.Registration) error {
	return w.note(r.Tag, &r, w.Records.Put(r))
}

func (w *watchedRecords) Delete(tag string) error {
	return w.note(tag, nil, w.Records.Delete(tag))
}

func (w *watchedRecords) note(tag string, after *polyfill.Registration, err error) error {
	for i := range w.changes {
		if w.changes[i].tag == tag {
			w.changes[i].new = after
			return err
		}
	}
	w.changes = append(w.changes, change{tag: tag, new: after})
	return err
}

type gatedDispatcher struct {
	*gate
	polyfill.Dispatcher
}

func (d gatedDispatcher) Claim(tag string) (polyfill.Claim, bool) {
	d.pass(d.worker, "claim "+tag)
	claim, ok := d.Dispatcher.Claim(tag)
	if !ok {
		return nil, false
	}
	return &gatedClaim{d.gate, claim, d.claimed(d.worker, tag)}, true
}

type gatedClaim struct {
	*gate
	polyfill.Claim
	held *firing
}

func (c *gatedClaim) Release() {
	c.released(c.held)
	c.Claim.Release()
}

// gatedClock runs what is due one after another.
type gatedClock struct {
	*gate
	polyfill.Clock
}

func (c gatedClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	up := c.timer()
	run := func() {
		up()
		f()
	}
	if d <= 0 {
		go run()
		return func() {}
	}
	return c.Clock.AfterFunc(d, run)
}
