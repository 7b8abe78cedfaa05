package polyfill

import "time"

// SystemClock is the clock of the machine.
type SystemClock struct{}

// Now returns the wall clock's time, which outlives the process, in the
// milliseconds that JavaScript counts in.
func (SystemClock) Now() time.Time { return time.Now().Truncate(time.Millisecond) }

// AfterFunc is [time.AfterFunc].
func (SystemClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}
