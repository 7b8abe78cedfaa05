package modelcheck

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"background-sync-polyfill/polyfill/modelcheck/broken"
	"background-sync-polyfill/polyfill/monitor"
	"background-sync-polyfill/polyfill/scenario"
)

// TestModelFinds lets the model check find the defect of each broken world. It must name the
// invariant that the defect violates and shrink the walk to a few commands. Their transcript
// must end in the same way in the broken world, and without a violation in a sound one.
func TestModelFinds(t *testing.T) {
	for _, world := range broken.Worlds() {
		t.Run(world.Defect, func(t *testing.T) {
			found := findIn(t, world)
			if n := len(found.Commands); n > 9 {
				t.Errorf("%d commands, want 9 at most", n)
			}
			text := found.Transcript(t, world.Wrap)
			again, violated := scenario.Replay(t, text, world.Wrap)
			if violated == nil || violated.Invariant != found.Violated.Invariant || again != text {
				t.Errorf("the transcript ends with %v, want %v\n%s\n%s", violated, found.Violated, text, again)
			}
			if _, violated := scenario.Replay(t, text, nil); violated != nil {
				t.Errorf("in a sound world the transcript ends with %v", violated)
			}
		})
	}
}

// findIn walks until the invariant does not hold, and shrinks the walk.
func findIn(t *testing.T, world broken.World) Execution {
	for seed := range uint64(100) {
		found := walkFrom(t, seed, world)
		if found.Violated != nil && found.Violated.Invariant == world.Violates {
			return found.Shrunk(t, world.Wrap)
		}
	}
	t.Fatalf("not found: %s", world.Violates.Name)
	return Execution{}
}

func walkFrom(t *testing.T, seed uint64, world broken.World) Execution {
	return Walk(t, world.Wrap, rand.New(rand.NewPCG(seed, 0)), Swarm, Tries(WalkLength))
}

// TestTheSameCommandsHaveTheSameAnswers checks that the same commands always have the same answers.
func TestTheSameCommandsHaveTheSameAnswers(t *testing.T) {
	for seed := range uint64(30) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			done := walkFrom(t, seed, broken.World{})
			done.Violated = &monitor.Violation{Invariant: monitor.NeverLost}
			first := done.Transcript(t, nil)
			if second := done.Transcript(t, nil); second != first {
				t.Error(scenario.Difference(first, second))
			}
		})
	}
}
