package scenario

import (
	"sync/atomic"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
	"background-sync-polyfill/polyfill/monitor"
	"background-sync-polyfill/polyfill/world"
)

// stepped stands between a worker's core and its world. Reads, transactions, claims and
// timers wait for the schedule. The monitor is told of commits and claims.
type stepped struct {
	*schedule
	monitor *monitor.Monitor
	worker  *world.Worker
	// aborting makes the next transaction run twice; the first run is rolled back.
	aborting *atomic.Bool
}

// around returns the environment with steps between its calls.
func (p *stepped) around(env polyfill.Environment) polyfill.Environment {
	freed := p.worker.Dispatcher.Freed
	p.worker.Dispatcher.Freed = func() { p.later(p.worker, "wake", freed) }
	env.Dispatcher = steppedDispatcher{p, env.Dispatcher}
	env.Store = steppedStore{p, env.Store, env.Clock, env.Connectivity}
	env.Clock = steppedClock{p, env.Clock}
	return env
}

type steppedStore struct {
	*stepped
	polyfill.Store
	clock   polyfill.Clock
	network polyfill.Connectivity
}

func (s steppedStore) All() ([]polyfill.Registration, error) {
	s.pass(s.worker, "read")
	return s.Store.All()
}

// Update can be held before the transaction, and between its commit and its return.
func (s steppedStore) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	s.pass(s.worker, "write")
	if s.aborting.CompareAndSwap(true, false) {
		_ = s.Store.Update(d, tags, func(records polyfill.Records) error {
			_ = change(records)
			return world.ErrAborted
		})
		s.pass(s.worker, "write")
	}
	var asked monitor.Occasion
	var seen *watchedRecords
	err := s.Store.Update(d, tags, func(records polyfill.Records) error {
		asked = monitor.Occasion{Worker: s.worker, Now: s.clock.Now(), Online: s.network.Online()}
		seen = &watchedRecords{Records: records}
		return change(seen)
	})
	if err != nil {
		return err
	}
	s.monitor.Committed(asked, seen.changes)
	s.passHeld(s.worker, "written")
	if s.isDead(s.worker) {
		return fake.ErrClosed
	}
	return nil
}

// watchedRecords notes what a transaction changes.
type watchedRecords struct {
	polyfill.Records
	changes []monitor.Change
}

func (w *watchedRecords) Put(r polyfill.Registration) error {
	return w.note(r.Tag, &r, w.Records.Put(r))
}

func (w *watchedRecords) Delete(tag string) error {
	return w.note(tag, nil, w.Records.Delete(tag))
}

func (w *watchedRecords) note(tag string, after *polyfill.Registration, err error) error {
	for i := range w.changes {
		if w.changes[i].Tag == tag {
			w.changes[i].New = after
			return err
		}
	}
	w.changes = append(w.changes, monitor.Change{Tag: tag, New: after})
	return err
}

type steppedDispatcher struct {
	*stepped
	polyfill.Dispatcher
}

func (d steppedDispatcher) Claim(tag string) (polyfill.Claim, bool) {
	d.pass(d.worker, "claim "+tag)
	claim, ok := d.Dispatcher.Claim(tag)
	if !ok {
		return nil, false
	}
	return &steppedClaim{d.stepped, claim, d.monitor.Claimed(d.worker, tag)}, true
}

type steppedClaim struct {
	*stepped
	polyfill.Claim
	released func()
}

func (c *steppedClaim) Release() {
	c.released()
	c.Claim.Release()
}

// steppedClock runs the timers that are due one after another.
type steppedClock struct {
	*stepped
	polyfill.Clock
}

func (c steppedClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	wait := c.timer()
	run := func() {
		wait()
		f()
	}
	if d <= 0 {
		go run()
		return func() {}
	}
	return c.Clock.AfterFunc(d, run)
}
