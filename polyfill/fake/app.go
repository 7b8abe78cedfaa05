package fake

import (
	"sync"

	"background-sync-polyfill/polyfill"
)

// App is the app's side: it is told of every event, and it says how each ended.
// It also keeps the claims, which every core of the origin shares.
type App struct {
	// OnEvent is called for each event before Dispatch returns; nil to ignore.
	OnEvent func(*Event)

	mu      sync.Mutex
	holders map[string]*claim
}

// Event is one sync event at the app.
type Event struct {
	Tag        string
	LastChance bool
	// Core is the one that fired it.
	Core    *Dispatcher
	claim   *claim
	settled chan polyfill.Outcome
}

// Settle ends the event's handler. An event of a core that was killed has no
// handler any more: nothing happens.
func (e *Event) Settle(o polyfill.Outcome) {
	app := e.claim.core.app
	app.mu.Lock()
	if e.claim.core.dead || e.claim.event != e {
		app.mu.Unlock()
		return
	}
	e.claim.event = nil
	e.settled <- o
	app.freed(e.claim)
	app.mu.Unlock()
}

// Core returns the dispatcher of a new core over the app.
func (a *App) Core() *Dispatcher {
	return &Dispatcher{app: a}
}

// Dispatcher implements [polyfill.Dispatcher] for one core.
type Dispatcher struct {
	// Freed is called, in a goroutine of its own, once a claim that was refused
	// may be worth trying again; nil to ignore.
	Freed func()

	app  *App
	dead bool
}

// Kill ends the core's worker: its handlers stop where they are, and its claims
// are free. Whatever of the core waits for an outcome is let go, to end as well;
// its store must be closed by then, so that nothing comes of it.
func (d *Dispatcher) Kill() {
	d.app.mu.Lock()
	defer d.app.mu.Unlock()
	d.dead = true
	for _, holder := range d.app.holders {
		if holder.core == d {
			if holder.event != nil {
				holder.event.settled <- polyfill.Outcome{}
			}
			holder.event, holder.released = nil, true
			d.app.freed(holder)
		}
	}
}

// Claim implements [polyfill.Dispatcher].
func (d *Dispatcher) Claim(tag string) (polyfill.Claim, bool) {
	d.app.mu.Lock()
	defer d.app.mu.Unlock()
	if d.dead {
		return nil, false
	}
	if holder := d.app.holders[tag]; holder != nil {
		holder.waiting = append(holder.waiting, d)
		return nil, false
	}
	c := &claim{core: d, tag: tag}
	if d.app.holders == nil {
		d.app.holders = map[string]*claim{}
	}
	d.app.holders[tag] = c
	return c, true
}

type claim struct {
	core     *Dispatcher
	tag      string
	event    *Event
	released bool
	waiting  []*Dispatcher
}

func (c *claim) Dispatch(lastChance bool) <-chan polyfill.Outcome {
	event := &Event{
		Tag: c.tag, LastChance: lastChance, Core: c.core,
		claim: c, settled: make(chan polyfill.Outcome, 1),
	}
	c.core.app.mu.Lock()
	if !c.core.dead {
		c.event = event
	}
	onEvent := c.core.app.OnEvent
	dead := c.core.dead
	c.core.app.mu.Unlock()
	if onEvent != nil && !dead {
		onEvent(event)
	}
	return event.settled
}

func (c *claim) Release() {
	c.core.app.mu.Lock()
	defer c.core.app.mu.Unlock()
	c.released = true
	c.core.app.freed(c)
}

// freed takes the claim away once it is released and no handler of it runs, and
// tells those who waited for it.
func (a *App) freed(c *claim) {
	if !c.released || c.event != nil || a.holders[c.tag] != c {
		return
	}
	delete(a.holders, c.tag)
	for _, core := range c.waiting {
		if !core.dead && core.Freed != nil {
			go core.Freed()
		}
	}
}
