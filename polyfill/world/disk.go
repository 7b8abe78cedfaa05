package world

import (
	"slices"

	"background-sync-polyfill/polyfill"
)

// Purge removes all registrations of the scope, as the end of the service worker
// registration does. The list of dropped tags stays.
func (w *World) Purge() {
	w.Helper()
	all := w.Registrations()
	err := w.Disk.Open("/").Update(polyfill.Strict, nil, func(records polyfill.Records) (err error) {
		for _, r := range all {
			err = records.Delete(r.Tag)
		}
		return err
	})
	if err != nil {
		w.Error(err)
	}
}

// Registrations reads the disk directly; nil if that fails.
func (w *World) Registrations() []polyfill.Registration {
	all, _ := w.Disk.Open("/").All()
	return all
}

// Registration reads the tag's registration from the disk.
func (w *World) Registration(tag string) (r polyfill.Registration, found bool) {
	all := w.Registrations()
	i := slices.IndexFunc(all, func(r polyfill.Registration) bool { return r.Tag == tag })
	if i < 0 {
		return r, false
	}
	return all[i], true
}
