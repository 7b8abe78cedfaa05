//go:build linux

package tests

import (
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C65: one stored record is malformed: it is set aside with its reason when it is read, the
// other tags are listed and fire, and registering its tag again works.
func TestC65MalformedRecord(t *testing.T) {
	for _, test := range []struct{ name, damage, field string }{
		{"a wrong type", "record.numAttempts = 'three'", "numAttempts"},
		{"an unknown state", "record.state = 'asleep'", "state"},
		{"a field that is missing", "delete record.order", "order"},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				page := s.Open("/")
				s.GoOffline(page)
				for _, tag := range []string{"bad", "good"} {
					s.Register(page, tag)
				}
				s.RunInPage(page, `
					const all = await readAll(args, 'registrations', 'getAll');
					const record = all.find(({tag}) => tag === 'bad');
					`+test.damage+`;
					await useStore(args, 'registrations', (store) => store.put(record));`, harness.PolyfillName)
				// The keys tell the tags, and no record is read for it.
				s.HasTags(page, "bad", "good")
				s.Register(page, "bad")
				aside := harness.FromPage[[]struct {
					Reason string
					Record harness.StoredTag
				}](s, page, `
					const [{reason, record: {tag}}] = await readAll(args, 'setAside', 'getAll');
					return [{reason, record: {tag}}];`, harness.PolyfillName)
				if aside[0].Record.Tag != "bad" || !strings.Contains(aside[0].Reason, test.field) {
					t.Errorf("set aside is %+v, want the bad record with a reason that names %s", aside[0], test.field)
				}
				s.GoOnline()
				fired := []string{}
				for range 2 {
					event := s.NextEvent()
					fired = append(fired, event.Tag)
					event.Succeed()
				}
				slices.Sort(fired)
				if !slices.Equal(fired, []string{"bad", "good"}) {
					t.Errorf("events %q came, want one of each tag", fired)
				}
				s.AwaitNoTags(page)
			})
		})
	}
}
