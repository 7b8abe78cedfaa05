//go:build !js

package context_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"

	slim "background-sync-polyfill/wasm/slim/context"
)

// both has a context of each package. They get the same calls.
type both struct {
	standard       context.Context
	slim           slim.Context
	cancelStandard context.CancelFunc
	cancelSlim     slim.CancelFunc
}

func (b both) child() both {
	var c both
	c.standard, c.cancelStandard = context.WithCancel(b.standard)
	c.slim, c.cancelSlim = slim.WithCancel(b.slim)
	return c
}

func (b both) cancel() {
	b.cancelStandard()
	b.cancelSlim()
}

func (b both) check(t *testing.T) {
	t.Helper()
	want := b.standard.Err() != nil
	if got := b.slim.Err() != nil; got != want {
		t.Errorf("Err() != nil is %v, want %v", got, want)
	}
	if got := ended(b.slim); got != want {
		t.Errorf("Done() is closed: %v, want %v", got, want)
	}
	if want && b.slim.Err().Error() != b.standard.Err().Error() {
		t.Errorf("Err() = %v, want %v", b.slim.Err(), b.standard.Err())
	}
}

func ended(c slim.Context) bool {
	select {
	case <-c.Done():
		return true
	default:
		return false
	}
}

func TestContextsEndAsInTheStandardLibrary(t *testing.T) {
	for seed := range uint64(500) {
		random := rand.New(rand.NewPCG(seed, 0))
		root := both{context.Background(), slim.Background(), func() {}, func() {}}
		all := []both{root}
		for range 40 {
			one := all[random.IntN(len(all))]
			if random.IntN(3) == 0 {
				one.cancel()
			} else {
				all = append(all, one.child())
			}
			for _, one := range all {
				one.check(t)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestACancelledParentEndsTheWaitForItsChild(t *testing.T) {
	parent, cancel := slim.WithCancel(slim.Background())
	child, _ := slim.WithCancel(parent)
	go cancel()
	<-child.Done()
}

func TestManyGoroutinesCancelAtOnceWithoutADeadlock(t *testing.T) {
	var all sync.WaitGroup
	for range 200 {
		parent, cancelParent := slim.WithCancel(slim.Background())
		for range 4 {
			all.Go(func() {
				child, cancelChild := slim.WithCancel(parent)
				grandchild, cancelGrandchild := slim.WithCancel(child)
				all.Go(cancelChild)
				all.Go(cancelGrandchild)
				<-grandchild.Done()
			})
		}
		all.Go(cancelParent)
	}
	all.Wait()
}
