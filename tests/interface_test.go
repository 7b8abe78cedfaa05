//go:build linux

package tests

import (
	"fmt"
	"slices"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C01, C05: in each global scope the interfaces are what Web IDL makes of the
// specification's definitions, as WPT's idlharness sees it: which are exposed,
// their objects' properties, names, lengths and prototype chains, what an
// operation does with a wrong `this` or too few arguments.
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

// C01: the same in a module worker, whose script is strict and of another bundle.
func TestC01ModuleWorker(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?type=module&worker=/module-interface-worker.js")
		s.Conforms("C01 service worker:", harness.FromWorker[[]harness.Finding](s, page, `return checkInterfaces()`, nil))
	})
}

// C03: a tag is what Web IDL's DOMString conversion makes of the argument.
func TestC03Conversion(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RunInPage(page, `
			const {sync} = await navigator.serviceWorker.getRegistration();
			for (const tag of [null, '', {toString: () => 'x'}]) await sync.register(tag, 'ignored');`, nil)
		var tags []string
		for range 3 {
			event := s.NextEvent()
			tags = append(tags, event.Tag)
			event.Succeed()
		}
		slices.Sort(tags)
		if want := []string{"", "null", "x"}; !slices.Equal(tags, want) {
			t.Errorf("events came for %q, want %q", tags, want)
		}
		s.AwaitNoTags(page)
	})
}

// C04: what cannot be constructed, and that a dictionary's members are read once
// each, in Web IDL's order, and converted.
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
				t.Errorf("%s: %s, want a TypeError", expression, got)
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
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

// C06: one manager for one registration object, in the page and in the worker,
// whoever hands the registration out.
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

// C07: HTML's rules of event handler attributes.
func TestC07EventHandlerAttribute(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/interface-worker.js")
		s.Conforms("C07", harness.FromWorker[[]harness.Finding](s, page, `
			const findings = [];
			const is = (what, got, want) => findings.push({what, problem: got === want ? '' : got + ', want ' + want});
			let order = [];
			const says = (name) => () => void order.push(name);
			const fire = (init) => {
				order = [];
				const event = new SyncEvent('sync', {tag: 'x', ...init});
				const wanted = self.dispatchEvent(event);
				return order.join() + (wanted ? '' : ' prevented');
			};

			is('no handler', onsync, null);
			const listener = says('listener');
			addEventListener('sync', says('first'));
			onsync = says('handler');
			addEventListener('sync', says('last'));
			is('a function takes its place', fire(), 'first,handler,last');
			onsync = says('other');
			is('its replacement keeps the place', fire(), 'first,other,last');
			onsync = null;
			is('null takes it away', fire(), 'first,last');
			onsync = says('again');
			is('after null it comes last', fire(), 'first,last,again');

			const object = {handleEvent: says('handleEvent')};
			onsync = object;
			is('an object is kept', onsync, object);
			is('an object is not called', fire(), 'first,last');
			onsync = says('function');
			is('an object keeps the place', fire(), 'first,last,function');
			for (const value of [undefined, 5, 'text', true, Symbol('x')]) {
				onsync = says('gone');
				onsync = value;
				is(String(value) + ' is null', onsync, null);
				is(String(value) + ' is not called', fire(), 'first,last');
			}

			onsync = () => false;
			is('false prevents what can be', fire({cancelable: true}), 'first,last prevented');
			is('and nothing else', fire(), 'first,last');
			onsync = () => true;
			is('true prevents nothing', fire({cancelable: true}), 'first,last');
			let called;
			onsync = function (event) {
				'use strict';
				called = [this === self, arguments.length, event instanceof SyncEvent].join();
			};
			fire();
			is('how it is called', called, 'true,1,true');
			onsync = function () { onsync = says('second'); };
			is('replaced in mid-event', fire(), 'first,last');
			is('and from then on', fire(), 'first,last,second');
			onsync = null;
			return findings;`, nil))
	})
}

// C07: an exception in the handler is reported, and the listeners after it run.
func TestC07HandlerThrows(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/interface-worker.js")
		reports := s.CatchReports()
		if got := harness.FromWorker[string](s, page, `
			const order = [];
			onsync = () => { throw new Error('of the handler'); };
			addEventListener('sync', () => order.push('next'));
			dispatchEvent(new SyncEvent('sync', {tag: 'x'}));
			return order.join();`, nil); got != "next" {
			t.Errorf("after the exception ran %q, want the next listener", got)
		}
		s.AwaitReport(reports, "of the handler")
	})
}

// C07: a handler that the app's script assigned before the polyfill came, in any
// of the ways there are, fires as often as it does natively.
func TestC07HandlerThatWasThereFirst(t *testing.T) {
	for _, test := range []struct {
		name, script string
		calls        int
	}{
		{"assigned before", `self.onsync = called; importScripts(polyfill);`, 1},
		{"a hoisted var", `importScripts(polyfill); var onsync = called;`, 1},
		{"a hoisted function", `importScripts(polyfill); function onsync(event) { called(event); }`, 0},
		{"a hoisted function as a listener", `importScripts(polyfill); function onsync(event) { called(event); } addEventListener('sync', onsync);`, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
				s.Serve("/worker.js", harness.JavaScript(fmt.Sprintf(`
					let calls = 0;
					const called = () => calls++;
					const polyfill = '/background-sync-worker.js';
					importScripts('/native.js', '/probe.js');
					%s`, test.script)))
				page := s.Open("/")
				got := harness.FromWorker[int](s, page, `
					dispatchEvent(new SyncEvent('sync', {tag: 'x'}));
					return calls;`, nil)
				if got != test.calls {
					t.Errorf("called %d times, want %d", got, test.calls)
				}
			})
		})
	}
}
