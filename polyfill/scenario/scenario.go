// Package scenario plays commands in a world, with a monitor that watches every invariant,
// and tells what has happened. polyfill/testdata/scenarios/README.md describes the
// commands and the transcripts.
package scenario

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
	"background-sync-polyfill/polyfill/monitor"
	"background-sync-polyfill/polyfill/world"
)

// Scenario is a world that obeys commands.
type Scenario struct {
	*world.World
	schedule *schedule
	monitor  *monitor.Monitor
	aborting atomic.Bool

	// asked is the call of the core that the command has made, if any.
	asked string

	mu      sync.Mutex
	replies []reply
}

// reply is the answer of a call of the core.
type reply struct {
	worker     *world.Worker
	call, text string
}

// New returns a scenario that is offline and has a fresh worker. It must be called within
// [InBubble]. If wrap is not nil, it is applied to the environment of every core.
func New(t *testing.T, wrap world.Wrapper) *Scenario {
	s := &Scenario{World: world.New(t), schedule: newSchedule()}
	s.monitor = monitor.New(s.World)
	s.Quiesce = s.schedule.quiesce
	s.Wrap = func(k *world.Worker, env polyfill.Environment) polyfill.Environment {
		env = (&stepped{s.schedule, s.monitor, k, &s.aborting}).around(env)
		if wrap != nil {
			env = wrap(k, env)
		}
		return env
	}
	s.App.OnEvent = func(e *fake.Event) {
		s.monitor.Fired(e)
		s.Arrive(e)
	}
	s.StartNamed("worker")
	return s
}

// InBubble runs f in [synctest.Test], where time passes only when nothing else can happen.
// If a goroutine that f has started is blocked at the end, that is a violation.
func InBubble(t *testing.T, f func(t *testing.T)) (left *monitor.Violation) {
	defer func() {
		if problem := recover(); problem == nil {
			return
		} else if !strings.HasPrefix(fmt.Sprint(problem), "deadlock") {
			panic(problem)
		}
		left = &monitor.Violation{Invariant: monitor.NothingLeft, What: "a goroutine is blocked"}
	}()
	synctest.Test(t, f)
	return nil
}

// End kills every worker and waits until their cores have ended, too. All stores are closed
// first, so that a core ends even if it would repeat its calls endlessly.
func (s *Scenario) End() {
	for _, k := range s.Alive() {
		k.CloseStore()
	}
	s.schedule.startCounting()
	for _, k := range s.Alive() {
		s.kill(k)
	}
	s.schedule.sleep(2 * s.Params.MaxEventDuration)
}

// Obey does what the command says, and checks all that must hold after any command.
func (s *Scenario) Obey(command string) {
	s.asked = ""
	s.schedule.startCounting()
	s.do(strings.Fields(command))
	if s.schedule.spins() {
		s.monitor.Violate(monitor.NoSpinning, "%q has no end", command)
		return
	}
	s.monitor.CheckPromises()
	if !s.AnyHeld() {
		s.monitor.CheckQuiescence()
	}
}

// Violated returns the first violation, nil if there was none.
func (s *Scenario) Violated() *monitor.Violation { return s.monitor.Violated() }

// DiskFull reports whether every transaction fails.
func (s *Scenario) DiskFull() bool { return s.monitor.DiskFull() }

// TakeShapes returns the shapes of the registrations that were on disk since the last call.
func (s *Scenario) TakeShapes() map[monitor.Shape]bool { return s.monitor.TakeShapes() }
