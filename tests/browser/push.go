//go:build linux

package browser

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/serviceworker"
	"github.com/chromedp/chromedp"
)

// Pusher is implemented by a [Browser] that a test can make deliver a push
// message: Chromium and Firefox. Neither needs a subscription.
type Pusher interface {
	// Push fires a push event at the active worker of a scope and returns when the
	// message is on its way.
	Push(ctx context.Context, scope string) error
}

// Push implements [Pusher].
func (b *chromium) Push(ctx context.Context, scope string) error {
	registration, err := b.registration(ctx, scope)
	if err != nil {
		return b.explainLoss(err)
	}
	at, err := url.Parse(scope)
	if err != nil {
		return err
	}
	_, err = cdp.Call(ctx, b.keeper, serviceworker.DeliverPushMessage, serviceworker.DeliverPushMessageParams{
		Origin:         strings.TrimSuffix(scope, at.Path),
		RegistrationID: registration,
		Data:           "a message",
	})
	return b.explainLoss(err)
}

// registration returns the id of a scope's registration. Chromium lists all of them
// whenever somebody begins to listen.
func (b *chromium) registration(ctx context.Context, scope string) (serviceworker.RegistrationID, error) {
	tab, err := b.attach(ctx)
	if err != nil {
		return "", err
	}
	defer func() { _ = chromedp.Cancel(tab) }()
	found := make(chan serviceworker.RegistrationID, 100)
	err = chromedp.Listen(tab, func(event any) {
		if updated, ok := event.(*serviceworker.EventWorkerRegistrationUpdated); ok {
			for _, r := range updated.Registrations {
				if r.ScopeURL == scope && !r.IsDeleted {
					found <- r.RegistrationID
				}
			}
		}
	})
	if err != nil {
		return "", err
	}
	if _, err := chromedp.Call(tab, serviceworker.Enable, cdp.Empty{}); err != nil {
		return "", err
	}
	select {
	case id := <-found:
		return id, nil
	case <-ctx.Done():
		return "", errors.Join(errors.New("there is no registration of "+scope), ctx.Err())
	}
}

// Push implements [Pusher].
func (b *firefox) Push(ctx context.Context, scope string) error {
	return b.run(ctx, nil, `harness.push(...arguments);`, scope)
}
