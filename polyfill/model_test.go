package polyfill_test

import (
	"flag"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"background-sync-polyfill/polyfill/modelcheck"
)

var (
	modelSteps = flag.Int64("steps", 1_000_000, "how many steps TestModel takes")
	modelSeed  = flag.Uint64("seed", 0, "the only seed of TestModel; 0 for four fixed ones and a new one")
)

// TestModel lets everything happen in any order, at one worker or at several, and checks
// every invariant after each step (C14, C30, C31, C34, C35, C36, C37, C38, C43, C50, C51,
// C52, C53, C54, C56). A violation is printed as a scenario, as short as possible.
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
				done := modelcheck.Walk(t, nil, c, modelcheck.Swarm, modelcheck.Tries(modelcheck.WalkLength))
				steps.Add(int64(len(done.Commands)))
				if done.Violated != nil {
					report(t, done)
					t.Errorf("found with -seed %d", seed)
				}
			}
		})
	}
	lanes.Wait()
	t.Logf("%d steps in %d walks and %v, from seeds %d", steps.Load(), walks.Load(), time.Since(began).Round(time.Millisecond), seeds)
}

// report prints the violation, and the shortest scenario that leads to it.
func report(t *testing.T, done modelcheck.Execution) {
	t.Helper()
	short := done.Shrunk(t, nil)
	t.Errorf("%v\n%d commands, shrunk to %d; as a file of testdata/scenarios:\n\n%s",
		short.Violated, len(done.Commands), len(short.Commands), short.Transcript(t, nil))
}

// FuzzManager is TestModel with the fuzzer's bytes as choices.
func FuzzManager(f *testing.F) {
	// online; register; fail and wait, three times
	f.Add([]byte{94, 0, 0, 0, 24, 0, 1, 74, 0, 24, 0, 1, 74, 0, 24, 0, 1})
	// online; start another worker; register at the first; kill it; online; ok
	f.Add([]byte{94, 125, 0, 0, 0, 109, 0, 94, 24, 0, 0})
	// online; register; hold; register again; next; next; kill
	f.Add([]byte{94, 0, 0, 0, 135, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 109, 0})
	f.Fuzz(func(t *testing.T, made []byte) {
		c := bytesChoices(made[:min(len(made), 4*modelcheck.WalkLength)])
		goOn := func() bool { return len(c) > 0 }
		if done := modelcheck.Walk(t, nil, &c, modelcheck.Usual, goOn); done.Violated != nil {
			report(t, done)
		}
	})
}

// bytesChoices makes each choice from one byte. When no byte is left, it chooses 0.
type bytesChoices []byte

func (b *bytesChoices) IntN(n int) int {
	if len(*b) == 0 {
		return 0
	}
	choice := int((*b)[0]) % n
	*b = (*b)[1:]
	return choice
}
