package polyfill_test

import (
	"flag"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var (
	modelSteps = flag.Int64("steps", 1_000_000, "how many steps TestModel takes")
	modelSeed  = flag.Uint64("seed", 0, "the only seed of TestModel; 0 for its usual ones and one of its own")
)

// walkLength is how many moves a walk tries. A long one gets further, and a short
// one more often begins afresh.
const walkLength = 400

// moodLength is for how many of them a walk has the same preferences.
const moodLength = 50

// times returns a function that is true so many times.
func times(n int) func() bool {
	return func() bool { n--; return n >= 0 }
}

// TestModel lets everything happen in any order, at one worker or at several, and
// watches every invariant after each step (C14, C30, C31, C34, C35, C36, C37, C38, C43,
// C50, C51, C52, C53, C54, C56). What it finds it prints as a scenario, as short
// as it can make it.
func TestModel(t *testing.T) {
	seeds := []uint64{1, 2, 3, 4, uint64(time.Now().UnixNano())}
	if *modelSeed != 0 {
		seeds = []uint64{*modelSeed}
	}
	var walks, steps atomic.Int64
	var lanes sync.WaitGroup
	began := time.Now()
	for range runtime.GOMAXPROCS(0) {
		lanes.Go(func() {
			for steps.Load() < *modelSteps && !t.Failed() {
				number := uint64(walks.Add(1) - 1)
				seed := seeds[number%uint64(len(seeds))]
				c := rand.New(rand.NewPCG(seed, number/uint64(len(seeds))))
				done := walk(t, nil, c, swarm, times(walkLength))
				steps.Add(int64(len(done.commands)))
				if done.violated != nil {
					done.report(t)
					t.Errorf("found with -seed %d", seed)
				}
			}
		})
	}
	lanes.Wait()
	t.Logf("%d steps in %d walks and %v, from seeds %d", steps.Load(), walks.Load(), time.Since(began).Round(time.Millisecond), seeds)
}

// report shows what did not hold, and how it comes about.
func (done trial) report(t *testing.T) {
	t.Helper()
	short := done.shrunk(t, nil)
	t.Errorf("%v\n%d commands, shrunk to %d; as a file of testdata/scenarios:\n\n%s",
		short.violated, len(done.commands), len(short.commands), short.transcript(t, nil))
}

// FuzzManager is TestModel with the choices made by the fuzzer, a byte each.
func FuzzManager(f *testing.F) {
	// online; register; fail and wait, three times
	f.Add([]byte{94, 0, 0, 0, 24, 0, 1, 74, 0, 24, 0, 1, 74, 0, 24, 0, 1})
	// online; start another worker; register at the first; kill it; online; ok
	f.Add([]byte{94, 125, 0, 0, 0, 109, 0, 94, 24, 0, 0})
	// online; register; hold; register again; next; next; kill
	f.Add([]byte{94, 0, 0, 0, 135, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 109, 0})
	f.Fuzz(func(t *testing.T, made []byte) {
		c := bytesChoices(made[:min(len(made), 4*walkLength)])
		if done := walk(t, nil, &c, usual, func() bool { return len(c) > 0 }); done.violated != nil {
			done.report(t)
		}
	})
}

// bytesChoices makes a choice by each byte, and always the first when they are used up.
type bytesChoices []byte

func (b *bytesChoices) IntN(n int) int {
	if len(*b) == 0 {
		return 0
	}
	choice := int((*b)[0]) % n
	*b = (*b)[1:]
	return choice
}
