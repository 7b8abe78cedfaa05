//go:build linux

package browser

import (
	"context"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
)

// Permissions is what a [Browser] has besides whose user can be made to answer
// for a permission. Chromium's can.
type Permissions interface {
	// SetPermission sets the permission of that name to "granted", "denied" or
	// "prompt" for an origin.
	SetPermission(ctx context.Context, origin, name, setting string) error
}

// SetPermission implements [Permissions].
func (b *chromium) SetPermission(ctx context.Context, origin, name, setting string) error {
	_, err := cdp.Call(ctx, b.session(), cdpbrowser.SetPermission, cdpbrowser.SetPermissionParams{
		Permission: &cdpbrowser.PermissionDescriptor{Name: name},
		Setting:    cdpbrowser.PermissionSetting(setting),
		Origin:     origin,
	})
	return b.explainLoss(err)
}
