//go:build linux

package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// command is a program to start.
type command struct {
	name string
	args []string
	env  []string

	// files become the file descriptors 3 and up. They are closed in this
	// program when the command has been started.
	files []*os.File
}

// process is a running command with everything that it started, under the
// eyes of a guardian.
type process struct {
	name     string
	lifeline io.Closer
	output   *tail

	// gone is closed when no process of the tree is left.
	gone chan struct{}
}

// start runs the command under a guardian of its own.
func start(c command) (*process, error) {
	defer func() {
		for _, f := range c.files {
			f.Close()
		}
	}()
	program, err := exec.LookPath(c.name)
	if err != nil {
		return nil, err
	}
	// Sockets live here, whose paths must be short.
	scratch, err := os.MkdirTemp("", "browser-")
	if err != nil {
		return nil, err
	}
	p := &process{name: c.name, output: newTail(), gone: make(chan struct{})}
	cmd := exec.Command("/proc/self/exe")
	cmd.Args = slices.Concat([]string{guardianName, strconv.Itoa(len(c.files)), scratch, program}, c.args)
	cmd.Env = slices.Concat(c.env, []string{"TMPDIR=" + scratch, "XDG_RUNTIME_DIR=" + scratch})
	cmd.ExtraFiles = c.files
	cmd.Stdout, cmd.Stderr = p.output, p.output
	// A key that interrupts the test program's group must not reach the
	// guardian before it has done its work.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if p.lifeline, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		os.RemoveAll(scratch)
		return nil, fmt.Errorf("starting %s: %w", c.name, err)
	}
	go func() {
		cmd.Wait()
		close(p.gone)
	}()
	return p, nil
}

// kill ends the whole tree with SIGKILL and returns when it is gone.
func (p *process) kill() {
	p.lifeline.Close()
	<-p.gone
}

// end waits for the tree to end by itself, which it has been asked to do, and
// kills what is left after closeGrace.
func (p *process) end() error {
	select {
	case <-p.gone:
		return nil
	case <-time.After(closeGrace):
		p.kill()
		return p.explain(fmt.Errorf("%s did not end in %v and was killed", p.name, closeGrace))
	}
}

// awaitOutput returns the first submatch of the pattern in what the process
// prints.
func (p *process) awaitOutput(ctx context.Context, pattern *regexp.Regexp) (string, error) {
	for {
		text, changed := p.output.read()
		if match := pattern.FindStringSubmatch(text); match != nil {
			return match[1], nil
		}
		select {
		case <-changed:
		case <-p.gone:
			return "", fmt.Errorf("%s ended before it was ready", p.name)
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// explain adds to an error what the process printed last.
func (p *process) explain(err error) error {
	text := strings.TrimSpace(p.output.String())
	if text == "" {
		return err
	}
	return fmt.Errorf("%w\n%s printed:\n%s", err, p.name, text)
}

// explainLoss is explain for an error of a connection that is lost. Any other
// is returned as it is.
func (p *process) explainLoss(err error) error {
	if errors.Is(err, errLost) {
		return p.explain(err)
	}
	return err
}
