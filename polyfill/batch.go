package polyfill

import "sync"

// batch does together what arrives while an earlier run of the same goes on:
// a thousand calls at once cost a dozen.
type batch[T any] struct {
	flush func([]T) error

	mu      sync.Mutex
	running bool
	waiting []*batchRun[T]
	// last is the run of the latest item, nil when none is under way.
	last *batchRun[T]
}

// maxBatch bounds a run, so that a flood is answered bit by bit and no run takes
// for ever.
const maxBatch = 100

type batchRun[T any] struct {
	items []T
	done  chan struct{}
	err   error
}

// do returns once a flush with the item has returned, with its error.
func (b *batch[T]) do(item T) error {
	b.mu.Lock()
	if last := len(b.waiting) - 1; last < 0 || len(b.waiting[last].items) == maxBatch {
		b.last = &batchRun[T]{done: make(chan struct{})}
		b.waiting = append(b.waiting, b.last)
	}
	run := b.last
	run.items = append(run.items, item)
	if !b.running {
		b.running = true
		go b.run()
	}
	b.mu.Unlock()
	<-run.done
	return run.err
}

// wait returns once a flush with each item that came before has returned, with
// whatever error.
func (b *batch[T]) wait() {
	b.mu.Lock()
	last := b.last
	b.mu.Unlock()
	if last != nil {
		<-last.done
	}
}

func (b *batch[T]) run() {
	for {
		b.mu.Lock()
		if len(b.waiting) == 0 {
			b.running, b.last = false, nil
			b.mu.Unlock()
			return
		}
		run := b.waiting[0]
		b.waiting = b.waiting[1:]
		b.mu.Unlock()
		run.err = b.flush(run.items)
		close(run.done)
	}
}
