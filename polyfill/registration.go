package polyfill

// State is the registration state of a sync registration, in the
// specification's words.
type State string

// The four states of the specification.
const (
	Pending                 State = "pending"
	Waiting                 State = "waiting"
	Firing                  State = "firing"
	ReregisteredWhileFiring State = "reregisteredWhileFiring"
)

// running reports whether an event of the registration is, as far as the store
// knows, being handled.
func (s State) running() bool {
	return s == Firing || s == ReregisteredWhileFiring
}

// Registration is a sync registration: what is stored for one tag of one
// service worker registration.
type Registration struct {
	// Tag is the app's name for it: any string of JavaScript, as WTF-8.
	Tag   string
	State State
	// NumAttempts counts the events that failed and were held against the tag.
	NumAttempts int
	// MaxAttempts is how many events may fail before the tag is given up.
	MaxAttempts int
	// Interruptions counts the events in a row that were cut short, by the
	// worker's or the browser's end.
	Interruptions int
	// WaitingSince and DelayUntil bound the delay of a waiting registration.
	WaitingSince Instant
	DelayUntil   Instant
	// FiringSince is when the latest event was dispatched.
	FiringSince  Instant
	RegisteredAt Instant
	// Order grows with each registration of a core: getTags lists by it.
	Order int64
	// LastError is the reason of the latest failure, for people to read.
	LastError string
}

// LastChance is the event's lastChance attribute: true when the tag is given
// up should this event fail.
func (r Registration) LastChance() bool {
	return r.NumAttempts >= r.MaxAttempts-1
}

// due reports whether the delay of a waiting registration is over.
func (r Registration) due(now Instant) bool {
	return r.State == Waiting && now >= r.DelayUntil
}

// clockSetBack reports whether the delay of a waiting registration began in
// what is now the future.
func (r Registration) clockSetBack(now Instant) bool {
	return r.State == Waiting && now < r.WaitingSince
}
