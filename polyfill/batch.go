package polyfill

import "sync"

// batch does together what arrives while an earlier run of the same goes on:
// a thousand calls at once cost two.
type batch[T any] struct {
	flush func([]T) error

	mu      sync.Mutex
	running bool
	next    *batchRun[T]
}

type batchRun[T any] struct {
	items []T
	done  chan struct{}
	err   error
}

// do returns once a flush with the item has returned, with its error.
func (b *batch[T]) do(item T) error {
	b.mu.Lock()
	if b.next == nil {
		b.next = &batchRun[T]{done: make(chan struct{})}
	}
	run := b.next
	run.items = append(run.items, item)
	if !b.running {
		b.running = true
		go b.run()
	}
	b.mu.Unlock()
	<-run.done
	return run.err
}

func (b *batch[T]) run() {
	for {
		b.mu.Lock()
		run := b.next
		b.next = nil
		if run == nil {
			b.running = false
			b.mu.Unlock()
			return
		}
		b.mu.Unlock()
		run.err = b.flush(run.items)
		close(run.done)
	}
}
