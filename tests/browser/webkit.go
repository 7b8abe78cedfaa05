//go:build linux

package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
)

// WebKit runs Debian's WebKitGTK in a small browser of our own under Xvfb.
type WebKit struct{}

// webkitProgram is that browser.
//
//go:embed webkit.py
var webkitProgram []byte

// debianPython is the interpreter that Debian's Python packages are for;
// another one that comes first in PATH does not see them.
const debianPython = "/usr/bin/python3"

var displayNumber = regexp.MustCompile(`(?m)^(\d+)\n`)

// Name implements [Engine].
func (WebKit) Name() string { return "webkit" }

// Missing implements [Engine].
func (WebKit) Missing() []string { return webkitMissing() }

var webkitMissing = sync.OnceValue(func() []string {
	missing := missingProgram("Xvfb", "xvfb")
	check := exec.Command(debianPython, "-c", "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')")
	if err := check.Run(); err != nil {
		missing = append(missing, "python3", "python3-gi", "gir1.2-gtk-3.0", "gir1.2-webkit2-4.1")
	}
	return missing
})

// Start implements [Engine].
func (e WebKit) Start(ctx context.Context, profile string) (Browser, error) {
	if err := installed(e); err != nil {
		return nil, err
	}
	env, err := environment(profile)
	if err != nil {
		return nil, err
	}
	program := filepath.Join(profile, "webkit.py")
	if err := os.WriteFile(program, webkitProgram, 0o600); err != nil {
		return nil, err
	}
	b := &webkit{}
	if err := b.start(ctx, program, filepath.Join(profile, "webkit"), env); err != nil {
		b.abandon()
		return nil, fmt.Errorf("webkit did not start: %w", err)
	}
	return b, nil
}

type webkit struct {
	display    *process
	process    *process
	connection *webkitConnection
}

func (b *webkit) start(ctx context.Context, program, data string, env []string) (err error) {
	b.display, err = start(command{
		name: "Xvfb",
		// Ending with its last client it removes its lock and its socket.
		args: []string{"-displayfd", "1", "-terminate", "-nolisten", "tcp", "-screen", "0", "1024x768x24"},
		env:  env,
	})
	if err != nil {
		return err
	}
	number, err := b.display.awaitOutput(ctx, displayNumber)
	if err != nil {
		return b.display.explain(err)
	}
	connection, theirs, err := newWebKitConnection()
	if err != nil {
		return err
	}
	b.connection = connection
	b.process, err = start(command{
		name: debianPython,
		args: []string{program, data},
		env: append(env,
			"DISPLAY=:"+number,
			"GDK_BACKEND=x11",
			"GSETTINGS_BACKEND=memory",
			"NO_AT_BRIDGE=1",
		),
		files: []*os.File{theirs},
	})
	if err != nil {
		return err
	}
	if err := b.connection.call(ctx, nil, "show", nil); err != nil {
		return b.process.explain(err)
	}
	return nil
}

func (b *webkit) call(ctx context.Context, result any, do string, arguments map[string]any) error {
	return b.process.explainLoss(b.connection.call(ctx, result, do, arguments))
}

// Open implements [Browser].
func (b *webkit) Open(ctx context.Context, url string) (Page, error) {
	page := &webkitPage{browser: b}
	if err := b.call(ctx, &page.tab, "open", map[string]any{"url": url}); err != nil {
		return nil, fmt.Errorf("opening %s: %w", url, err)
	}
	return page, nil
}

// StopWorkers implements [Browser]. WebKit runs a worker in the process of a
// page and has no other way to stop it, so every page is loaded anew.
func (b *webkit) StopWorkers(ctx context.Context) error {
	return b.call(ctx, nil, "stopWorkers", nil)
}

// Kill implements [Browser].
func (b *webkit) Kill() error {
	b.process.kill()
	return b.Close()
}

// Close implements [Browser].
func (b *webkit) Close() error {
	// To our browser a closed connection is the request to quit.
	return errors.Join(b.connection.close(), b.process.end(), b.display.end())
}

// abandon ends all processes of a browser that did not start.
func (b *webkit) abandon() {
	for _, p := range []*process{b.process, b.display} {
		if p != nil {
			p.kill()
		}
	}
	if b.connection != nil {
		b.connection.close()
	}
}

type webkitPage struct {
	browser *webkit
	tab     int
}

// Eval implements [Page].
func (p *webkitPage) Eval(ctx context.Context, script string, args any, result any) error {
	expression, err := scriptCall(script, args)
	if err != nil {
		return err
	}
	var text string
	if err := p.browser.call(ctx, &text, "evaluate", map[string]any{"tab": p.tab, "expression": expression}); err != nil {
		return err
	}
	return decodeOutcome(text, result)
}

// Navigate implements [Page].
func (p *webkitPage) Navigate(ctx context.Context, url string) error {
	if err := p.browser.call(ctx, nil, "navigate", map[string]any{"tab": p.tab, "url": url}); err != nil {
		return fmt.Errorf("opening %s: %w", url, err)
	}
	return nil
}

// Background implements [Page].
func (p *webkitPage) Background(ctx context.Context) error {
	if err := p.browser.call(ctx, nil, "show", nil); err != nil {
		return err
	}
	return awaitVisibility(ctx, p, "hidden")
}

// Foreground implements [Page].
func (p *webkitPage) Foreground(ctx context.Context) error {
	if err := p.browser.call(ctx, nil, "show", map[string]any{"tab": p.tab}); err != nil {
		return err
	}
	return awaitVisibility(ctx, p, "visible")
}

// Close implements [Page].
func (p *webkitPage) Close(ctx context.Context) error {
	return p.browser.call(ctx, nil, "close", map[string]any{"tab": p.tab})
}
