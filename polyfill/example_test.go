package polyfill_test

import (
	"fmt"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
)

// worker is a service worker: a core, and the connections that end with it.
type worker struct {
	*polyfill.Manager
	store *fake.Store
	core  *fake.Dispatcher
}

// startWorker starts a worker of an app. The disk and the network outlive the worker.
func startWorker(disk *fake.Disk, network *fake.Network, app *fake.App) worker {
	store, core, clock := disk.Open("https://app.example/"), app.Core(), &fake.Clock{}
	return worker{polyfill.NewManager(polyfill.Environment{
		Store:        store,
		Clock:        clock,
		Connectivity: network,
		Dispatcher:   core,
		Alarm:        &fake.Alarm{Clock: clock},
	}, polyfill.DefaultParameters()), store, core}
}

// kill ends the worker as a browser does: without a word to the core.
func (k worker) kill() {
	k.store.Close()
	k.core.Kill()
}

// printEvent is an app whose handler succeeds at once.
func printEvent(e *fake.Event) {
	fmt.Printf("event %s, last chance: %v\n", e.Tag, e.LastChance)
	e.Settle(polyfill.Outcome{})
}

// A tag that is registered while offline is stored. It fires at the first wake-up that
// finds the browser online.
func ExampleManager_Register() {
	disk, network, app := &fake.Disk{}, &fake.Network{}, &fake.App{OnEvent: printEvent}
	m := startWorker(disk, network, app)

	fmt.Println("registered:", m.Register("outbox"))
	fmt.Println("woken offline:", m.Wake())
	network.Set(true)
	fmt.Println("woken online:", m.Wake())
	// Output:
	// registered: <nil>
	// woken offline: <nil>
	// event outbox, last chance: false
	// woken online: <nil>
}

// Wake fires every tag that is pending, and returns when their events have ended. A tag
// that has failed waits for its retry; a tag that has succeeded is gone.
func ExampleManager_Wake() {
	disk, network := &fake.Disk{}, &fake.Network{}
	app := &fake.App{OnEvent: func(e *fake.Event) {
		e.Settle(polyfill.Outcome{Failed: e.Tag == "photos", Reason: "HTTP status 503"})
	}}
	m := startWorker(disk, network, app)
	for _, tag := range []string{"photos", "comments"} {
		if err := m.Register(tag); err != nil {
			fmt.Println(err)
		}
	}

	network.Set(true)
	if err := m.Wake(); err != nil {
		fmt.Println(err)
	}
	left, err := m.store.All()
	for _, r := range left {
		delay := r.DelayUntil.Sub(r.WaitingSince)
		fmt.Printf("%s is %s for %v after %d of %d attempts: %s\n",
			r.Tag, r.State, delay, r.NumAttempts, r.MaxAttempts, r.LastError)
	}
	fmt.Println("error:", err)
	// Output:
	// photos is waiting for 5m0s after 1 of 3 attempts: HTTP status 503
	// error: <nil>
}

// A worker is killed while its event runs. A new Manager on the same store sees a tag that
// is firing although no worker fires it, so it fires the tag again. The interruption is not
// counted as an attempt.
func ExampleManager_Wake_restart() {
	disk, network := &fake.Disk{}, &fake.Network{}
	network.Set(true)
	events := make(chan *fake.Event, 1)
	app := &fake.App{OnEvent: func(e *fake.Event) { events <- e }}

	first := startWorker(disk, network, app)
	fmt.Println("registered:", first.Register("outbox"))
	go func() { _ = first.Wake() }()
	fmt.Println("the first worker fires", (<-events).Tag)
	first.kill()

	second := startWorker(disk, network, app)
	woken := make(chan error)
	go func() { woken <- second.Wake() }()
	e := <-events
	fmt.Println("the second worker fires", e.Tag)
	left, err := second.store.All()
	fmt.Printf("attempts: %d, interruptions: %d, error: %v\n", left[0].NumAttempts, left[0].Interruptions, err)
	e.Settle(polyfill.Outcome{})
	fmt.Println("woken:", <-woken)
	// Output:
	// registered: <nil>
	// the first worker fires outbox
	// the second worker fires outbox
	// attempts: 0, interruptions: 1, error: <nil>
	// woken: <nil>
}
