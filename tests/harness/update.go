//go:build linux

package harness

import "background-sync-polyfill/tests/browser"

// UpdateInPlace serves another version of the worker, and returns once it is active.
func (s *Site) UpdateInPlace(page browser.Page) {
	s.T.Helper()
	s.ServeUpdate()
	s.InstallUpdate(page)
	s.ActivateUpdate(page)
}

// InstallUpdate returns once the update that is served is installed. The update then waits,
// or is activated at once if the active worker controls no page.
func (s *Site) InstallUpdate(page browser.Page) {
	s.T.Helper()
	s.RunInPage(page, `
		const registration = await navigator.serviceWorker.getRegistration();
		const {active} = registration;
		await registration.update();
		const next = () => registration.installing ?? registration.waiting ?? (registration.active === active ? null : registration.active);
		// The page may hear of the new worker after update() has resolved.
		while (!next()) await new Promise((done) => setTimeout(done));
		self.updated = next();
		while (updated.state === 'installing') await new Promise((done) => (updated.onstatechange = done));`, nil)
}

// ActivateUpdate returns once the worker that [Site.InstallUpdate] has installed is active.
func (s *Site) ActivateUpdate(page browser.Page) {
	s.T.Helper()
	s.RunInPage(page, `
		const {port2} = new MessageChannel();
		updated.postMessage({probe: 'await skipWaiting()'}, [port2]);
		while (updated.state !== 'activated') await new Promise((done) => (updated.onstatechange = done));`, nil)
}
