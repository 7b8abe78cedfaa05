//go:build linux

package tests

import "background-sync-polyfill/tests/browser"

// breakMethod replaces a method in the worker by a function of that body, which
// sees the method as original, its arguments as args, and which counts its calls.
func breakMethod(s *site, page browser.Page, target, method, body string) {
	s.t.Helper()
	worker[any](s, page, `
		const prototype = self[args.target].prototype;
		const original = prototype[args.method];
		const replacement = new Function('original', 'return function (...args) { broken.calls++; ' + args.body + ' }')(original);
		self.broken ??= {calls: 0, mends: []};
		broken.mends.push(() => (prototype[args.method] = original));
		prototype[args.method] = replacement;`,
		map[string]string{"target": target, "method": method, "body": body})
}

// mendMethod takes back what breakMethod did, and returns how often that was called.
func mendMethod(s *site, page browser.Page) (calls int) {
	s.t.Helper()
	return worker[int](s, page, `
		for (const mend of broken.mends.splice(0).reverse()) mend();
		return broken.calls;`, nil)
}

// watchTries makes awaitTry wait for the next wake-up of the worker that fails.
func watchTries(s *site, page browser.Page) {
	s.t.Helper()
	worker[any](s, page, `
		const {error} = console;
		self.failed = new Promise((resolve) => {
			console.error = (...args) => {
				if (String(args[0]).includes('again')) resolve();
				error(...args);
			};
		});`, nil)
}

func awaitTry(s *site, page browser.Page) {
	s.t.Helper()
	worker[any](s, page, `await failed`, nil)
}
