package broken

import (
	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// meddling replaces methods of Records, unless the field is nil.
type meddling struct {
	polyfill.Records
	get func(*polyfill.Registration)
	put func(polyfill.Records, polyfill.Registration) error
	del func(polyfill.Records, string) error
}

func (m meddling) wrap(_ *world.Worker, env polyfill.Environment) polyfill.Environment {
	env.Store = meddlingStore{env.Store, m}
	return env
}

type meddlingStore struct {
	polyfill.Store
	meddling meddling
}

func (s meddlingStore) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	return s.Store.Update(d, tags, func(records polyfill.Records) error {
		m := s.meddling
		m.Records = records
		return change(m)
	})
}

func (m meddling) Get(tag string) (polyfill.Registration, bool, error) {
	r, found, err := m.Records.Get(tag)
	if m.get != nil {
		m.get(&r)
	}
	return r, found, err
}

func (m meddling) Put(r polyfill.Registration) error {
	if m.put != nil {
		return m.put(m.Records, r)
	}
	return m.Records.Put(r)
}

func (m meddling) Delete(tag string) error {
	if m.del != nil {
		return m.del(m.Records, tag)
	}
	return m.Records.Delete(tag)
}

func dropWaiting(records polyfill.Records, r polyfill.Registration) error {
	if r.State == polyfill.Waiting {
		return records.Delete(r.Tag)
	}
	return records.Put(r)
}

func alsoPutGhost(records polyfill.Records, r polyfill.Registration) error {
	if err := records.Put(r); err != nil {
		return err
	}
	r.Tag = "ghost"
	return records.Put(r)
}

func putWithoutDelay(records polyfill.Records, r polyfill.Registration) error {
	withoutDelay(&r)
	return records.Put(r)
}

func keepPending(records polyfill.Records, tag string) error {
	kept, _, err := records.Get(tag)
	if err != nil {
		return err
	}
	kept.State = polyfill.Pending
	return records.Put(kept)
}

func withoutDelay(r *polyfill.Registration) { r.DelayUntil = r.WaitingSince }
