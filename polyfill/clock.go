package polyfill

import "time"

// SystemClock is the [Clock] of the machine.
type SystemClock struct{}

// Now returns the wall clock's time. Only the wall clock goes on while no worker runs, so
// its times can be stored.
func (SystemClock) Now() Instant { return InstantOf(time.Now()) }

// AfterFunc is [time.AfterFunc]. Setting the wall clock does not change when f runs.
func (SystemClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}
