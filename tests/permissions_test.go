//go:build linux

package tests

import (
	"slices"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C76: permissions.query() answers for Background Sync in page and worker. All other
// answers, errors and reads of the name are as without the polyfill.
func TestC76PermissionQuery(t *testing.T) {
	for _, test := range []struct{ options, state string }{
		{`undefined`, "granted"},
		{`{disabled: true}`, "denied"},
	} {
		t.Run(test.state, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				plain := harness.NewSite(t, s.Target)
				plain.ServeWithoutPolyfill()
				for _, site := range []*harness.Site{plain, s} {
					site.Options = test.options
					site.Serve("/permissions-worker.js", harness.JavaScript(`importScripts('/worker.js', '/permissions.js');`))
					site.Serve("/permissions.html", harness.HTML(`
						<script src="/native.js"></script>
						<script src="/options.js"></script>
						<script src="/background-sync.js"></script>
						<script src="/permissions.js"></script>
						<script src="/page.js"></script>`))
				}
				const path = "/permissions.html?worker=/permissions-worker.js"
				plainPage, page := plain.Open(path), s.Open(path)

				const answers = `return permissionAnswers()`
				for scope, got := range map[string][2][]string{
					"page":   {harness.FromPage[[]string](plain, plainPage, answers, nil), harness.FromPage[[]string](s, page, answers, nil)},
					"worker": {harness.FromWorker[[]string](plain, plainPage, answers, nil), harness.FromWorker[[]string](s, page, answers, nil)},
				} {
					if !slices.Equal(got[0], got[1]) {
						t.Errorf("with the polyfill the %s gets\n%q, want\n%q as without it", scope, got[1], got[0])
					}
				}
				const check = `return checkBackgroundSync(args)`
				s.Conforms("C76 page:", harness.FromPage[[]harness.Finding](s, page, check, test.state))
				s.Conforms("C76 worker:", harness.FromWorker[[]harness.Finding](s, page, check, test.state))
			})
		})
	}
}

// C58, C76: native support is denied. permissions.query() answers what register() will do:
// the browser's answer, or `granted` with option takeOverBroken.
func TestC76WhereSupportIsNative(t *testing.T) {
	for _, test := range []struct{ options, state string }{
		{`{takeOverBroken: true}`, "granted"},
		{`{}`, "denied"},
	} {
		t.Run(test.options, func(t *testing.T) {
			harness.InNativeTargets(t, func(t *testing.T, s *harness.Site) {
				s.Options = test.options
				page := s.Open("/options.html")
				s.SetNativePermission("denied")
				const state = `return (await navigator.permissions.query({name: 'background-sync'})).state`
				if got := harness.FromPage[string](s, page, state, nil); got != test.state {
					t.Errorf("the page gets the answer %s, want %s", got, test.state)
				}
				if got := harness.FromWorker[string](s, page, state, nil); got != test.state {
					t.Errorf("the worker gets the answer %s, want %s", got, test.state)
				}
			})
		})
	}
}
