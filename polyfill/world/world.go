// Package world has all that a core runs in, for tests: a disk, an app and a network that
// outlive workers, workers that can be killed, and a clock whose time passes only when
// nothing else can happen. A test that plays in a world is called a scene.
package world

import (
	"cmp"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
)

// How an app's handler ends.
var (
	Succeeded = polyfill.Outcome{}
	Failed    = polyfill.Outcome{Failed: true, Reason: "no answer"}
)

// World is one origin with one service worker registration. In every scene it also checks
// that no tag is handled twice at once (C56), and that an event is stored as firing before
// the app gets it.
type World struct {
	*testing.T
	Disk    *fake.Disk
	Network *fake.Network
	Clock   *fake.Clock
	App     *fake.App
	// Params are those of the workers started from now on.
	Params polyfill.Parameters
	// HandlersEndAtOnce makes every handler succeed before Dispatch returns.
	HandlersEndAtOnce bool
	// Wrap, if set, is applied to the environment of the workers started from now on.
	Wrap Wrapper
	// Quiesce waits until nothing more happens without a new cause.
	Quiesce func()
	// Worker is the worker that was started last.
	Worker *Worker

	alive   []*Worker
	started int

	mu      sync.Mutex
	news    []Arrival     // since the last call of Fired
	running []*fake.Event // whose handlers have not ended
}

// Wrapper returns the environment that the worker's core gets in the place of env.
type Wrapper func(k *Worker, env polyfill.Environment) polyfill.Environment

// Arrival is an event, and when it fired.
type Arrival struct {
	*fake.Event
	At time.Time
}

// Scene runs play as a subtest, in a new world that is offline and has a fresh worker.
func Scene(t *testing.T, title string, play func(w *World)) {
	t.Helper()
	t.Run(title, func(t *testing.T) { Run(t, play) })
}

// Run is Scene without a subtest.
func Run(t *testing.T, play func(w *World)) {
	synctest.Test(t, func(t *testing.T) {
		w := New(t)
		defer w.End()
		w.Start()
		play(w)
	})
}

// New returns a world without a worker. It must be called within [synctest.Test].
func New(t *testing.T) *World {
	w := &World{
		T:       t,
		Disk:    &fake.Disk{},
		Network: &fake.Network{},
		Clock:   &fake.Clock{},
		Params:  polyfill.DefaultParameters(),
		Quiesce: synctest.Wait,
	}
	w.App = &fake.App{OnEvent: w.onEvent}
	return w
}

// End kills every worker and waits until their cores have ended, too.
func (w *World) End() {
	for len(w.alive) > 0 {
		w.alive[0].Kill()
	}
	time.Sleep(2 * w.Params.MaxEventDuration)
	synctest.Wait()
}

func (w *World) onEvent(e *fake.Event) {
	if w.HandlerRuns(e.Tag) {
		w.Errorf("%q fired while a handler of it runs", e.Tag)
	}
	r, _ := w.Registration(e.Tag)
	if !Running(r) || r.LastChance() != e.LastChance {
		w.Errorf("%q fired (last chance: %v), and the disk has %+v", e.Tag, e.LastChance, r)
	}
	w.Arrive(e)
	if w.HandlersEndAtOnce {
		w.forget(e)
		e.Settle(Succeeded)
	}
}

// Arrive notes an event, whose handler runs from now on. The world's own App.OnEvent calls
// it; a replacement must, too.
func (w *World) Arrive(e *fake.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.news = append(w.news, Arrival{e, time.Now()})
	w.running = append(w.running, e)
}

// Running reports whether the registration is stored as having an event that runs.
func Running(r polyfill.Registration) bool {
	return r.State == polyfill.Firing || r.State == polyfill.ReregisteredWhileFiring
}

// Online brings the network back and tells every worker.
func (w *World) Online() {
	w.Network.Set(true)
	for _, k := range slices.Clone(w.alive) {
		k.Wake()
	}
}

// Offline takes the network away and tells every worker.
func (w *World) Offline() {
	w.Network.Set(false)
	for _, k := range w.alive {
		if err := k.Manager.Offline(); err != nil {
			w.Errorf("Offline: %v", err)
		}
	}
}

// Advance lets time pass.
func (w *World) Advance(d time.Duration) {
	time.Sleep(d)
	w.Quiesce()
}

// Register is the app's register() of each tag at the latest worker, one after another.
func (w *World) Register(tags ...string) {
	w.Helper()
	for _, tag := range tags {
		w.Worker.Register(tag)
	}
}

// Succeed ends the tag's handler with [Succeeded].
func (w *World) Succeed(tag string) {
	w.Helper()
	w.Settle(tag, Succeeded)
}

// Fail ends the tag's handler with [Failed].
func (w *World) Fail(tag string) {
	w.Helper()
	w.Settle(tag, Failed)
}

// Settle ends the tag's handler.
func (w *World) Settle(tag string, o polyfill.Outcome) {
	w.Helper()
	for _, e := range w.Handlers() {
		if e.Tag == tag {
			w.forget(e)
			e.Settle(o)
			w.Quiesce()
			return
		}
	}
	w.Fatalf("no handler of %q runs", tag)
}

// Handlers returns the events whose handlers have not ended.
func (w *World) Handlers() []*fake.Event {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.running)
}

// HandlerRuns reports whether a handler of the tag has not ended.
func (w *World) HandlerRuns(tag string) bool {
	return slices.ContainsFunc(w.Handlers(), func(e *fake.Event) bool { return e.Tag == tag })
}

func (w *World) forget(ended *fake.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running = slices.DeleteFunc(w.running, func(e *fake.Event) bool { return e == ended })
}

// Fired returns the events since the last call. Events of the same moment may come in any
// order, so they are sorted by tag.
func (w *World) Fired() []Arrival {
	w.mu.Lock()
	defer w.mu.Unlock()
	news := w.news
	w.news = nil
	slices.SortStableFunc(news, func(a, b Arrival) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Tag, b.Tag))
	})
	return news
}
