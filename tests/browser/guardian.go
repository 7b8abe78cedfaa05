//go:build linux

package browser

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

// A guardian stands between the test program and a browser: this same program,
// run under another name. It holds one end of a pipe, its standard input, and
// ends every process that the browser has started when the other end closes,
// which the kernel does however the test program ends. Process
// groups would not be enough, since browsers start processes in groups and
// sessions of their own; the kernel makes a guardian the parent of all orphans
// below it, so that it can tell when none is left.
const guardianName = "browser-guardian"

// orphanGrace is how long the rest of a browser may outlive its first process
// when that has ended by itself: helpers may be writing to the profile.
const orphanGrace = 2 * time.Second

func init() {
	if os.Args[0] == guardianName {
		os.Exit(guard(os.Args[1:]))
	}
}

// guard runs the program args[2:] and returns when nothing of it is left.
// args[0] is the number of file descriptors, from 3, to hand on, and args[1] a
// directory to remove in the end.
func guard(args []string) int {
	// The death signal of the browser is tied to the thread that starts it.
	runtime.LockOSThread()
	signal.Notify(make(chan os.Signal, 1), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	defer os.RemoveAll(args[1])

	const setChildSubreaper = 36
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, setChildSubreaper, 1, 0); errno != 0 {
		fmt.Fprintln(os.Stderr, guardianName+":", errno)
		return 1
	}
	extra, err := strconv.Atoi(args[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, guardianName+":", err)
		return 1
	}
	first, err := launch(args[2:], extra)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: starting %s: %v\n", guardianName, args[2], err)
		return 1
	}

	var ending atomic.Bool
	end := func() {
		ending.Store(true)
		killBelow()
	}
	go func() {
		io.Copy(io.Discard, os.Stdin)
		end()
	}()
	for {
		pid, err := syscall.Wait4(-1, nil, 0, nil)
		if err == syscall.ECHILD {
			return 0
		}
		if pid == first {
			time.AfterFunc(orphanGrace, end)
		}
		if ending.Load() {
			// What was started while the last round went on has become a
			// child of this process by now, or is still below one that lives.
			killBelow()
		}
	}
}

// launch starts the program in a group of its own and lets go of the file
// descriptors that are for it alone.
func launch(args []string, extra int) (int, error) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		return 0, err
	}
	files := []uintptr{null.Fd(), 1, 2}
	for i := range extra {
		files = append(files, uintptr(3+i))
	}
	pid, err := syscall.ForkExec(args[0], args, &syscall.ProcAttr{
		Env:   os.Environ(),
		Files: files,
		Sys:   &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL},
	})
	for _, fd := range files[3:] {
		syscall.Close(int(fd))
	}
	return pid, err
}

// killBelow kills every descendant that there is now.
func killBelow() {
	for _, pid := range Descendants(os.Getpid()) {
		syscall.Kill(pid, syscall.SIGKILL)
	}
}

// Descendants returns the processes below one, parents before their children,
// by reading the parent of every process that there is.
func Descendants(of int) []int {
	children := map[int][]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, stat := range stats {
		text, err := os.ReadFile(stat)
		if err != nil {
			continue
		}
		// pid (name) state parent: the name can hold anything, also ")".
		fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
		if len(fields) < 2 {
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(stat)))
		parent, _ := strconv.Atoi(string(fields[1]))
		children[parent] = append(children[parent], pid)
	}
	var below []int
	for next := children[of]; len(next) > 0; next = next[1:] {
		below = append(below, next[0])
		next = append(next, children[next[0]]...)
	}
	return below
}
