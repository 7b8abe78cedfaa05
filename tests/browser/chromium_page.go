package browser

import (
	"context"
	"encoding/json"
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
	answer, err := cdp.Call(ctx, p.target, runtime.Evaluate, runtime.EvaluateParams{
		Expression:    expression,
		AwaitPromise:  ptr(true),
		ReturnByValue: ptr(true),
	})
	if err != nil {
		return p.browser.process.explain(err)
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
	if _, err := chromedp.Navigate(url)(ctx, p.target); err != nil {
		return fmt.Errorf("opening %s: %w", url, err)
	}
	return nil
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
