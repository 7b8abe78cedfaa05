package polyfill_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

// TestKilledAnywhere plays one story again and again, and in each the worker
// dies at another transaction: before its commit, or right after it (C50, C51).
func TestKilledAnywhere(t *testing.T) {
	for _, committed := range []bool{false, true} {
		for at := 1; ; at++ {
			var died bool
			name := fmt.Sprintf("at transaction %d, committed: %v", at, committed)
			scene(t, name, func(w *world) { died = storyWithDeath(w, at, committed) })
			if !died {
				if at < 10 {
					t.Errorf("the story has only %d transactions", at-1)
				}
				break
			}
		}
	}
}

func storyWithDeath(w *world, at int, committed bool) (died bool) {
	store := w.startOnTap()
	store.diesAt, store.diesCommitted = at, committed
	l := newLedger(w)
	w.network.Set(true)
	register := func() { l.register(w.worker, "outbox") }
	settle := func(o polyfill.Outcome) func() {
		return func() {
			for _, e := range w.handlers() {
				l.settle(e, o)
			}
		}
	}
	for _, step := range []func(){
		register,
		settle(failed),
		func() { w.advance(5 * time.Minute) },
		register,
		settle(failed),
		settle(failed),
		register,
		settle(succeeded),
		register,
		func() { w.advance(3 * time.Minute) },
		func() { _ = w.worker.Offline() },
		func() { w.advance(5 * time.Minute) },
		settle(succeeded),
	} {
		step()
		if store.dead && !died {
			died = true
			w.restart()
		}
		l.audit()
	}
	l.finish()
	return died
}

// TestAnything lets everything happen in any order, and watches that nothing is
// lost and that nothing fires twice at once (C50, C51, C53, C55, C56).
func TestAnything(t *testing.T) {
	for seed := range uint64(150) {
		scene(t, fmt.Sprint("seed ", seed), func(w *world) {
			walk := &walk{ledger: newLedger(w), Rand: rand.New(rand.NewPCG(seed, seed))}
			for range 80 {
				walk.step()
				walk.audit()
				if w.Failed() {
					w.Fatalf("after %s", strings.Join(walk.log, ", "))
				}
			}
			walk.finish()
		})
	}
}

type walk struct {
	*ledger
	*rand.Rand
	log []string
}

func (w *walk) step() {
	if len(w.alive) == 0 {
		w.note("start")
		w.start().wake()
	}
	k := pick(w.Rand, w.alive)
	switch n := w.IntN(100); {
	case n < 25:
		tag := pick(w.Rand, []string{"a", "b", "c"})
		w.note("register", tag)
		w.register(k, tag)
	case n < 45:
		if running := w.handlers(); len(running) > 0 {
			e := pick(w.Rand, running)
			o := pick(w.Rand, []polyfill.Outcome{succeeded, failed, failed})
			w.note("settle", e.Tag, o)
			w.settle(e, o)
		}
	case n < 60:
		d := pick(w.Rand, []time.Duration{time.Second, time.Minute, 3 * time.Minute, 15 * time.Minute, 2 * time.Hour})
		w.note("advance", d)
		w.advance(d)
	case n < 70:
		w.note("online")
		w.online()
	case n < 76:
		w.note("offline")
		w.network.Set(false)
		_ = k.Offline()
	case n < 84:
		w.note("kill")
		k.kill()
	case n < 89:
		if len(w.alive) < 3 {
			w.note("start")
			w.start().wake()
		}
	case n < 93:
		w.note("wake")
		k.wake()
	case n < 95:
		d := time.Duration(w.IntN(120)-60) * time.Minute
		w.note("clock", d)
		w.clock.Step(d)
	case n < 97:
		w.note("unregister")
		w.disk.Fail(nil)
		w.purge()
		clear(w.owed)
	case n < 98:
		w.note("disk full")
		w.disk.Fail(errors.New("the disk is full"))
	default:
		w.note("disk mended")
		w.disk.Fail(nil)
	}
}

func (w *walk) note(words ...any) {
	w.log = append(w.log, strings.TrimSpace(fmt.Sprintln(words...)))
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }
