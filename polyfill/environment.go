package polyfill

import "time"

// Environment is all that a [Manager] needs from the world around it. Every field is
// required.
type Environment struct {
	Store        Store
	Clock        Clock
	Connectivity Connectivity
	Dispatcher   Dispatcher
	Alarm        Alarm
}

// Store keeps the sync registrations of one service worker registration. The package
// storetest has the tests that every Store must pass.
type Store interface {
	// Update runs change in one readwrite transaction and returns after its commit, which
	// is as firm as durability says. The tags are those that change will get, so that a
	// store can read them together before it runs change.
	//
	// Change may wait for the records only, not for a timer, a lock or a fetch, because
	// IndexedDB would commit meanwhile. It may run more than once before one commit
	// succeeds.
	//
	// If change returns an error, everything is rolled back and Update returns that error
	// unchanged. After any other error the transaction may have been committed, or may
	// be committed later: read the record to know. If the storage has not answered in
	// time, errors.Is(err, [ErrNoAnswer]).
	Update(durability Durability, tags []string, change func(Records) error) error
	// All returns every registration, the oldest first. If the storage has not answered
	// in time, errors.Is(err, [ErrNoAnswer]).
	All() ([]Registration, error)
}

// Durability says how firm the commit of a [Store.Update] is. Every commit outlives the
// end of the worker and of the browser.
type Durability int

const (
	// Strict commits are on the disk, together with all commits before them.
	Strict Durability = iota
	// Relaxed commits may be undone by a loss of power, as far back as the latest strict
	// commit.
	Relaxed
)

// Records is the store within one transaction. A change must return the error that a
// method gives it. Some errors come after the method has returned; then [Store.Update]
// returns them.
type Records interface {
	// Get returns the registration of the tag; found is false if there is none.
	Get(tag string) (r Registration, found bool, err error)
	// Put adds the registration, or replaces the registration of the same tag.
	Put(Registration) error
	// Delete removes the registration of the tag, if there is one.
	Delete(tag string) error
	// NoteDropped adds the registration to the list of those that were given up after
	// their last chance; at is when that was. The list keeps the newest [MaxDropped].
	NoteDropped(r Registration, at Instant) error
}

// Connectivity knows the network.
type Connectivity interface {
	// Online reports whether an event may fire now.
	Online() bool
}

// Clock tells the time and has timers.
type Clock interface {
	// Now returns the wall-clock time.
	Now() Instant
	// AfterFunc runs f in its own goroutine after d, unless stop is called before. If d is
	// not above 0, f runs at once.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// Alarm wakes the manager later. Its timer is in the worker or in an open page.
type Alarm interface {
	// Set asks for a [Manager.Wake] at that time, and takes back the time that was asked
	// for before. The wake-up may come late or never. Nothing is lost then: the time is
	// in the store, and every Wake looks at it. A time in the past means at once.
	Set(at Instant)
}

// Dispatcher fires sync events at the app.
type Dispatcher interface {
	// Claim takes the tag's claim, the right to fire an event of it. ok is false if
	// another core has the claim, if a handler still runs whose event took too long, if this
	// worker may not fire, or if the locks do not answer.
	// When it may be worth trying again, the dispatcher calls [Manager.Wake].
	Claim(tag string) (claim Claim, ok bool)
}

// Claim is the right to fire one event of a tag. All workers of the origin together have
// one claim for each tag (contract C56).
type Claim interface {
	// Dispatch fires the event. When all promises given to waitUntil have settled, it sends
	// the outcome, once.
	Dispatch(lastChance bool) <-chan Outcome
	// Release says that the core has finished with the event. From this call on the event
	// does not keep the worker alive. The claim ends when no handler of the event runs.
	Release()
}
