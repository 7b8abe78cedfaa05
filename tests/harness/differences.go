//go:build linux

package harness

// expectedDifferences lists the known differences that no polyfill can remove. If a listed
// difference is not found, its check fails, so that the list stays true.
var expectedDifferences = []struct {
	check, target, reason string
}{
	{"the app's listeners see the polyfill's messages", "chromium", "Chromium runs listeners in the order of registration, " +
		"capturing or not. The polyfill is loaded only where Background Sync is missing, and Chromium has it."},
	{"C01 dedicated worker: SyncManager is exposed", "chromium", "Chromium gives dedicated workers no navigator.serviceWorker. " +
		"So they have no registration whose sync could be read, and the polyfill does nothing there."},
	{"C08 isTrusted", polyfilled, "Only the browser makes trusted events."},
	{"C08 microtasks between listeners", polyfilled, "Microtasks run when no script is on the stack. An event that a script " +
		"dispatches has that script on the stack, so they run after the last listener."},
	{"alive without a page", "webkit", "WebKit ends a worker 10 s after its last page, and may notice the network later."},
	{"push", "webkit", "WebKitGTK delivers no push messages that a test could send."},
	{"dedicated workers", "chromium", "Chromium gives dedicated workers no navigator.serviceWorker."},
	{"dedicated workers", "native", "Chromium gives dedicated workers no navigator.serviceWorker."},
}

// polyfilled stands for every target but native.
const polyfilled = "polyfilled"

// Differs reports whether the target differs as expectedDifferences says. If the difference
// is listed and was not found, the check fails.
func (s *Site) Differs(check string, found bool) bool {
	s.T.Helper()
	for _, d := range expectedDifferences {
		if d.check != check || d.target != s.Target.Name && (d.target != polyfilled || s.Target.Native) {
			continue
		}
		if !found {
			s.T.Errorf("%q no longer differs in %s: take it out of expectedDifferences", check, s.Target.Name)
		}
		return found
	}
	return false
}

// Finding is one thing that a fixture has examined. Problem is empty if nothing is wrong.
type Finding struct{ What, Problem string }

// Conforms checks that nothing is wrong apart from the expected differences, whose
// names begin with the id.
func (s *Site) Conforms(id string, findings []Finding) {
	s.T.Helper()
	if len(findings) == 0 {
		s.T.Errorf("%s: the fixture has examined nothing", id)
	}
	for _, f := range findings {
		check := id + " " + f.What
		if !s.Differs(check, f.Problem != "") && f.Problem != "" {
			s.T.Errorf("%s: got %s", check, f.Problem)
		}
	}
}
