package polyfill_test

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"background-sync-polyfill/polyfill"
)

// do runs one command; each is described in testdata/scenarios/README.md.
func (s *scenario) do(words []string) {
	words = append(words, "", "", "")
	switch name := words[0]; name {
	case "register":
		s.register(s.named(words[2]), words[1])
	case "tags":
		k := s.named("")
		s.ask(k, "tags", func() string {
			tags, err := k.getTags()
			return cmp.Or(rejected(err), strings.Join(append([]string{"tags:"}, tags...), " "))
		})
	case "online":
		s.monitor.looks()
		s.online()
	case "offline":
		s.offline()
	case "wake":
		s.monitor.looks()
		s.named(words[1]).wake()
	case "advance":
		s.schedule.sleep(s.duration(words[1]))
	case "clock":
		s.monitor.excuse()
		s.clock.Step(s.duration(words[1]))
	case "settle":
		s.settle(words[1], s.outcome(words[2:]))
	case "kill":
		s.kill(s.named(words[1]))
	case "restart":
		k := s.named("")
		s.kill(k)
		s.start(k.name)
	case "power": // cut
		s.powerCut(s.number(words[2]))
	case "start":
		s.start(cmp.Or(words[1], "worker"))
	case "hold":
		s.schedule.hold(s.named(words[1]), true)
	case "next":
		s.schedule.next(s.named(words[1]))
	case "release":
		s.schedule.hold(s.named(words[1]), false)
		s.rest()
	case "unregister":
		s.purge()
		s.monitor.purged()
	case "disk":
		s.setDisk(words[1])
	case "attempts":
		s.params.MaxAttempts = s.number(words[1])
	case "recover":
		s.recover()
	default:
		s.Fatalf("unknown command %q", name)
	}
}

// possible reports whether the command means anything now.
func (s *scenario) possible(command string) bool {
	words := append(strings.Fields(command), "", "", "")
	worker := words[1]
	switch words[0] {
	case "settle":
		return s.monitor.handled(words[1])
	case "unregister":
		return !s.monitor.diskFull
	case "start":
		return s.find(cmp.Or(words[1], "worker")) == nil
	case "register":
		worker = words[2]
	case "tags", "wake", "kill", "restart", "hold", "next", "release":
	default:
		return true
	}
	k := s.find(worker)
	switch {
	case k == nil:
		return false
	case words[0] == "hold":
		return !s.schedule.holds(k)
	case words[0] == "next":
		return len(s.schedule.calls(k)) > 0
	case words[0] == "release":
		return s.schedule.holds(k)
	}
	return true
}

// find returns the worker of the name, or the one started last; nil if it is
// not alive.
func (s *scenario) find(name string) *worker {
	for _, k := range slices.Backward(s.alive) {
		if name == "" || k.name == name {
			return k
		}
	}
	return nil
}

func (s *scenario) named(name string) *worker {
	k := s.find(name)
	if k == nil {
		s.Fatalf("no worker %q is alive", name)
	}
	return k
}

// ask calls the core; while the worker is held, the answer may come later.
func (s *scenario) ask(k *worker, call string, f func() string) {
	s.asked = call
	go func() {
		text := f()
		s.mu.Lock()
		defer s.mu.Unlock()
		s.replies = append(s.replies, reply{k, call, text})
	}()
	s.rest()
}

func rejected(err error) string {
	if err == nil {
		return ""
	}
	return "rejected: " + err.Error()
}

// register is the app's call, with the wake that follows its answer.
func (s *scenario) register(k *worker, tag string) {
	answered := s.monitor.calls(k, tag)
	s.ask(k, "register "+tag, func() string {
		err := k.Register(tag)
		answered(err)
		go s.schedule.later(k, "wake "+tag, func() { _ = k.WakeTag(tag) })
		return cmp.Or(rejected(err), "resolved")
	})
}

func (s *scenario) offline() {
	s.network.Set(false)
	for _, k := range slices.Clone(s.alive) {
		told := s.monitor.tells(k)
		go func() {
			_ = k.Offline()
			told()
		}()
		s.rest()
	}
	if !s.anyHeld() {
		s.monitor.checkLoss()
	}
}

func (s *scenario) anyHeld() bool { return slices.ContainsFunc(s.alive, s.schedule.holds) }

func (s *scenario) start(name string) {
	s.monitor.looks()
	s.startAs(name).wake()
}

func (s *scenario) settle(tag string, o polyfill.Outcome) {
	for _, e := range s.handlers() {
		if e.Tag == tag {
			s.monitor.ended(e, o)
			break
		}
	}
	s.world.settle(tag, o)
}

// kill ends workers, at once if they are several: none of them does anything more.
func (s *scenario) kill(dying ...*worker) {
	for _, k := range dying {
		s.monitor.killed(k)
		s.schedule.kill(k)
		k.store.Close()
	}
	for _, k := range dying {
		k.kill()
		s.schedule.bury(k)
	}
}

func (s *scenario) setDisk(how string) {
	switch how {
	case "full":
		s.disk.Fail(errors.New("the disk is full"))
	case "mended":
		s.disk.Fail(nil)
	case "aborts":
		s.aborting.Store(true)
		return
	default:
		s.Fatalf("a disk is full or mended, or aborts, not %q", how)
	}
	s.monitor.setDisk(how == "full")
}

// recover lets the worst end well: every worker dies, and a fresh one finds
// nothing in its way.
func (s *scenario) recover() {
	for len(s.alive) > 0 {
		s.kill(s.alive[0])
	}
	s.setDisk("mended")
	s.aborting.Store(false)
	s.network.Set(true)
	s.start("fresh")
	s.endWell(func(tag string) { s.settle(tag, succeeded) }, s.schedule.sleep)
	for _, r := range s.list() {
		s.monitor.violate(recoverable, "%q is still %s", r.Tag, r.State)
	}
}

func (s *scenario) number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		s.Fatal(err)
	}
	return n
}

func (s *scenario) duration(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		s.Fatal(err)
	}
	return d
}

func (s *scenario) outcome(words []string) polyfill.Outcome {
	reason := strings.TrimSpace(strings.Join(words[1:], " "))
	switch words[0] {
	case "ok":
		return polyfill.Outcome{}
	case "fail":
		return polyfill.Outcome{Failed: true, Reason: reason}
	}
	s.Fatalf("an event ends with ok or fail, not with %q", words[0])
	return polyfill.Outcome{}
}
