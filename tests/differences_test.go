//go:build linux

package tests

// expectedDifferences are what a target is known to do otherwise, and why no
// polyfill can mend it. A check that finds the target as it should be fails as
// well: what is listed here must still be true.
var expectedDifferences = []struct {
	check, target, reason string
}{
	{"invariant 7", "chromium", "Chromium runs listeners in the order of registration, capturing or not; " +
		"the polyfill is loaded only where Background Sync is missing, which Chromium's is not."},
	{"C01 dedicated worker: SyncManager is exposed", "chromium", "Chromium gives dedicated workers no navigator.serviceWorker, " +
		"so that no registration can be had there to call it on; the polyfill does nothing."},
	{"C08 isTrusted", polyfill, "Only the browser makes trusted events."},
	{"C08 microtasks between listeners", polyfill, "Microtasks run once no script is on the stack, and an event that a script " +
		"dispatches has that script on it: they run after the last listener."},
	{"alive without a page", "webkit", "WebKit ends a worker 10 s after its last page, and may notice the network later."},
	{"push", "webkit", "WebKitGTK delivers no push messages that a test could send."},
	{"dedicated workers", "chromium", "Chromium gives dedicated workers no navigator.serviceWorker."},
	{"dedicated workers", "native", "Chromium gives dedicated workers no navigator.serviceWorker."},
}

// polyfill stands for every target but native.
const polyfill = "polyfill"

// differs reports whether the target differs as expected. Finding a listed
// difference gone fails the check.
func (s *site) differs(check string, found bool) bool {
	s.t.Helper()
	for _, d := range expectedDifferences {
		if d.check != check || d.target != s.target.name && (d.target != polyfill || s.target.native) {
			continue
		}
		if !found {
			s.t.Errorf("%s no longer differs in %s: take it out of the list", check, s.target.name)
		}
		return found
	}
	return false
}
