package polyfill

import "time"

// Store keeps the sync registrations of one service worker registration.
type Store interface {
	// Update runs change in one readwrite transaction and returns once it is
	// committed, as firmly as durability says. The tags are those that change is
	// going to get: a store may read them together, before it runs change. An error
	// from change rolls everything back and is returned as it is; after any other
	// error it may have been committed all the same, late, and the record is what
	// tells. The error is [ErrNoAnswer] if the storage does not answer.
	// Within change only the records may be waited for: no timer, lock or fetch.
	// It may run more than once before one commit succeeds.
	Update(durability Durability, tags []string, change func(Records) error) error
	// All returns every registration, the oldest first.
	All() ([]Registration, error)
}

// Durability is how firmly a transaction is committed when [Store.Update] returns.
type Durability int

// Both outlive the worker's and the browser's end. A commit that is relaxed may be undone
// by a loss of power, as far back as to the latest strict one, which is on the disk.
const (
	Strict Durability = iota
	Relaxed
)

// Records is the store within one transaction. Its errors must be returned
// from the change that met them; one that comes later is that of [Store.Update].
type Records interface {
	// Get returns the registration of the tag; found is false if there is none.
	Get(tag string) (r Registration, found bool, err error)
	// Put adds the registration, or replaces the one of its tag.
	Put(Registration) error
	// Delete removes the tag; one that is not there is no error.
	Delete(tag string) error
	// NoteDropped adds the registration to the list of those that were given up
	// after their last chance, with the time of that. The list keeps the newest
	// [MaxDropped] of the store.
	NoteDropped(r Registration, at Instant) error
}

// Connectivity knows whether the user agent is online.
type Connectivity interface {
	Online() bool
}

// Clock tells the time of day, and calls back.
type Clock interface {
	Now() Instant
	// AfterFunc runs f after d unless stop is called first.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// Alarm wakes the manager later, from wherever something then lives: the
// worker, or a page.
type Alarm interface {
	// Set asks for a [Manager.Wake] at that time, in place of what was asked
	// before. It may come late or not at all; it is a hint, the store decides.
	Set(at Instant)
}

// Dispatcher fires sync events at the app.
type Dispatcher interface {
	// Claim takes the tag's claim if nobody has it: no other core, and no
	// handler that still runs after its event was given up. If somebody has, ok is
	// false, and once it may be worth trying again there is a [Manager.Wake].
	Claim(tag string) (claim Claim, ok bool)
}

// Claim is the right to fire one event of a tag.
type Claim interface {
	// Dispatch fires the event and sends its outcome, once, when all its
	// lifetime promises have settled.
	Dispatch(lastChance bool) <-chan Outcome
	// Release ends the claim as soon as no handler of it runs any more; the
	// event is no longer kept alive.
	Release()
}
