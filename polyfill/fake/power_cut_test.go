package fake_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
)

// diskTest writes to the scopes of a disk, and reads them.
type diskTest struct {
	*testing.T
	disk fake.Disk
}

func (d *diskTest) update(firmly polyfill.Durability, scope string, change func(polyfill.Records) error) {
	d.Helper()
	if err := d.disk.Open(scope).Update(firmly, nil, change); err != nil {
		d.Error(err)
	}
}

func (d *diskTest) put(firmly polyfill.Durability, scope, tag string) {
	d.Helper()
	d.update(firmly, scope, func(records polyfill.Records) error { return records.Put(polyfill.Registration{Tag: tag}) })
}

// cut checks how many commits a power cut undoes.
func (d *diskTest) cut(n, want int) {
	d.Helper()
	if undone := d.disk.PowerCut(n); undone != want {
		d.Errorf("a power cut undid %d commits, want %d", undone, want)
	}
}

func (d *diskTest) want(scope string, want ...string) {
	d.Helper()
	tags, err := d.disk.Open(scope).Tags()
	if err != nil || !slices.Equal(tags, want) {
		d.Errorf("scope %q has %q (%v), want %q", scope, tags, err, want)
	}
}

func nothing(polyfill.Records) error { return nil }

func TestPowerCut(t *testing.T) {
	scene := func(title string, play func(d *diskTest)) {
		t.Run(title, func(t *testing.T) { play(&diskTest{T: t}) })
	}

	scene("a power cut undoes the latest relaxed commits and no other", func(d *diskTest) {
		for i := range 4 {
			d.put(polyfill.Relaxed, "/", fmt.Sprint(i))
		}
		d.cut(2, 2)
		d.want("/", "0", "1")
		d.put(polyfill.Relaxed, "/", "later")
		d.cut(0, 0)
		d.want("/", "0", "1", "later")
		d.cut(1, 1)
		d.want("/", "0", "1")
		d.cut(9, 2)
		d.want("/")
	})

	scene("a strict commit stays, with all commits before it", func(d *diskTest) {
		d.put(polyfill.Relaxed, "/", "a")
		d.put(polyfill.Strict, "/", "b")
		d.put(polyfill.Relaxed, "/", "c")
		d.cut(9, 1)
		d.want("/", "a", "b")
		d.cut(9, 0)
		d.want("/", "a", "b")
	})

	scene("a strict commit that changes nothing does not make earlier commits firm", func(d *diskTest) {
		d.put(polyfill.Relaxed, "/", "a")
		d.update(polyfill.Strict, "/", nothing)
		d.cut(9, 1)
		d.want("/")
	})

	scene("a relaxed commit that changes nothing does not count", func(d *diskTest) {
		d.put(polyfill.Relaxed, "/", "a")
		d.put(polyfill.Relaxed, "/", "b")
		d.update(polyfill.Relaxed, "/", nothing)
		d.cut(1, 1)
		d.want("/", "a")
	})

	scene("a power cut that undoes a removal undoes the note that the tag was given up", func(d *diskTest) {
		d.put(polyfill.Strict, "/", "a")
		d.update(polyfill.Relaxed, "/", func(records polyfill.Records) error {
			return errors.Join(records.NoteDropped(polyfill.Registration{Tag: "a"}, 0), records.Delete("a"))
		})
		d.want("/")
		d.cut(1, 1)
		d.want("/", "a")
		if dropped := d.disk.Open("/").Dropped(); len(dropped) > 0 {
			d.Errorf("%d registrations are listed as given up", len(dropped))
		}
	})

	scene("the commits of all scopes are undone in one order", func(d *diskTest) {
		d.put(polyfill.Relaxed, "/one/", "a")
		d.put(polyfill.Relaxed, "/two/", "b")
		d.put(polyfill.Relaxed, "/one/", "c")
		d.cut(2, 2)
		d.want("/one/", "a")
		d.want("/two/")
		d.put(polyfill.Strict, "/two/", "d")
		d.cut(9, 0)
		d.want("/one/", "a")
	})

	scene("a transaction that fails is no commit", func(d *diskTest) {
		d.put(polyfill.Relaxed, "/", "a")
		failed := errors.New("rolled back")
		err := d.disk.Open("/").Update(polyfill.Strict, nil, func(polyfill.Records) error { return failed })
		if !errors.Is(err, failed) {
			d.Error(err)
		}
		d.cut(1, 1)
		d.want("/")
	})
}
