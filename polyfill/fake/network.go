package fake

import "sync"

// Network implements [polyfill.Connectivity]. The zero value is offline.
type Network struct {
	mu     sync.Mutex
	online bool
}

// Set takes the network up or down. It tells no core; the caller does.
func (n *Network) Set(online bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.online = online
}

// Online implements [polyfill.Connectivity].
func (n *Network) Online() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.online
}
