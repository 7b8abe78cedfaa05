// Package context replaces the standard library's package in the core: see
// wasm/slim/README.md.
package context

import (
	"errors"
	"sync"
)

// Context ends when it is cancelled. It has no values and no deadline, because deadlines need
// the formatting of times.
type Context interface {
	Done() <-chan struct{}
	Err() error

	// adopt makes the child end when this context ends, until leave is called.
	adopt(child *cancelContext) (leave func())
}

// CancelFunc ends a context. It may be called more than once, and by several goroutines.
type CancelFunc func()

// errCanceled has the text of the standard library's Canceled.
var errCanceled = errors.New("context canceled")

// Background returns a context that never ends.
func Background() Context { return background{} }

// WithCancel returns a context that ends when the function is called or the parent ends.
func WithCancel(parent Context) (Context, CancelFunc) {
	c := &cancelContext{done: make(chan struct{})}
	leave := parent.adopt(c)
	return c, func() {
		c.cancel()
		leave()
	}
}

type background struct{}

func (background) Done() <-chan struct{}               { return nil }
func (background) Err() error                          { return nil }
func (background) adopt(*cancelContext) (leave func()) { return func() {} }

type cancelContext struct {
	done chan struct{}

	mu       sync.Mutex // A parent's mutex is locked before those of its children.
	ended    bool
	children map[*cancelContext]struct{}
}

func (c *cancelContext) Done() <-chan struct{} { return c.done }

func (c *cancelContext) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return errCanceled
	}
	return nil
}

func (c *cancelContext) adopt(child *cancelContext) (leave func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		child.cancel()
		return func() {}
	}
	if c.children == nil {
		c.children = make(map[*cancelContext]struct{})
	}
	c.children[child] = struct{}{}
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.children, child)
	}
}

func (c *cancelContext) cancel() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return
	}
	c.ended = true
	close(c.done)
	for child := range c.children {
		child.cancel()
	}
	c.children = nil
}
