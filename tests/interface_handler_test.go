//go:build linux

package tests

import (
	"fmt"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C07: onsync follows HTML's rules for event handler attributes.
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
			t.Errorf("after the exception the listeners %q ran, want next", got)
		}
		s.AwaitReport(reports, "of the handler")
	})
}

// C07: a handler that the app's script assigned before it loads the polyfill fires as
// often as it does natively.
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
					t.Errorf("the handler was called %d times, want %d", got, test.calls)
				}
			})
		})
	}
}
