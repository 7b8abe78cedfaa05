//go:build linux

package network

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
)

// nextPort hands out ports below the range that the kernel takes the local
// ports of outgoing connections from, so that no connection can sit on the
// port of a stopped Listener. No port is given out twice, which makes every
// Listener an origin that no browser has seen before.
var nextPort atomic.Int32

func init() { nextPort.Store(20000) }

// Listener serves HTTP on one port of the loopback interface. It can be
// stopped, which looks to a browser like a server that is down, and started
// again on the same port. Its methods may be called from several goroutines.
type Listener struct {
	port    int
	handler http.Handler

	mu     sync.Mutex
	socket net.Listener
	server *http.Server
}

// Listen starts a Listener on a port of its own. Call [Listener.Stop] at the
// end of the test.
func Listen(handler http.Handler) (*Listener, error) {
	for {
		l := &Listener{port: int(nextPort.Add(1)), handler: handler}
		err := l.Start()
		if errors.Is(err, syscall.EADDRINUSE) {
			continue
		}
		return l, err
	}
}

// Origin is the Listener's origin, "http://localhost:PORT", a secure context.
func (l *Listener) Origin() string {
	return fmt.Sprintf("http://localhost:%d", l.port)
}

// Start opens the port. It does nothing when the port is open.
func (l *Listener) Start() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.server != nil {
		return nil
	}
	socket, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", l.port))
	if err != nil {
		return fmt.Errorf("the test origin cannot be served: %w", err)
	}
	l.socket, l.server = socket, &http.Server{Handler: l.handler}
	go l.server.Serve(socket)
	return nil
}

// Stop closes the port and cuts every connection, also in the middle of a
// response; the contexts of the requests that are being served end. It does
// nothing when the port is closed.
func (l *Listener) Stop() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.server == nil {
		return nil
	}
	// A server that was started a moment ago may not know its socket yet.
	l.socket.Close()
	err := l.server.Close()
	l.socket, l.server = nil, nil
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
