//go:build linux

package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// Firefox runs Debian's Firefox ESR, headless, over its own Marionette
// protocol.
type Firefox struct {
	// Preferences are added to those of every Firefox, as lines of a user.js.
	Preferences string
}

// firefoxScript defines the object harness, which does in the browser's own
// window what Marionette has no command for.
//
//go:embed firefox.js
var firefoxScript string

// firefoxPreferences are read at start-up. Marionette adds its recommended
// ones, which end most of what would go to the network.
//
//go:embed firefox_preferences.js
var firefoxPreferences []byte

// scriptTimeout, in milliseconds, only has to be longer than any test: Firefox
// loses the result of a script that has no timeout.
const scriptTimeout = 24 * 60 * 60 * 1000

var marionettePort = regexp.MustCompile(`Listening on port (\d+)\n`)

// Name implements [Engine].
func (Firefox) Name() string { return "firefox" }

// Missing implements [Engine].
func (Firefox) Missing() []string {
	return missingProgram("firefox-esr", "firefox-esr")
}

// Start implements [Engine].
func (e Firefox) Start(ctx context.Context, profile string) (Browser, error) {
	if err := installed(e); err != nil {
		return nil, err
	}
	env, err := environment(profile)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(profile, "firefox")
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, err
	}
	preferences := append(slices.Clone(firefoxPreferences), e.Preferences...)
	if err := os.WriteFile(filepath.Join(data, "user.js"), preferences, 0o600); err != nil {
		return nil, err
	}
	// A killed browser leaves its lock, and it holds a process id that may
	// belong to another process by now.
	os.Remove(filepath.Join(data, "lock"))
	p, err := start(command{
		name: "firefox-esr",
		args: []string{"--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", data, "about:blank"},
		env: append(env,
			"MOZ_CRASHREPORTER_DISABLE=1",
			"MOZ_DISABLE_AUTO_SAFE_MODE=1",
			// The preference services.settings.server is ignored without it.
			"MOZ_REMOTE_SETTINGS_DEVTOOLS=1",
		),
	})
	if err != nil {
		return nil, err
	}
	b := &firefox{process: p}
	if err := b.connect(ctx); err != nil {
		b.Kill()
		return nil, p.explain(fmt.Errorf("firefox did not start: %w", err))
	}
	return b, nil
}

type firefox struct {
	process    *process
	connection *marionette
}

func (b *firefox) connect(ctx context.Context) error {
	port, err := b.process.awaitOutput(ctx, marionettePort)
	if err != nil {
		return err
	}
	if b.connection, err = dialMarionette(ctx, port); err != nil {
		return err
	}
	for _, c := range []struct {
		name       string
		parameters map[string]any
	}{
		{"WebDriver:NewSession", map[string]any{}},
		{"WebDriver:SetTimeouts", map[string]any{"script": scriptTimeout}},
		{"Marionette:SetContext", map[string]any{"value": "chrome"}},
	} {
		if err := b.connection.call(ctx, nil, c.name, c.parameters); err != nil {
			return err
		}
	}
	return b.run(ctx, nil, firefoxScript, scriptTimeout)
}

// run runs a script with the rights of the browser itself. Scripts share
// their global object.
func (b *firefox) run(ctx context.Context, result any, script string, args ...any) error {
	answer := struct{ Value any }{result}
	return b.process.explainLoss(b.connection.call(ctx, &answer, "WebDriver:ExecuteScript", map[string]any{
		"script":  script,
		"args":    append([]any{}, args...),
		"sandbox": "harness",
		// The sandbox keeps what the first script has defined.
		"newSandbox": false,
	}))
}

// Open implements [Browser].
func (b *firefox) Open(ctx context.Context, url string) (Page, error) {
	page := &firefoxPage{browser: b}
	if err := b.run(ctx, &page.tab, `return harness.open(...arguments);`, url); err != nil {
		return nil, fmt.Errorf("opening %s: %w", url, err)
	}
	return page, nil
}

// StopWorkers implements [Browser].
func (b *firefox) StopWorkers(ctx context.Context) error {
	return b.run(ctx, nil, `return harness.stopWorkers();`)
}

// Kill implements [Browser].
func (b *firefox) Kill() error {
	b.process.kill()
	if b.connection == nil {
		return nil
	}
	return b.connection.close()
}

// Close implements [Browser].
func (b *firefox) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeGrace)
	defer cancel()
	// The connection may end before the answer comes.
	b.connection.call(ctx, nil, "Marionette:Quit", map[string]any{"flags": []string{"eForceQuit"}})
	return errors.Join(b.process.end(), b.connection.close())
}

type firefoxPage struct {
	browser *firefox
	tab     int
}

// Eval implements [Page].
func (p *firefoxPage) Eval(ctx context.Context, script string, args any, result any) error {
	expression, err := scriptCall(script, args)
	if err != nil {
		return err
	}
	var text string
	if err := p.browser.run(ctx, &text, `return harness.evaluate(...arguments);`, p.tab, expression); err != nil {
		return err
	}
	return decodeOutcome(text, result)
}

// Navigate implements [Page].
func (p *firefoxPage) Navigate(ctx context.Context, url string) error {
	if err := p.browser.run(ctx, nil, `return harness.navigate(...arguments);`, p.tab, url); err != nil {
		return fmt.Errorf("opening %s: %w", url, err)
	}
	return nil
}

// Background implements [Page].
func (p *firefoxPage) Background(ctx context.Context) error {
	if err := p.browser.run(ctx, nil, `harness.background();`); err != nil {
		return err
	}
	return awaitVisibility(ctx, p, "hidden")
}

// Foreground implements [Page].
func (p *firefoxPage) Foreground(ctx context.Context) error {
	if err := p.browser.run(ctx, nil, `harness.foreground(...arguments);`, p.tab); err != nil {
		return err
	}
	return awaitVisibility(ctx, p, "visible")
}

// Close implements [Page].
func (p *firefoxPage) Close(ctx context.Context) error {
	return p.browser.run(ctx, nil, `return harness.close(...arguments);`, p.tab)
}
