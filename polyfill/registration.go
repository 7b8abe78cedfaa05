package polyfill

// State is the registration state of a sync registration, in the specification's words.
type State string

// The four states of the specification.
const (
	// Pending registrations fire as soon as the browser is online.
	Pending State = "pending"
	// Waiting registrations have a delay before they become pending.
	Waiting State = "waiting"
	// Firing registrations have an event that runs.
	Firing State = "firing"
	// ReregisteredWhileFiring registrations were registered again while their event ran.
	ReregisteredWhileFiring State = "reregisteredWhileFiring"
)

// running reports whether an event of the registration runs. If the stored state says so,
// the event may also have been interrupted.
func (s State) running() bool {
	return s == Firing || s == ReregisteredWhileFiring
}

// Registration is a sync registration: what is stored for one tag of one service worker
// registration.
type Registration struct {
	// Tag is the app's name for it: any string of JavaScript, as WTF-8, of at most
	// [MaxTagLength] bytes.
	Tag   string
	State State
	// NumAttempts counts the events that have failed since the latest register(), without
	// the failures that the loss of the network explains.
	NumAttempts int
	// MaxAttempts is how many events may fail before the tag is dropped, at least 1.
	MaxAttempts int
	// Interruptions counts the events in a row that ended with their worker or browser.
	Interruptions int
	// WaitingSince and DelayUntil are the start and the end of the delay; both are zero
	// unless State is Waiting.
	WaitingSince Instant
	DelayUntil   Instant
	// FiringSince is when the latest event was stored as firing; zero before the first.
	FiringSince Instant
	// RegisteredAt is when the tag was first registered.
	RegisteredAt Instant
	// Order grows with each new registration. Registrations are listed in this order.
	Order int64
	// LastError is the reason of the latest failure, for people to read.
	LastError string
}

// LastChance is the lastChance attribute of the registration's next event: true if the tag
// is given up when that event fails.
func (r Registration) LastChance() bool {
	return r.NumAttempts >= r.MaxAttempts-1
}

// due reports whether the registration's delay is over.
func (r Registration) due(now Instant) bool {
	return r.State == Waiting && now >= r.DelayUntil
}

// clockSetBack reports whether the clock was set back to before the registration's delay
// began.
func (r Registration) clockSetBack(now Instant) bool {
	return r.State == Waiting && now < r.WaitingSince
}

// ready reports whether a round may find something to do for the registration. Only the
// round's own transaction knows for sure.
func (r Registration) ready(now Instant, online bool) bool {
	return r.State == Pending && online || r.due(now) || r.clockSetBack(now) || r.State.running()
}
