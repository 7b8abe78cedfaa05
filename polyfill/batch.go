package polyfill

import "sync"

// batch collects the items that arrive while an earlier flush runs, and flushes them
// together: a thousand calls at once need about a dozen flushes.
type batch[T any] struct {
	flush func([]T) error

	mu      sync.Mutex
	running bool
	waiting []*batchRun[T]
	// last is the run of the latest item, nil if no run is under way.
	last *batchRun[T]
}

// maxBatch is the most items of one flush, so that no flush takes too long and the first
// callers of a flood are answered before the last.
const maxBatch = 100

// batchRun is one flush: the items that it has, and how it ended.
type batchRun[T any] struct {
	items []T
	done  chan struct{}
	err   error
}

// do returns when the flush that has the item has returned, with the error of that flush.
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

// wait returns when every item that came before the call has been flushed, whether its
// flush succeeded or not.
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
