package scenario

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/monitor"
	"background-sync-polyfill/polyfill/world"
)

// do runs one command. polyfill/testdata/scenarios/README.md describes them all.
func (s *Scenario) do(words []string) {
	words = append(words, "", "", "")
	switch name := words[0]; name {
	case "register":
		s.register(s.named(words[2]), words[1])
	case "tags":
		k := s.named("")
		s.ask(k, "tags", func() string {
			tags, err := k.GetTags()
			return cmp.Or(rejected(err), strings.Join(append([]string{"tags:"}, tags...), " "))
		})
	case "online":
		s.monitor.Woken()
		s.Online()
	case "offline":
		s.offline()
	case "wake":
		s.monitor.Woken()
		s.named(words[1]).Wake()
	case "advance":
		s.schedule.sleep(s.duration(words[1]))
	case "clock":
		s.monitor.ClockSet()
		s.Clock.Step(s.duration(words[1]))
	case "settle":
		s.settle(words[1], s.outcome(words[2:]))
	case "kill":
		s.kill(s.named(words[1]))
	case "restart":
		k := s.named("")
		s.kill(k)
		s.start(k.Name)
	case "power": // cut
		s.kill(s.Alive()...)
		s.monitor.PowerCut(s.Disk.PowerCut(s.number(words[2])))
	case "start":
		s.start(cmp.Or(words[1], "worker"))
	case "hold":
		s.schedule.hold(s.named(words[1]), true)
	case "next":
		s.schedule.next(s.named(words[1]))
	case "release":
		s.schedule.hold(s.named(words[1]), false)
		s.Quiesce()
	case "unregister":
		s.Purge()
		s.monitor.Purged()
	case "disk":
		s.setDisk(words[1])
	case "attempts":
		s.Params.MaxAttempts = s.number(words[1])
	case "recover":
		s.recover()
	default:
		s.Fatalf("unknown command %q", name)
	}
}

// Possible reports whether the command can be obeyed now: its worker is alive, its handler
// runs.
func (s *Scenario) Possible(command string) bool {
	words := append(strings.Fields(command), "", "", "")
	worker := words[1]
	switch words[0] {
	case "settle":
		return s.HandlerRuns(words[1])
	case "unregister":
		return !s.monitor.DiskFull()
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

// find returns the latest worker alive of that name, or the latest of all if the name is
// empty; nil if there is none.
func (s *Scenario) find(name string) *world.Worker {
	for _, k := range slices.Backward(s.Alive()) {
		if name == "" || k.Name == name {
			return k
		}
	}
	return nil
}

func (s *Scenario) named(name string) *world.Worker {
	k := s.find(name)
	if k == nil {
		s.Fatalf("no worker %q is alive", name)
	}
	return k
}

// ask calls the core. If the worker is held, the answer may come during a later command.
func (s *Scenario) ask(k *world.Worker, call string, f func() string) {
	s.asked = call
	go func() {
		text := f()
		s.mu.Lock()
		defer s.mu.Unlock()
		s.replies = append(s.replies, reply{k, call, text})
	}()
	s.Quiesce()
}

func rejected(err error) string {
	if err == nil {
		return ""
	}
	return "rejected: " + err.Error()
}

// register is the app's register(), with the wake-up that follows its answer.
func (s *Scenario) register(k *world.Worker, tag string) {
	answered := s.monitor.RegisterCalled(k, tag)
	s.ask(k, "register "+tag, func() string {
		err := k.Manager.Register(tag)
		answered(err)
		go s.schedule.later(k, "wake "+tag, func() { _ = k.Manager.WakeTag(tag) })
		return cmp.Or(rejected(err), "resolved")
	})
}

func (s *Scenario) offline() {
	s.Network.Set(false)
	for _, k := range s.Alive() {
		returned := s.monitor.OfflineCalled(k)
		go func() {
			_ = k.Manager.Offline()
			returned()
		}()
		s.Quiesce()
	}
	if !s.AnyHeld() {
		s.monitor.CheckLoss()
	}
}

// AnyHeld reports whether a worker is held.
func (s *Scenario) AnyHeld() bool { return slices.ContainsFunc(s.Alive(), s.schedule.holds) }

func (s *Scenario) start(name string) {
	s.monitor.Woken()
	s.StartNamed(name).Wake()
}

func (s *Scenario) settle(tag string, o polyfill.Outcome) {
	for _, e := range s.Handlers() {
		if e.Tag == tag {
			s.monitor.HandlerEnds(e, o)
			break
		}
	}
	s.World.Settle(tag, o)
}

// kill ends all these workers at the same moment, so that none reacts to another's end.
func (s *Scenario) kill(dying ...*world.Worker) {
	for _, k := range dying {
		s.monitor.Killed(k)
		s.schedule.kill(k)
		k.CloseStore()
	}
	for _, k := range dying {
		k.Kill()
		s.schedule.endCalls(k)
	}
}

func (s *Scenario) setDisk(how string) {
	switch how {
	case "full":
		s.Disk.Fail(errors.New("the disk is full"))
	case "mended":
		s.Disk.Fail(nil)
	case "aborts":
		s.aborting.Store(true)
		return
	default:
		s.Fatalf("a disk is full or mended, or aborts, not %q", how)
	}
	s.monitor.SetDisk(how == "full")
}

// recover kills every worker, mends the disk, brings the network back, and demands that a
// fresh worker completes all that is on disk.
func (s *Scenario) recover() {
	for len(s.Alive()) > 0 {
		s.kill(s.Alive()[0])
	}
	s.setDisk("mended")
	s.aborting.Store(false)
	s.Network.Set(true)
	s.start("fresh")
	s.Finish(func(tag string) { s.settle(tag, world.Succeeded) }, s.schedule.sleep)
	for _, r := range s.Registrations() {
		s.monitor.Violate(monitor.Recoverable, "%q is still %s", r.Tag, r.State)
	}
}

func (s *Scenario) number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		s.Fatal(err)
	}
	return n
}

func (s *Scenario) duration(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		s.Fatal(err)
	}
	return d
}

func (s *Scenario) outcome(words []string) polyfill.Outcome {
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
