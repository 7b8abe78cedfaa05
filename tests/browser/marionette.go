//go:build linux

package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

// marionette is a client of Firefox's automation protocol: JSON arrays, each
// after its length in bytes and a colon, commands as [0, id, name, parameters]
// and answers as [1, id, error, result]. Calls may come from several goroutines.
type marionette struct {
	connection net.Conn
	calls      calls
}

// dialMarionette connects to a browser that listens on the port.
func dialMarionette(ctx context.Context, port string) (*marionette, error) {
	var d net.Dialer
	connection, err := d.DialContext(ctx, "tcp4", "127.0.0.1:"+port)
	if err != nil {
		return nil, err
	}
	m := &marionette{connection: connection}
	go m.read()
	return m, nil
}

// call runs a command and decodes its result; a nil result ignores it.
func (m *marionette) call(ctx context.Context, result any, name string, parameters map[string]any) error {
	return m.calls.do(ctx, result, func(id int) error {
		text, err := json.Marshal([]any{0, id, name, parameters})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(m.connection, "%d:%s", len(text), text)
		return err
	})
}

// read hands out answers until the connection ends.
func (m *marionette) read() {
	r := bufio.NewReader(m.connection)
	for {
		text, err := readPacket(r)
		if err != nil {
			m.calls.lose(err)
			return
		}
		var id int
		var answer reply
		var failure *struct{ Error, Message string }
		packet := []any{new(int), &id, &failure, &answer.result}
		// The greeting is an object, and no answer to anything.
		if json.Unmarshal(text, &packet) != nil {
			continue
		}
		if failure != nil {
			answer.err = errors.New(failure.Error + ": " + failure.Message)
		}
		m.calls.end(id, answer)
	}
}

func readPacket(r *bufio.Reader) ([]byte, error) {
	header, err := r.ReadString(':')
	if err != nil {
		return nil, err
	}
	var length int
	if _, err := fmt.Sscan(strings.TrimSuffix(header, ":"), &length); err != nil {
		return nil, err
	}
	text := make([]byte, length)
	_, err = io.ReadFull(r, text)
	return text, err
}

// close ends the connection. It is no error when it has ended already.
func (m *marionette) close() error {
	if err := m.connection.Close(); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}
