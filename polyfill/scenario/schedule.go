package scenario

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"testing/synctest"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// schedule lets the calls of the workers to their world through one at a time. Their order
// depends on the commands alone, so the same commands always have the same result. It can
// also hold a worker between any two of its calls.
type schedule struct {
	// arrived has an element when a call may have come.
	arrived chan struct{}

	mu     sync.Mutex
	fresh  []*call // since the last call of settled, in any order
	queue  []*call
	held   map[*world.Worker]bool
	dead   map[*world.Worker]bool
	timers int
	// passed counts the calls let through since the present command began.
	passed int
}

// call is a worker that waits to be let through, or a timer that has run out.
type call struct {
	worker  *world.Worker
	what    string
	timer   int
	through chan struct{}
}

// spinning is the number of calls after which a command is stopped, because a core repeats
// its calls endlessly.
const spinning = 10_000

func newSchedule() *schedule {
	return &schedule{
		arrived: make(chan struct{}, 1),
		held:    map[*world.Worker]bool{},
		dead:    map[*world.Worker]bool{},
	}
}

// pass returns when the worker may go on. A dead worker does not wait: its core runs to its
// end, and its store is closed.
func (s *schedule) pass(k *world.Worker, what string) {
	if !s.isDead(k) {
		s.wait(&call{worker: k, what: what})
	}
}

// passHeld is pass if the worker is held; otherwise it returns at once.
func (s *schedule) passHeld(k *world.Worker, what string) {
	if s.holds(k) {
		s.pass(k, what)
	}
}

// later runs f when the worker may go on.
func (s *schedule) later(k *world.Worker, what string, f func()) {
	s.pass(k, what)
	f()
}

// timer gives a new timer its place in the order. The timer calls wait when its time is
// up, before it does anything.
func (s *schedule) timer() (wait func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.timers++
	number := s.timers
	return func() { s.wait(&call{timer: number}) }
}

func (s *schedule) wait(c *call) {
	c.through = make(chan struct{})
	s.mu.Lock()
	s.fresh = append(s.fresh, c)
	s.mu.Unlock()
	select {
	case s.arrived <- struct{}{}:
	default:
	}
	<-c.through
}

// quiesce lets calls through until only held workers have any.
func (s *schedule) quiesce() {
	for s.settled(); !s.spins() && s.letFirst(func(c *call) bool { return !s.held[c.worker] }); s.settled() {
	}
}

// next lets one call of a held worker through, and then all calls of the workers that are
// not held.
func (s *schedule) next(k *world.Worker) {
	s.letFirst(func(c *call) bool { return c.worker == k })
	s.quiesce()
}

// sleep lets time pass, and lets calls through as they come.
func (s *schedule) sleep(d time.Duration) {
	end := time.NewTimer(d)
	defer end.Stop()
	for over := false; !over && !s.spins(); {
		select {
		case <-s.arrived:
		case <-end.C:
			over = true
		}
		s.quiesce()
	}
}

// settled waits until every goroutine waits, and sorts the calls that came meanwhile. Calls
// that compare as equal have the same effect.
func (s *schedule) settled() {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.fresh) > 1 {
		slices.SortStableFunc(s.fresh, func(a, b *call) int {
			return cmp.Or(cmp.Compare(a.timer, b.timer), cmp.Compare(a.number(), b.number()), strings.Compare(a.what, b.what))
		})
	}
	s.queue = append(s.queue, s.fresh...)
	clear(s.fresh)
	s.fresh = s.fresh[:0]
}

func (c *call) number() int {
	if c.worker == nil {
		return 0
	}
	return c.worker.Number
}

func (s *schedule) letFirst(which func(*call) bool) (found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.queue, which)
	if i < 0 {
		return false
	}
	s.passed++
	close(s.queue[i].through)
	s.queue = slices.Delete(s.queue, i, i+1)
	return true
}

// hold makes the worker stop at its next call if held is true, and lets it go on if not.
func (s *schedule) hold(k *world.Worker, held bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if held {
		s.held[k] = true
	} else {
		delete(s.held, k)
	}
}

func (s *schedule) holds(k *world.Worker) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held[k]
}

func (s *schedule) isDead(k *world.Worker) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dead[k]
}

// calls returns the calls that the worker waits for.
func (s *schedule) calls(k *world.Worker) (what []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.queue {
		if c.worker == k {
			what = append(what, c.what)
		}
	}
	return what
}

// kill stops the worker's calls until endCalls.
func (s *schedule) kill(k *world.Worker) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dead[k], s.held[k] = true, true
}

// endCalls lets all calls of a dead worker through.
func (s *schedule) endCalls(k *world.Worker) {
	s.settled()
	for s.letFirst(func(c *call) bool { return c.worker == k }) {
	}
	s.hold(k, false)
	s.quiesce()
}

// startCounting starts the count of calls anew, for the next command.
func (s *schedule) startCounting() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.passed = 0
}

func (s *schedule) spins() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.passed > spinning
}
