package polyfill

import "time"

// Instant is a time of day as JavaScript and the stored data have it, in
// milliseconds since the epoch; the zero value is none. Unlike a [time.Time] it is
// the same after it has been stored, and it costs the core 6 KB less.
type Instant int64

// InstantOf returns the millisecond that t falls in.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Add returns the first instant that is not before i+d.
func (i Instant) Add(d time.Duration) Instant {
	milliseconds := d / time.Millisecond
	if d > milliseconds*time.Millisecond {
		milliseconds++
	}
	return i + Instant(milliseconds)
}

// Sub returns how long it is from j to i.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i-j) * time.Millisecond }
