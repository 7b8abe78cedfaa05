package fake

import (
	"sync"
	"time"

	"background-sync-polyfill/polyfill"
)

// Clock is the system's clock, which a test can set.
type Clock struct {
	polyfill.SystemClock
	mu     sync.Mutex
	offset time.Duration
	timers int
}

// Step sets the clock forward by d, or back if d is negative. No time passes.
func (c *Clock) Step(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset += d
}

// Now implements [polyfill.Clock].
func (c *Clock) Now() polyfill.Instant {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.SystemClock.Now().Add(c.offset)
}

// AfterFunc implements [polyfill.Clock]. Step does not change when f runs.
func (c *Clock) AfterFunc(d time.Duration, f func()) (stop func()) {
	c.count(1)
	ended := sync.OnceFunc(func() { c.count(-1) })
	cancel := c.SystemClock.AfterFunc(d, func() { ended(); f() })
	return func() { cancel(); ended() }
}

// Timers returns how many timers run.
func (c *Clock) Timers() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.timers
}

func (c *Clock) count(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timers += n
}

// Alarm implements [polyfill.Alarm] with a timer that calls Ring. If Ring is nil, nothing
// happens.
type Alarm struct {
	Clock polyfill.Clock
	Ring  func()

	mu    sync.Mutex
	stop  func()
	rings time.Time
}

// Set implements [polyfill.Alarm]. If at has passed, the alarm rings at once.
func (a *Alarm) Set(at polyfill.Instant) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.cancel()
	if a.Ring == nil {
		return
	}
	d := max(0, at.Sub(a.Clock.Now()))
	a.rings = time.Now().Add(d)
	a.stop = a.Clock.AfterFunc(d, a.Ring)
}

// Left returns how long it is until the alarm rings, which does not change when the clock
// is set; set is false if the alarm will not ring.
func (a *Alarm) Left() (d time.Duration, set bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	d = time.Until(a.rings)
	return d, d > 0
}

// Stop switches the alarm off.
func (a *Alarm) Stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.cancel()
}

func (a *Alarm) cancel() {
	if a.stop != nil {
		a.stop()
	}
	a.stop, a.rings = nil, time.Time{}
}
