package polyfill

import "time"

// SystemClock is the clock of the machine.
type SystemClock struct{}

// Now returns the wall clock's time, which outlives the process.
func (SystemClock) Now() Instant { return InstantOf(time.Now()) }

// AfterFunc is [time.AfterFunc].
func (SystemClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}
