//go:build linux

package tests

import (
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C01, C05: in each global scope the interfaces are what Web IDL makes of the
// specification's definitions. The fixture examines what WPT's idlharness does: which
// interfaces are exposed, their objects' properties, names, lengths and prototype chains,
// and what an operation does with a wrong `this` or too few arguments.
func TestC01C05Interfaces(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/interface.html?worker=/interface-worker.js")
		s.Conforms("C01 window:", harness.FromPage[[]harness.Finding](s, page, `return checkInterfaces()`, nil))
		s.Conforms("C01 service worker:", harness.FromWorker[[]harness.Finding](s, page, `return checkInterfaces()`, nil))
		s.Conforms("C01 dedicated worker:", harness.FromPage[[]harness.Finding](s, page, `
			const dedicated = new Worker('/interface-worker.js');
			return new Promise((resolve, reject) => {
				dedicated.onmessage = ({data}) => resolve(data);
				dedicated.onerror = ({message}) => reject(new Error(message));
			});`, nil))
	})
}

// C01: the interfaces are the same in a module worker, whose script is strict and comes
// from another bundle.
func TestC01ModuleWorker(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?type=module&worker=/module-interface-worker.js")
		s.Conforms("C01 service worker:", harness.FromWorker[[]harness.Finding](s, page, `return checkInterfaces()`, nil))
	})
}

// C02: a call with bad arguments or a bad receiver returns a promise that rejects with
// TypeError. It throws nothing.
func TestC02BadArguments(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		for _, call := range []string{
			`sync.register()`,
			`sync.register(Symbol())`,
			`sync.register.call({}, 'x')`,
			`sync.getTags.call(null)`,
		} {
			got := harness.FromPage[string](s, page, `
				const {sync} = await navigator.serviceWorker.getRegistration();
				const promise = new Function('sync', 'return ' + args)(sync);
				return promise.then(() => 'resolved', (error) => error.name);`, call)
			if got != "TypeError" {
				t.Errorf("%s: got %s, want a rejection with TypeError", call, got)
			}
		}
	})
}

// C03: a tag is what Web IDL's DOMString conversion makes of the argument. The events of
// the three tags run at the same time (C32).
func TestC03Conversion(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RunInPage(page, `
			const {sync} = await navigator.serviceWorker.getRegistration();
			for (const tag of [null, '', {toString: () => 'x'}]) await sync.register(tag, 'ignored');`, nil)
		s.CompleteInAnyOrder("", "null", "x")
		s.AwaitNoTags(page)
	})
}

// C04: neither class can be constructed without what Web IDL requires. The members of the
// dictionary are each read once, in Web IDL's order, and converted.
func TestC04Constructors(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		for _, expression := range []string{
			`new SyncManager()`, `SyncManager()`,
			`new SyncEvent()`, `new SyncEvent('sync')`, `new SyncEvent('sync', undefined)`, `new SyncEvent('sync', null)`,
			`new SyncEvent('sync', {})`, `new SyncEvent('sync', {lastChance: true})`, `new SyncEvent('sync', 'tag')`,
			`new SyncEvent('sync', {tag: Symbol()})`, `new SyncEvent(Symbol(), {tag: 'x'})`, `SyncEvent('sync', {tag: 'x'})`,
		} {
			got := harness.FromWorker[string](s, page, `
				try {
					new Function('return ' + args)();
					return 'accepted';
				} catch (error) {
					return error.constructor === TypeError ? 'TypeError' : String(error);
				}`, expression)
			if got != "TypeError" {
				t.Errorf("%s: got %s, want a TypeError", expression, got)
			}
		}
		got := harness.FromWorker[string](s, page, `
			const read = [];
			const members = {tag: null, lastChance: 'yes', bubbles: 1, cancelable: 0};
			const init = new Proxy(members, {get: (target, name) => (read.push(name), target[name])});
			const {type, tag, lastChance, bubbles, cancelable} = new SyncEvent('other', init);
			const plain = new (class extends SyncEvent {})('sync', {tag: 'x'});
			return JSON.stringify([
				read.join(), type, tag, lastChance, bubbles, cancelable, plain.tag, plain.lastChance, plain instanceof SyncEvent,
			]);`, nil)
		want := `["bubbles,cancelable,composed,lastChance,tag","other","null",true,true,false,"x",false,true]`
		if got != want {
			t.Errorf("the event and its dictionary give\n%s, want\n%s", got, want)
		}
	})
}

// C06: each registration object has one manager, in the page and in the worker, however
// the app got the registration.
func TestC06OneManager(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		if !harness.FromPage[bool](s, page, `
			const registration = await navigator.serviceWorker.ready;
			const {sync} = registration;
			const again = await navigator.serviceWorker.getRegistration();
			return sync === registration.sync && (again === registration) === (again.sync === sync);`, nil) {
			t.Error("the page's registration has two managers")
		}
		if !harness.FromWorker[bool](s, page, `return registration.sync === registration.sync`, nil) {
			t.Error("the worker's registration has two managers")
		}
	})
}

// C08: the sync event has the properties that the specification gives it.
func TestC08EventProperties(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/event-worker.js")
		s.Conforms("C08", handle[[]harness.Finding](s, page, "outbox", `(event, tell) => {
			const findings = [];
			const is = (what, got, want) => findings.push({what, problem: got === want ? '' : got + ', want ' + want});
			is('type', event.type, 'sync');
			is('tag', event.tag, 'outbox');
			is('lastChance', event.lastChance, false);
			is('bubbles', event.bubbles, false);
			is('cancelable', event.cancelable, false);
			is('composed', event.composed, false);
			is('target', event.target, self);
			is('currentTarget', event.currentTarget, self);
			is('eventPhase', event.eventPhase, Event.AT_TARGET);
			is('path', event.composedPath().length === 1 && event.composedPath()[0] === self, true);
			is('class', Object.getPrototypeOf(event), SyncEvent.prototype);
			is('own properties', Object.getOwnPropertyNames(event).join(), 'isTrusted');
			is('isTrusted', event.isTrusted, true);
			event.preventDefault();
			is('after preventDefault()', event.defaultPrevented, false);
			let microtask = false;
			Promise.resolve().then(() => (microtask = true));
			event.next = () => {
				is('microtasks between listeners', microtask, true);
				tell(findings);
			};
		}`))
		s.AwaitNoTags(page)
	})
}
