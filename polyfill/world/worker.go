package world

import (
	"slices"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
)

// Worker is one run of the service worker, with its core.
type Worker struct {
	// Manager is the core. The methods of Worker call it as the service worker does.
	Manager *polyfill.Manager
	// Number counts the workers of the world in the order of their start, from 1.
	Number     int
	Name       string
	Params     polyfill.Parameters
	Dispatcher *fake.Dispatcher

	world *World
	store *fake.Store
	alarm *fake.Alarm
}

// Start starts a worker beside those that are alive. Nothing wakes it yet.
func (w *World) Start() *Worker { return w.StartNamed("worker") }

// StartNamed is Start with a name by which a scenario can call the worker.
func (w *World) StartNamed(name string) *Worker {
	w.started++
	k := &Worker{
		world: w, Number: w.started, Name: name, Params: w.Params,
		store: w.Disk.Open("/"), Dispatcher: w.App.Core(),
	}
	k.Dispatcher.Freed = func() { _ = k.Manager.Wake() }
	k.alarm = &fake.Alarm{Ring: func() { _ = k.Manager.Wake() }}
	env := polyfill.Environment{
		Store:        k.store,
		Clock:        w.Clock,
		Connectivity: w.Network,
		Dispatcher:   k.Dispatcher,
		Alarm:        k.alarm,
	}
	if w.Wrap != nil {
		env = w.Wrap(k, env)
	}
	k.alarm.Clock = env.Clock
	k.Manager = polyfill.NewManager(env, w.Params)
	w.Worker = k
	w.alive = append(w.alive, k)
	return k
}

// Restart kills the latest worker, and starts and wakes a new one, as the browser does.
func (w *World) Restart() {
	w.Worker.Kill()
	w.Start().Wake()
}

// Alive returns the workers that are alive, in the order of their start.
func (w *World) Alive() []*Worker { return slices.Clone(w.alive) }

// IsAlive reports whether the worker is alive.
func (w *World) IsAlive(k *Worker) bool { return slices.Contains(w.alive, k) }

// Started returns how many workers were started so far.
func (w *World) Started() int { return w.started }

// WorkerOf returns the worker that has fired the event. It panics if that worker was killed.
func (w *World) WorkerOf(e *fake.Event) *Worker {
	return w.alive[slices.IndexFunc(w.alive, func(k *Worker) bool { return k.Dispatcher == e.Core })]
}

// World returns the world that the worker is in.
func (k *Worker) World() *World { return k.world }

// Kill ends the worker: its handlers stop, and its core cannot change anything any more.
func (k *Worker) Kill() {
	w := k.world
	w.alive = slices.DeleteFunc(w.alive, func(other *Worker) bool { return other == k })
	k.CloseStore()
	k.alarm.Stop()
	for _, e := range w.Handlers() {
		if e.Core == k.Dispatcher {
			w.forget(e)
		}
	}
	k.Dispatcher.Kill()
	w.Quiesce()
}

// CloseStore makes all further transactions of the worker fail.
func (k *Worker) CloseStore() { k.store.Close() }

// GetTags is the app's getTags().
func (k *Worker) GetTags() ([]string, error) {
	return polyfill.GetTags(k.Manager, k.store.Tags)
}

// Wake wakes the worker.
func (k *Worker) Wake() {
	go func() { _ = k.Manager.Wake() }()
	k.world.Quiesce()
}

// Register is the app's register(), with the wake-up that follows its answer.
func (k *Worker) Register(tag string) {
	k.world.Helper()
	if err := k.Manager.Register(tag); err != nil {
		k.world.Errorf("Register(%q): %v", tag, err)
	}
	go func() { _ = k.Manager.WakeTag(tag) }()
	k.world.Quiesce()
}
