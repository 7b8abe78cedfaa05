//go:build linux

package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
)

// calls are the commands under way on one connection. Each has a number, by
// which its answer is known, because answers may come in another order.
type calls struct {
	mu      sync.Mutex
	last    int
	waiting map[int]chan reply
	lost    error
}

type reply struct {
	result json.RawMessage
	err    error
}

// errLost is the error of calls that have lost their connection.
var errLost = errors.New("the connection to the browser has ended")

// do sends a command and decodes its result; a nil result ignores it. No two
// calls send at once.
func (c *calls) do(ctx context.Context, result any, send func(id int) error) error {
	id, answer, err := c.begin(send)
	if err != nil {
		return err
	}
	select {
	case r := <-answer:
		if r.err != nil || result == nil {
			return r.err
		}
		return json.Unmarshal(r.result, result)
	case <-ctx.Done():
		c.end(id, reply{err: ctx.Err()})
		return ctx.Err()
	}
}

func (c *calls) begin(send func(id int) error) (int, <-chan reply, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lost != nil {
		return 0, nil, c.lost
	}
	c.last++
	if err := send(c.last); err != nil {
		return 0, nil, err
	}
	if c.waiting == nil {
		c.waiting = map[int]chan reply{}
	}
	answer := make(chan reply, 1)
	c.waiting[c.last] = answer
	return c.last, answer, nil
}

// end hands the reply to the call with this number, if it still waits.
func (c *calls) end(id int, r reply) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if answer, ok := c.waiting[id]; ok {
		answer <- r
		delete(c.waiting, id)
	}
}

// lose fails all calls, now and from now on, with errLost and its reason.
func (c *calls) lose(reason error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lost = fmt.Errorf("%w: %w", errLost, reason)
	for id, answer := range c.waiting {
		answer <- reply{err: c.lost}
		delete(c.waiting, id)
	}
}
