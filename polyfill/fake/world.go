package fake

import (
	"sync"
	"time"

	"background-sync-polyfill/polyfill"
)

// Network implements [polyfill.Connectivity]. The zero value is offline.
type Network struct {
	mu     sync.Mutex
	online bool
}

// Set takes the network up or down; nobody is told.
func (n *Network) Set(online bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.online = online
}

// Online implements [polyfill.Connectivity].
func (n *Network) Online() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.online
}

// Clock is the system's clock, which people may set.
type Clock struct {
	polyfill.SystemClock
	mu     sync.Mutex
	offset time.Duration
	timers int
}

// Step sets the clock by d, without any time passing.
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

// AfterFunc implements [polyfill.Clock].
func (c *Clock) AfterFunc(d time.Duration, f func()) (stop func()) {
	c.count(1)
	ended := sync.OnceFunc(func() { c.count(-1) })
	cancel := c.SystemClock.AfterFunc(d, func() { ended(); f() })
	return func() { cancel(); ended() }
}

// Timers returns how many timers have neither ended nor been stopped.
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

// Alarm implements [polyfill.Alarm] with a timer; it is off until Ring is set.
type Alarm struct {
	Clock polyfill.Clock
	Ring  func()

	mu    sync.Mutex
	stop  func()
	rings time.Time
}

// Set implements [polyfill.Alarm].
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

// Left returns how long it is until the alarm rings, whatever the clock is set
// to meanwhile; set is false if it will not.
func (a *Alarm) Left() (d time.Duration, set bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	d = time.Until(a.rings)
	return d, d > 0
}

// Stop takes back what was asked for.
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
