package polyfill_test

import (
	"cmp"
	"fmt"
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
	succeeded = polyfill.Outcome{}
	failed    = polyfill.Outcome{Failed: true, Reason: "no answer"}
)

// world is all that a core runs in: what outlives a worker, and the workers. In
// every test it also watches that no tag is handled twice at once (C56), and
// that an event is on disk before the app hears of it.
type world struct {
	*testing.T
	disk    *fake.Disk
	network *fake.Network
	clock   *fake.Clock
	app     *fake.App
	params  polyfill.Parameters
	// between, if set, stands between the workers started from now on and
	// their world.
	between func(*worker, polyfill.Environment) polyfill.Environment
	// rest waits until nothing more happens by itself.
	rest func()
	// worker is the one started last.
	worker  *worker
	alive   []*worker
	started int

	mu      sync.Mutex
	news    []arrival     // since the last call of fired
	running []*fake.Event // the handlers that have not ended
}

// arrival is an event and when it fired.
type arrival struct {
	*fake.Event
	at time.Time
}

// worker is one run of the service worker, with its core.
type worker struct {
	*polyfill.Manager
	world  *world
	number int // from 1 on, in the order of their start
	name   string
	params polyfill.Parameters
	store  *fake.Store
	core   *fake.Dispatcher
	alarm  *fake.Alarm
}

// scene plays in a new world, offline and with a fresh worker, where time
// passes only when nothing else can happen.
func scene(t *testing.T, name string, play func(w *world)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { inWorld(t, play) })
}

func inWorld(t *testing.T, play func(w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.end()
		w.start()
		play(w)
	})
}

func newWorld(t *testing.T) *world {
	w := &world{
		T:       t,
		disk:    &fake.Disk{},
		network: &fake.Network{},
		clock:   &fake.Clock{},
		params:  polyfill.DefaultParameters(),
		rest:    synctest.Wait,
	}
	w.app = &fake.App{OnEvent: w.onEvent}
	return w
}

// end kills every worker and waits until their cores have noticed.
func (w *world) end() {
	for len(w.alive) > 0 {
		w.alive[0].kill()
	}
	time.Sleep(2 * w.params.MaxEventDuration)
	synctest.Wait()
}

func (w *world) onEvent(e *fake.Event) {
	for _, other := range w.handlers() {
		if other.Tag == e.Tag {
			w.Errorf("%q fired while a handler of it runs", e.Tag)
		}
	}
	r, _ := w.registration(e.Tag)
	if !running(r) || r.LastChance() != e.LastChance {
		w.Errorf("%q fired (last chance: %v), and the disk says %+v", e.Tag, e.LastChance, r)
	}
	w.arrived(e)
}

// arrived notes an event, whose handler runs from now on.
func (w *world) arrived(e *fake.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.news = append(w.news, arrival{e, time.Now()})
	w.running = append(w.running, e)
}

func running(r polyfill.Registration) bool {
	return r.State == polyfill.Firing || r.State == polyfill.ReregisteredWhileFiring
}

// start starts a worker beside those that are alive. Nothing wakes it yet.
func (w *world) start() *worker { return w.startAs("worker") }

func (w *world) startAs(name string) *worker {
	w.started++
	k := &worker{
		world: w, number: w.started, name: name, params: w.params,
		store: w.disk.Open("/"), core: w.app.Core(),
	}
	k.core.Freed = func() { _ = k.Wake() }
	k.alarm = &fake.Alarm{Ring: func() { _ = k.Wake() }}
	env := polyfill.Environment{
		Store:        k.store,
		Clock:        w.clock,
		Connectivity: w.network,
		Dispatcher:   k.core,
		Alarm:        k.alarm,
	}
	if w.between != nil {
		env = w.between(k, env)
	}
	k.alarm.Clock = env.Clock
	k.Manager = polyfill.NewManager(env, w.params)
	w.worker = k
	w.alive = append(w.alive, k)
	return k
}

// kill ends the worker where it stands.
func (k *worker) kill() {
	w := k.world
	w.alive = slices.DeleteFunc(w.alive, func(other *worker) bool { return other == k })
	k.store.Close()
	k.alarm.Stop()
	for _, e := range w.handlers() {
		if e.Core == k.core {
			w.forget(e)
		}
	}
	k.core.Kill()
	w.rest()
}

// restart replaces the worker by a new one, which is woken as the browser does
// at the next occasion.
func (w *world) restart() {
	w.worker.kill()
	w.start().wake()
}

// getTags is the app's call.
func (k *worker) getTags() ([]string, error) {
	return polyfill.GetTags(k.Manager, k.store.Tags)
}

// wake is an occasion for the worker to look around.
func (k *worker) wake() {
	go func() { _ = k.Wake() }()
	k.world.rest()
}

// wakeTag is what follows the answer to the app's register().
func (k *worker) wakeTag(tag string) {
	go func() { _ = k.WakeTag(tag) }()
	k.world.rest()
}

// register is the app's call, with the wake that follows its answer.
func (k *worker) register(tag string) {
	k.world.Helper()
	if err := k.Register(tag); err != nil {
		k.world.Errorf("Register(%q): %v", tag, err)
	}
	k.wakeTag(tag)
}

func (w *world) register(tags ...string) {
	w.Helper()
	for _, tag := range tags {
		w.worker.register(tag)
	}
}

func (w *world) online() {
	w.network.Set(true)
	for _, k := range slices.Clone(w.alive) {
		k.wake()
	}
}

func (w *world) offline() {
	w.network.Set(false)
	for _, k := range w.alive {
		if err := k.Offline(); err != nil {
			w.Errorf("Offline: %v", err)
		}
	}
}

func (w *world) advance(d time.Duration) {
	time.Sleep(d)
	w.rest()
}

// settle ends the tag's handler.
func (w *world) settle(tag string, o polyfill.Outcome) {
	w.Helper()
	for _, e := range w.handlers() {
		if e.Tag == tag {
			w.forget(e)
			e.Settle(o)
			w.rest()
			return
		}
	}
	w.Fatalf("no handler of %q runs", tag)
}

// handlers returns the events whose handlers have not ended.
func (w *world) handlers() []*fake.Event {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.running)
}

// forget is told that a handler is about to end.
func (w *world) forget(ended *fake.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running = slices.DeleteFunc(w.running, func(e *fake.Event) bool { return e == ended })
}

// purge empties the disk, as unregistration and the clearing of site data do.
func (w *world) purge() {
	w.Helper()
	all := w.list()
	err := w.disk.Open("/").Update(polyfill.Strict, nil, func(records polyfill.Records) (err error) {
		for _, r := range all {
			err = records.Delete(r.Tag)
		}
		return err
	})
	if err != nil {
		w.Error(err)
	}
}

// list reads the disk, past every core; nil if it fails.
func (w *world) list() []polyfill.Registration {
	all, _ := w.disk.Open("/").All()
	return all
}

func (w *world) registration(tag string) (r polyfill.Registration, found bool) {
	all := w.list()
	i := slices.IndexFunc(all, func(r polyfill.Registration) bool { return r.Tag == tag })
	if i < 0 {
		return r, false
	}
	return all[i], true
}

// fired returns the events since the last call; those of one moment, which may
// come in any order, by tag.
func (w *world) fired() []arrival {
	w.mu.Lock()
	defer w.mu.Unlock()
	news := w.news
	w.news = nil
	slices.SortStableFunc(news, func(a, b arrival) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.Tag, b.Tag))
	})
	return news
}

// wantEvents checks what fired since the last call: a tag stands for an event,
// "tag!" for one that is the last chance.
func (w *world) wantEvents(want ...string) {
	w.Helper()
	var got []string
	for _, e := range w.fired() {
		if e.LastChance {
			got = append(got, e.Tag+"!")
		} else {
			got = append(got, e.Tag)
		}
	}
	if !slices.Equal(got, want) {
		w.Errorf("events %q, want %q", got, want)
	}
}

// wantList checks what is on disk, a line for each: "tag state attempts".
func (w *world) wantList(want ...string) {
	w.Helper()
	var got []string
	for _, r := range w.list() {
		got = append(got, fmt.Sprint(r.Tag, " ", r.State, " ", r.NumAttempts))
	}
	if !slices.Equal(got, want) {
		w.Errorf("registrations %q, want %q", got, want)
	}
}

// wantDropped checks the list of the registrations that were given up, a line for
// each: "tag attempts reason".
func (w *world) wantDropped(want ...string) {
	w.Helper()
	var got []string
	for _, r := range w.disk.Open("/").Dropped() {
		got = append(got, fmt.Sprint(r.Tag, " ", r.NumAttempts, " ", r.LastError))
	}
	if !slices.Equal(got, want) {
		w.Errorf("dropped %q, want %q", got, want)
	}
}

// wantAlarm checks in how long the latest worker is to be woken; 0 for never.
func (w *world) wantAlarm(want time.Duration) {
	w.Helper()
	if got, set := w.worker.alarm.Left(); set != (want > 0) || set && got != want {
		w.Errorf("alarm in %v (set: %v), want %v", got, set, want)
	}
}
