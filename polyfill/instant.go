package polyfill

import "time"

// Instant is a wall-clock time in milliseconds since the Unix epoch, as JavaScript and the
// stored records have it. Zero means no time. A stored Instant is the same when it is read
// again, which a [time.Time] is not, and the compiled core is 6 KB smaller with it.
type Instant int64

// InstantOf returns t, rounded down to a millisecond.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Add returns i+d, rounded up to a millisecond, so that no delay becomes shorter.
func (i Instant) Add(d time.Duration) Instant {
	milliseconds := d / time.Millisecond
	if d > milliseconds*time.Millisecond {
		milliseconds++
	}
	return i + Instant(milliseconds)
}

// Sub returns i-j.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i-j) * time.Millisecond }
