//go:build linux

package browser

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

type chromiumPage struct {
	browser *chromium
	context context.Context
	target  *chromedp.Target
}

// Eval implements [Page].
func (p *chromiumPage) Eval(ctx context.Context, script string, args any, result any) error {
	expression, err := scriptCall(script, args)
	if err != nil {
		return err
	}
	ctx, done := p.while(ctx)
	defer done()
	answer, err := cdp.Call(ctx, p.target, runtime.Evaluate, runtime.EvaluateParams{
		Expression:    expression,
		AwaitPromise:  ptr(true),
		ReturnByValue: ptr(true),
	})
	if err != nil {
		return p.browser.explainLoss(cmp.Or(context.Cause(ctx), err))
	}
	if d := answer.ExceptionDetails; d != nil {
		return &ScriptError{Name: d.Exception.ClassName, Message: d.Exception.Description}
	}
	var text string
	if err := json.Unmarshal(answer.Result.Value, &text); err != nil {
		return err
	}
	return decodeOutcome(text, result)
}

// Navigate implements [Page].
func (p *chromiumPage) Navigate(ctx context.Context, url string) error {
	ctx, done := p.while(ctx)
	defer done()
	if _, err := chromedp.Navigate(url)(ctx, p.target); err != nil {
		return fmt.Errorf("opening %s: %w", url, cmp.Or(context.Cause(ctx), err))
	}
	return nil
}

// while returns a context that ends with ctx or with the page, because chromedp
// never answers a command to a page that was closed meanwhile.
func (p *chromiumPage) while(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(p.context, func() {
		cancel(errors.New("the page went away before the command ended"))
	})
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

// Background implements [Page].
func (p *chromiumPage) Background(ctx context.Context) error {
	if err := p.browser.activate(ctx, p.browser.keeper); err != nil {
		return err
	}
	return awaitVisibility(ctx, p, "hidden")
}

// Foreground implements [Page].
func (p *chromiumPage) Foreground(ctx context.Context) error {
	if err := p.browser.activate(ctx, p.target); err != nil {
		return err
	}
	return awaitVisibility(ctx, p, "visible")
}

func (b *chromium) activate(ctx context.Context, t *chromedp.Target) error {
	_, err := cdp.Call(ctx, b.session(), target.ActivateTarget, target.ActivateTargetParams{TargetID: t.TargetID})
	return err
}

// Close implements [Page].
func (p *chromiumPage) Close(ctx context.Context) error {
	return chromedp.Cancel(p.context)
}
