//go:build linux

package browser

import (
	"context"
	"fmt"
	"io"

	"github.com/chromedp/chromedp"
)

// pipeAllocator makes chromedp use a browser that was not started by it.
type pipeAllocator struct {
	pipe *chromedp.PipeConn
	log  io.Writer
}

func chromiumAllocator(pipe *chromedp.PipeConn, log io.Writer) context.Context {
	ctx, _ := chromedp.NewAllocatorContext(context.Background(), &pipeAllocator{pipe, log})
	return ctx
}

// Allocate implements [chromedp.Allocator].
func (a *pipeAllocator) Allocate(_ context.Context, options ...chromedp.BrowserOption) (*chromedp.Browser, error) {
	logf := func(format string, args ...any) { fmt.Fprintf(a.log, "chromedp: "+format+"\n", args...) }
	options = append(options, chromedp.WithBrowserLogf(logf), chromedp.WithBrowserErrorf(logf))
	return chromedp.NewBrowserTransport(context.Background(), a.pipe, options...)
}

// Wait implements [chromedp.Allocator].
func (a *pipeAllocator) Wait() {}

// Attaches implements [chromedp.Attacher].
func (a *pipeAllocator) Attaches() bool { return true }
