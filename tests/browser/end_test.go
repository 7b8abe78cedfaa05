//go:build linux

package browser

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// The test program runs itself with these to end in some way while a browser
// is open.
const (
	wayVariable     = "BROWSER_TEST_WAY"
	engineVariable  = "BROWSER_TEST_ENGINE"
	profileVariable = "BROWSER_TEST_PROFILE"
)

// endThisWay opens a browser, says so, and ends when it is told to.
func endThisWay(way string) {
	ctx := context.Background()
	for _, e := range Engines() {
		if e.Name() != os.Getenv(engineVariable) {
			continue
		}
		b, err := e.Start(ctx, os.Getenv(profileVariable))
		if err == nil {
			_, err = b.Open(ctx, "about:blank")
		}
		if err != nil {
			panic(err)
		}
	}
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n')
	if way == "panic" {
		panic("as told")
	}
	os.Exit(3)
}

func TestNothingOutlivesTheTestProgram(t *testing.T) {
	tell := func(p *os.Process, input *os.File) error {
		_, err := input.WriteString("\n")
		return err
	}
	send := func(s os.Signal) func(*os.Process, *os.File) error {
		return func(p *os.Process, _ *os.File) error { return p.Signal(s) }
	}
	ways := map[string]func(*os.Process, *os.File) error{
		"panic":     tell,
		"exit":      tell,
		"interrupt": send(os.Interrupt),
		"kill":      send(os.Kill),
	}
	for _, e := range Engines() {
		t.Run(e.Name(), func(t *testing.T) {
			for way, end := range ways {
				for _, pid := range processesAfter(t, e, way, end) {
					if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
						t.Errorf("after %s process %d is left: %v", way, pid, err)
					}
				}
			}
		})
	}
}

// processesAfter runs the test program until it has a browser open, ends it,
// waits for what it leaves behind to end too, and returns all the processes that
// there have been.
func processesAfter(t *testing.T, e Engine, way string, end func(*os.Process, *os.File) error) []int {
	adopt(t)
	input, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer write.Close()
	cmd := exec.Command("/proc/self/exe")
	// Without the variables of this run it makes a network of its own.
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TESTS_NETWORK_") }),
		wayVariable+"="+way, engineVariable+"="+e.Name(), profileVariable+"="+t.TempDir())
	cmd.Stdin = input
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	input.Close()
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Fatalf("the test program said %q: %v", line, err)
	}
	pids := Descendants(cmd.Process.Pid)
	if err := end(cmd.Process, write); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	// The orphans of the ended program are this process's children now: first
	// its second run, and when that has ended the guardians.
	for _, pid := range pids {
		syscall.Wait4(pid, nil, 0, nil)
	}
	return pids
}

// adopt makes this process the parent of all orphans below it.
func adopt(t *testing.T) {
	const setChildSubreaper = 36
	set := func(on uintptr) {
		if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, setChildSubreaper, on, 0); errno != 0 {
			t.Fatal(errno)
		}
	}
	set(1)
	t.Cleanup(func() { set(0) })
}
