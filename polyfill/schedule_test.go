package polyfill_test

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"testing/synctest"
	"time"
)

// schedule lets the workers' calls to their world through one at a time, in an
// order that depends on the story alone: whatever a story leads to, it leads to
// each time it is told. It can also hold a worker in the middle of its work.
type schedule struct {
	// arrived has a token when a call may have come.
	arrived chan struct{}

	mu     sync.Mutex
	fresh  []*call // since all was last at rest, in no order to rely on
	queue  []*call
	held   map[*worker]bool
	dead   map[*worker]bool
	timers int
	// passed counts the calls let through since the last command.
	passed int
}

// call is a worker that waits to be let through, or a timer that has run out.
type call struct {
	worker  *worker
	what    string
	timer   int
	through chan struct{}
}

// spinning is how many calls no command takes, unless a core runs in circles.
const spinning = 10_000

func newSchedule() *schedule {
	return &schedule{
		arrived: make(chan struct{}, 1),
		held:    map[*worker]bool{},
		dead:    map[*worker]bool{},
	}
}

// pass returns once the worker may go on; a dead one runs to its end, unable to
// do anything to the world.
func (s *schedule) pass(k *worker, what string) {
	if !s.isDead(k) {
		s.wait(&call{worker: k, what: what})
	}
}

// passHeld is pass for a held worker, and nothing for another.
func (s *schedule) passHeld(k *worker, what string) {
	if s.holds(k) {
		s.pass(k, what)
	}
}

// later runs f once the worker may go on.
func (s *schedule) later(k *worker, what string, f func()) {
	s.pass(k, what)
	f()
}

// timer returns what a new timer waits for when its time is up.
func (s *schedule) timer() (up func()) {
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

// rest lets calls through until only held workers have any.
func (s *schedule) rest() {
	for s.settled(); !s.spins() && s.letFirst(func(c *call) bool { return !s.held[c.worker] }); s.settled() {
	}
}

// next lets one call of a held worker through, and whatever follows from it
// elsewhere.
func (s *schedule) next(k *worker) {
	s.letFirst(func(c *call) bool { return c.worker == k })
	s.rest()
}

// sleep lets time pass, and calls through as they come.
func (s *schedule) sleep(d time.Duration) {
	end := time.NewTimer(d)
	defer end.Stop()
	for over := false; !over && !s.spins(); {
		select {
		case <-s.arrived:
		case <-end.C:
			over = true
		}
		s.rest()
	}
}

// settled waits until every goroutine waits, and puts the calls that came
// meanwhile in order. Two that are alike are the same to the world.
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
	return c.worker.number
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

func (s *schedule) hold(k *worker, held bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if held {
		s.held[k] = true
	} else {
		delete(s.held, k)
	}
}

func (s *schedule) holds(k *worker) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held[k]
}

func (s *schedule) isDead(k *worker) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dead[k]
}

// calls tells what a worker waits for.
func (s *schedule) calls(k *worker) (what []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.queue {
		if c.worker == k {
			what = append(what, c.what)
		}
	}
	return what
}

// kill keeps the worker's calls where they are, until bury.
func (s *schedule) kill(k *worker) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dead[k], s.held[k] = true, true
}

// bury lets all calls of a dead worker through.
func (s *schedule) bury(k *worker) {
	s.settled()
	for s.letFirst(func(c *call) bool { return c.worker == k }) {
	}
	s.hold(k, false)
	s.rest()
}

// begin starts the count of calls anew, for the next command.
func (s *schedule) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.passed = 0
}

func (s *schedule) spins() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.passed > spinning
}
