package polyfill

// Outcome is how an event ended: the zero value is success.
type Outcome struct {
	// Failed is true if a promise given to waitUntil rejected, or the event ran
	// for too long.
	Failed bool
	// Reason says why, for people to read.
	Reason string
}
