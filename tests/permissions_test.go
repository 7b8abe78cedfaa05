//go:build linux

package tests

import (
	"slices"
	"testing"
)

// C76: permissions.query() answers for Background Sync in page and worker; all else is
// what it is without the polyfill: answers, errors, how often the name is read.
func TestC76PermissionQuery(t *testing.T) {
	for _, test := range []struct{ options, state string }{
		{`undefined`, "granted"},
		{`{disabled: true}`, "denied"},
	} {
		t.Run(test.state, func(t *testing.T) {
			polyfilled(t, func(t *testing.T, s *site) {
				plain := newSite(t, s.target)
				plain.servePlain()
				for _, site := range []*site{plain, s} {
					site.options = test.options
					site.serve("/permissions-worker.js", javaScript(`importScripts('/worker.js', '/permissions.js');`))
					site.serve("/permissions.html", html(`
						<script src="/native.js"></script>
						<script src="/options.js"></script>
						<script src="/background-sync.js"></script>
						<script src="/permissions.js"></script>
						<script src="/page.js"></script>`))
				}
				const path = "/permissions.html?worker=/permissions-worker.js"
				plainPage, page := plain.open(path), s.open(path)

				const answers = `return permissionAnswers()`
				for scope, got := range map[string][2][]string{
					"page":   {eval[[]string](plain, plainPage, answers, nil), eval[[]string](s, page, answers, nil)},
					"worker": {worker[[]string](plain, plainPage, answers, nil), worker[[]string](s, page, answers, nil)},
				} {
					if !slices.Equal(got[0], got[1]) {
						t.Errorf("the %s has\n%q, without the polyfill\n%q", scope, got[1], got[0])
					}
				}
				const check = `return checkBackgroundSync(args)`
				s.conforms("C76 page:", eval[[]finding](s, page, check, test.state))
				s.conforms("C76 worker:", worker[[]finding](s, page, check, test.state))
			})
		})
	}
}

// C58, C76: where native support is denied and what it refuses is taken over, the answer is
// what register() will do; where it is left alone, the browser's.
func TestC76WhereSupportIsNative(t *testing.T) {
	for _, test := range []struct{ options, state string }{
		{`{takeOverBroken: true}`, "granted"},
		{`{}`, "denied"},
	} {
		t.Run(test.options, func(t *testing.T) {
			native(t, func(t *testing.T, s *site) {
				s.options = test.options
				page := s.open("/options.html")
				s.setNative("denied")
				const state = `return (await navigator.permissions.query({name: 'background-sync'})).state`
				if got := eval[string](s, page, state, nil); got != test.state {
					t.Errorf("the page is answered %s, want %s", got, test.state)
				}
				if got := worker[string](s, page, state, nil); got != test.state {
					t.Errorf("the worker is answered %s, want %s", got, test.state)
				}
			})
		})
	}
}
