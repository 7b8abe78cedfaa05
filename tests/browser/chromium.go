//go:build linux

package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Chromium runs Debian's Chromium, headless, over a pipe of the DevTools
// protocol.
type Chromium struct{}

// chromiumFlags keep the browser quiet on a closed network. None of them may
// change what a page sees: in particular the throttling of background tabs
// stays as it is for users.
var chromiumFlags = []string{
	"--headless=new",
	"--remote-debugging-pipe",
	// The sandbox cannot be set up by root, and the pages are the tests' own.
	"--no-sandbox",
	"--no-first-run",
	"--no-default-browser-check",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-default-apps",
	"--disable-sync",
	"--disable-quic",
	"--disable-gpu",
	"--disable-breakpad",
	"--disable-features=Translate,MediaRouter,OptimizationHints",
	"--password-store=basic",
	// Requests that the flags above do not prevent go to Google's servers.
	"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
}

// Name implements [Engine].
func (Chromium) Name() string { return "chromium" }

// Missing implements [Engine].
func (Chromium) Missing() []string {
	return missingProgram("chromium", "chromium")
}

// Start implements [Engine].
func (e Chromium) Start(ctx context.Context, profile string) (Browser, error) {
	if err := installed(e); err != nil {
		return nil, err
	}
	env, err := environment(profile)
	if err != nil {
		return nil, err
	}
	data := filepath.Join(profile, "chromium")
	// A killed browser leaves its locks, and they hold a process id that may
	// belong to another process by now.
	for _, lock := range []string{"SingletonLock", "SingletonCookie", "SingletonSocket"} {
		os.Remove(filepath.Join(data, lock))
	}
	toBrowser, fromBrowser, files, err := debuggingPipes()
	if err != nil {
		return nil, err
	}
	p, err := start(command{
		name:  "chromium",
		args:  append(append([]string{"--user-data-dir=" + data}, chromiumFlags...), "about:blank"),
		env:   env,
		files: files,
	})
	pipe := chromedp.NewPipeConn(fromBrowser, toBrowser)
	if err != nil {
		pipe.Close()
		return nil, err
	}
	b := &chromium{process: p, pipe: pipe}
	if err := b.connect(ctx); err != nil {
		b.Kill()
		return nil, p.explain(fmt.Errorf("chromium did not start: %w", err))
	}
	return b, nil
}

// debuggingPipes returns this program's ends of the protocol's pipes and the
// browser's ends, which it expects as its file descriptors 3 and 4.
func debuggingPipes() (toBrowser, fromBrowser *os.File, files []*os.File, err error) {
	in, toBrowser, err := os.Pipe()
	if err != nil {
		return nil, nil, nil, err
	}
	fromBrowser, out, err := os.Pipe()
	if err != nil {
		in.Close()
		toBrowser.Close()
		return nil, nil, nil, err
	}
	return toBrowser, fromBrowser, []*os.File{in, out}, nil
}

type chromium struct {
	process *process
	pipe    *chromedp.PipeConn

	// root is the context of chromedp that every tab's is derived from.
	root   context.Context
	cancel context.CancelFunc

	// keeper is a blank tab that keeps the browser alive without pages, and
	// that is shown instead of a page in the background.
	keeper *chromedp.Target
}

// connect takes over the tab that the browser has started with.
func (b *chromium) connect(ctx context.Context) error {
	b.root, b.cancel = chromedp.NewContext(
		chromiumAllocator(b.pipe, b.process.output),
		chromedp.WithNewWindow(false),
	)
	stop := context.AfterFunc(ctx, b.cancel)
	defer stop()
	if _, err := chromedp.CallBrowser(b.root, cdpbrowser.GetVersion, cdp.Empty{}); err != nil {
		return errors.Join(err, ctx.Err())
	}
	targets, err := cdp.Call(ctx, b.session(), target.GetTargets, target.GetTargetsParams{})
	if err != nil {
		return err
	}
	for _, info := range targets.TargetInfos {
		if info.Type == "page" {
			tab, err := b.attach(ctx, chromedp.WithTargetID(info.TargetID))
			if err != nil {
				return err
			}
			b.keeper = chromedp.FromContext(tab).Target
			_, err = cdp.Call(ctx, b.keeper, serviceworker.Enable, cdp.Empty{})
			return err
		}
	}
	return errors.New("chromium has no tab after its start")
}

// session is the protocol session of the browser as a whole.
func (b *chromium) session() *chromedp.Browser {
	return chromedp.FromContext(b.root).Browser
}

// attach returns a chromedp context with a tab, a new one unless an option
// names it. The tab's context outlives ctx.
func (b *chromium) attach(ctx context.Context, options ...chromedp.ContextOption) (context.Context, error) {
	tab, cancel := chromedp.NewContext(b.root, options...)
	stop := context.AfterFunc(ctx, cancel)
	defer stop()
	// chromedp attaches itself to the service workers of a tab, and a worker
	// with a debugger is never stopped for being idle.
	if _, err := chromedp.Call(tab, target.SetAutoAttach, target.SetAutoAttachParams{Flatten: ptr(true)}); err != nil {
		cancel()
		return nil, errors.Join(err, ctx.Err())
	}
	return tab, nil
}

// Open implements [Browser].
func (b *chromium) Open(ctx context.Context, url string) (Page, error) {
	tab, err := b.attach(ctx)
	if err != nil {
		return nil, b.explainLoss(err)
	}
	page := &chromiumPage{browser: b, context: tab, target: chromedp.FromContext(tab).Target}
	if err := page.Navigate(ctx, url); err != nil {
		return nil, errors.Join(err, page.Close(ctx))
	}
	return page, nil
}

// explainLoss adds to an error what the browser printed last, if it is gone.
func (b *chromium) explainLoss(err error) error {
	select {
	case <-b.session().LostConnection:
		return b.process.explain(err)
	default:
		return err
	}
}

// StopWorkers implements [Browser].
func (b *chromium) StopWorkers(ctx context.Context) error {
	if _, err := cdp.Call(ctx, b.keeper, serviceworker.StopAllWorkers, cdp.Empty{}); err != nil {
		return b.explainLoss(err)
	}
	return nil
}

// Kill implements [Browser].
func (b *chromium) Kill() error {
	b.process.kill()
	b.cancel()
	return nil
}

// Close implements [Browser].
func (b *chromium) Close() error {
	// To Chromium a closed pipe is the request to quit.
	b.pipe.Close()
	defer b.cancel()
	return b.process.end()
}

func ptr[T any](v T) *T { return &v }
