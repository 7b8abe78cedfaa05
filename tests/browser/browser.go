//go:build linux

// Package browser drives real browsers for tests: Chromium, Firefox and
// WebKitGTK behind one set of interfaces.
//
// Every browser keeps everything it writes below its profile directory, and
// every process of it ends with the test program, however that ends.
package browser

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// Engine starts browsers of one make.
type Engine interface {
	// Name is "chromium", "firefox" or "webkit".
	Name() string

	// Missing lists the Debian packages that must be installed before Start
	// can work. It is empty when nothing is missing.
	Missing() []string

	// Start runs a browser on a profile, a directory that is made when it
	// does not exist and that survives the browser. One profile can be used
	// by one browser at a time, and again at once after Close or Kill. The
	// context limits the start only. When packages are missing the error says
	// how to install them.
	Start(ctx context.Context, profile string) (Browser, error)
}

// Browser is one running browser: a tree of processes on one profile. Its
// methods may be called from several goroutines.
type Browser interface {
	// Open makes a new tab, which becomes the visible one, goes to the URL in
	// it and returns when the load event has fired. It fails when the URL
	// cannot be loaded.
	Open(ctx context.Context, url string) (Page, error)

	// StopWorkers ends every service worker by force and returns when they
	// have ended. Pages stay and can start their worker again, except in
	// WebKit, where a worker lives in the process of a page: every page is
	// killed with it and loaded anew, which fails when its origin is down.
	StopWorkers(ctx context.Context) error

	// Kill ends every process of the browser with SIGKILL, as a crash or a
	// loss of power would, and returns when all of them are gone.
	Kill() error

	// Close ends the browser in order, so that it can write what it has to
	// write, and kills what has not ended after 10 s. It does nothing when
	// the browser is gone already.
	Close() error
}

// Page is one tab. Its methods may be called from several goroutines.
type Page interface {
	// Eval runs a script, the body of an async function that sees args (any
	// JSON value) as args. The value that it returns is decoded from JSON
	// into result; undefined counts as null, and a nil result ignores it.
	// What the script throws is returned as a [*ScriptError]. Scripts run in
	// the page's own realm whatever its content security policy says, and
	// several can be under way at once. It fails when the page goes away
	// first; when the context ends first, the script goes on unattended.
	Eval(ctx context.Context, script string, args any, result any) error

	// Navigate goes to the URL and returns when the load event has fired. It
	// fails when the URL cannot be loaded. The URL must not differ from the
	// page's in the fragment only, since then there is no load to wait for.
	Navigate(ctx context.Context, url string) error

	// Background makes another tab the visible one and returns when this
	// page's document.visibilityState is "hidden".
	Background(ctx context.Context) error

	// Foreground makes this tab the visible one again and returns when its
	// document.visibilityState is "visible".
	Foreground(ctx context.Context) error

	// Close closes the tab. The browser stays, also when this was its last.
	Close(ctx context.Context) error
}

// Engines lists all engines.
func Engines() []Engine {
	return []Engine{Chromium{}, Firefox{}, WebKit{}}
}

// closeGrace is how long a browser may take to end in order.
const closeGrace = 10 * time.Second

// installed returns an error with the command that installs what e misses.
func installed(e Engine) error {
	missing := e.Missing()
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("%s cannot run here: apt-get install -y --no-install-recommends %s", e.Name(), strings.Join(missing, " "))
}

// missingProgram returns the package of a program, unless it is in PATH.
func missingProgram(program, name string) []string {
	if _, err := exec.LookPath(program); err != nil {
		return []string{name}
	}
	return nil
}

// awaitVisibility returns when the page's visibility state is the wanted one.
func awaitVisibility(ctx context.Context, p Page, state string) error {
	return p.Eval(ctx, `
		while (document.visibilityState !== args) {
			await new Promise((done) => document.addEventListener('visibilitychange', done, {once: true}));
		}`, state, nil)
}
