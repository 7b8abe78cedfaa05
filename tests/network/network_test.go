//go:build linux

package network

import (
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// exitVariable makes the second run of the test program exit with a code at
// once.
const exitVariable = "TESTS_EXIT"

func TestMain(m *testing.M) {
	Enter()
	if os.Getenv(exitVariable) != "" {
		os.Exit(7)
	}
	os.Exit(m.Run())
}

func TestEnterPassesOnTheExitCode(t *testing.T) {
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, insideVariable)
	}), exitVariable+"=1")
	var exit *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &exit) || exit.ExitCode() != 7 {
		t.Errorf("the test program ended with %v", err)
	}
}

func TestTheLinkGoesDownAndUp(t *testing.T) {
	up := func() bool {
		t.Helper()
		i, err := net.InterfaceByName(link)
		if err != nil {
			t.Fatal(err)
		}
		return i.Flags&net.FlagUp != 0
	}
	routed := func() bool {
		_, err := net.Dial("udp4", "198.51.100.1:9")
		return err == nil
	}
	for range 3 {
		if !up() || !routed() {
			t.Fatal("the link is not up")
		}
		if err := Down(); err != nil {
			t.Fatal(err)
		}
		if up() || routed() {
			t.Error("the link is not down")
		}
		if err := Up(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheLoopbackInterfaceIsAllElse(t *testing.T) {
	all, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range all {
		if !slices.Contains([]string{"lo", link, farEnd}, i.Name) {
			t.Errorf("the machine's %s is reachable", i.Name)
		}
	}
}

func TestAListenerStopsAndStarts(t *testing.T) {
	release := make(chan struct{})
	l, err := Listen(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			w.(http.Flusher).Flush()
			<-r.Context().Done()
			close(release)
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := http.Get(l.Origin()); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(l.Stop(), l.Stop()); err != nil {
			t.Fatal(err)
		}
		if _, err := http.Get(l.Origin()); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Fatalf("a stopped listener gave %v", err)
		}
		if err := errors.Join(l.Start(), l.Start()); err != nil {
			t.Fatal(err)
		}
	}
	r, err := http.Get(l.Origin() + "/slow")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(r.Body); err == nil {
		t.Error("a connection outlived its listener")
	}
	<-release
}

func TestListenersHaveOriginsOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for range 3 {
		l, err := Listen(http.NotFoundHandler())
		if err != nil {
			t.Fatal(err)
		}
		if seen[l.Origin()] {
			t.Errorf("%s was given out twice", l.Origin())
		}
		seen[l.Origin()] = true
		if err := l.Stop(); err != nil {
			t.Fatal(err)
		}
	}
}
