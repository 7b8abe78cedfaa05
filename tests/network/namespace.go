//go:build linux

// Package network gives a test program a network of its own, whose one link
// it can take down and up, and origins that can be stopped and started.
//
// Browsers watch the operating system's links to decide whether they are
// online, and only a real link makes all of them send the real events. The
// loopback interface keeps working while the link is down, so a test that
// wants its server out of reach stops the [Listener] as well.
package network

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
)

// insideVariable tells the second run of the program that it has its own
// network already.
const insideVariable = "TESTS_NETWORK_INSIDE"

// Enter moves the test program into a network of its own. Call it first in
// TestMain. It runs the program again with the same arguments inside a new
// network namespace and exits with that run's exit code; in that second run it
// brings up the loopback interface and the link, and returns. Signals are
// passed on, and the second run ends with the first.
//
// Where no namespace can be made it says on stderr what is missing and exits
// with code 1.
func Enter() {
	if os.Getenv(insideVariable) != "" {
		if err := setUp(); err != nil {
			fail(err)
		}
		return
	}
	code, err := runInside()
	if err != nil {
		fail(err)
	}
	os.Exit(code)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "network:", err)
	os.Exit(1)
}

// runInside returns the exit code of the second run.
func runInside() (int, error) {
	// The kernel sends the death signal when the thread that started the
	// child ends, so that thread must be the one that waits.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGHUP)

	cmd := inside(syscall.CLONE_NEWNET)
	err := cmd.Start()
	if errors.Is(err, syscall.EPERM) {
		cmd = inside(syscall.CLONE_NEWNET | syscall.CLONE_NEWUSER)
		err = cmd.Start()
	}
	if err != nil {
		return 0, fmt.Errorf("no network namespace can be made here (%w): run as root, in a container with CAP_SYS_ADMIN, or where unprivileged user namespaces are allowed (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)", err)
	}
	go func() {
		for s := range signals {
			cmd.Process.Signal(s)
		}
	}()

	err = cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	if status := cmd.ProcessState.Sys().(syscall.WaitStatus); status.Signaled() {
		return 128 + int(status.Signal()), nil
	}
	return cmd.ProcessState.ExitCode(), nil
}

// inside is the command that runs this program again in new namespaces.
func inside(namespaces uintptr) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe", os.Args[1:]...)
	cmd.Args[0] = os.Args[0]
	cmd.Env = append(os.Environ(), insideVariable+"=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: namespaces,
		Pdeathsig:  syscall.SIGKILL,
	}
	if namespaces&syscall.CLONE_NEWUSER != 0 {
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	return cmd
}
