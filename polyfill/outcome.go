package polyfill

// Outcome says how an event ended. The zero value is success.
type Outcome struct {
	// Failed is true if a promise given to waitUntil was rejected, or if the event ran for
	// longer than [Parameters].MaxEventDuration.
	Failed bool
	// Reason says why the event failed. It is for people and is kept as
	// [Registration].LastError.
	Reason string
}
