//go:build linux

package network

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// The addresses are set aside for documentation, so a packet that left the
// namespace would reach no real machine. The far end has no address, so all
// packets to it are lost.
const (
	link    = "uplink"
	farEnd  = "uplink-far"
	address = "192.0.2.1/24"
	gateway = "192.0.2.2"
)

// Down takes the link down and returns when it is. Browsers notice a little
// later: wait for their navigator.onLine. The link is one for the whole
// program, so tests that use it cannot run in parallel.
//
// The route and the address are taken away one by one: the kernel tells nobody
// of the IPv4 routes and addresses that go with a link, and Firefox and WebKit
// listen to routes and addresses alone.
func Down() error {
	return ip(
		"route flush default",
		"address flush dev "+link,
		"link set "+link+" down",
	)
}

// Up takes the link up and gives it its address and the default route again.
func Up() error {
	return ip(
		"link set "+link+" up",
		"address replace "+address+" dev "+link,
		"route replace default via "+gateway+" dev "+link,
	)
}

// ipv6 is switched off. Its address would come a second or two after the link,
// and a browser cuts off its requests when an address changes.
var ipv6 = []string{"all", "default"}

func setUp() error {
	for _, which := range ipv6 {
		err := os.WriteFile("/proc/sys/net/ipv6/conf/"+which+"/disable_ipv6", []byte("1"), 0)
		if err != nil && !errors.Is(err, os.ErrNotExist) { // A kernel without IPv6 needs nothing.
			return fmt.Errorf("IPv6 cannot be switched off in the test network: %w", err)
		}
	}
	if err := ip(
		"link set lo up",
		"link add "+link+" type veth peer name "+farEnd,
		"link set "+farEnd+" up",
	); err != nil {
		return err
	}
	return Up()
}

// ip runs commands of iproute2 in order and stops at the first that fails.
func ip(commands ...string) error {
	if os.Getenv(insideVariable) == "" {
		return errors.New("the program is on the machine's own network: call network.Enter first in TestMain")
	}
	cmd := exec.Command("ip", "-batch", "-")
	cmd.Stdin = strings.NewReader(strings.Join(commands, "\n") + "\n")
	out, err := cmd.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return errors.New("the program ip is missing: apt-get install -y --no-install-recommends iproute2")
	}
	if err != nil {
		return fmt.Errorf("ip could not change the link of the test network: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}
