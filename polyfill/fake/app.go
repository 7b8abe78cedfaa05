package fake

import (
	"sync"

	"background-sync-polyfill/polyfill"
)

// App gets every event, and its test says how the event ends. It also has the claims, which
// all cores of the origin share.
type App struct {
	// OnEvent, if not nil, is called for each event before Dispatch returns. An event ends
	// when somebody settles it.
	OnEvent func(*Event)

	mu      sync.Mutex
	holders map[string]*claim
}

// Event is one sync event at the app.
type Event struct {
	Tag        string
	LastChance bool
	// Core is the dispatcher that has fired the event.
	Core    *Dispatcher
	claim   *claim
	settled chan polyfill.Outcome
}

// Settle ends the event's handler. If the handler has ended already, or with its worker,
// nothing happens.
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
	// Freed, if not nil, is called in a new goroutine when a claim is free that this core was
	// refused before.
	Freed func()

	app  *App
	dead bool
}

// Kill ends the core's worker: its handlers stop, and its claims are free. Rounds of the
// core that wait for an outcome get one, so that their goroutines end. Close the core's
// store before, so that these rounds cannot store anything.
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

// freed frees the claim if it is released and no handler of it runs, and tells the cores
// that were refused the claim.
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
