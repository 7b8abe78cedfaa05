//go:build linux

package browser

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net"
	"os"
	"syscall"
)

// webkitConnection is the other end of webkit.py: a line of JSON for each
// command and for each answer. Calls may come from several goroutines.
type webkitConnection struct {
	connection net.Conn
	calls      calls
}

// newWebKitConnection returns a connection and the end of it that is for the
// browser.
func newWebKitConnection() (*webkitConnection, *os.File, error) {
	fds, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, nil, err
	}
	ours, theirs := os.NewFile(uintptr(fds[0]), ""), os.NewFile(uintptr(fds[1]), "")
	defer ours.Close()
	connection, err := net.FileConn(ours)
	if err != nil {
		theirs.Close()
		return nil, nil, err
	}
	c := &webkitConnection{connection: connection}
	go c.read()
	return c, theirs, nil
}

// call runs a command and decodes its result; a nil result ignores it.
func (c *webkitConnection) call(ctx context.Context, result any, do string, arguments map[string]any) error {
	return c.calls.do(ctx, result, func(id int) error {
		message := map[string]any{"id": id, "do": do}
		maps.Copy(message, arguments)
		return json.NewEncoder(c.connection).Encode(message)
	})
}

// read hands out answers until the connection ends.
func (c *webkitConnection) read() {
	lines := json.NewDecoder(c.connection)
	for {
		var answer struct {
			ID     int
			Result json.RawMessage
			Error  *string
		}
		if err := lines.Decode(&answer); err != nil {
			c.calls.lose(err)
			return
		}
		r := reply{result: answer.Result}
		if answer.Error != nil {
			r.err = errors.New(*answer.Error)
		}
		c.calls.end(answer.ID, r)
	}
}

// close ends the connection. It is no error when it has ended already.
func (c *webkitConnection) close() error {
	if err := c.connection.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}
