package broken

import (
	"slices"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

func aroundStore(wrap func(polyfill.Store) polyfill.Store) world.Wrapper {
	return func(_ *world.Worker, env polyfill.Environment) polyfill.Environment {
		env.Store = wrap(env.Store)
		return env
	}
}

// forgetful is a store that commits nothing.
type forgetful struct{}

func (forgetful) Update(polyfill.Durability, []string, func(polyfill.Records) error) error {
	return nil
}
func (forgetful) All() (none []polyfill.Registration, err error) { return nil, nil }

// hiding is a store that does not list registrations that are firing.
type hiding struct{ polyfill.Store }

func (s hiding) All() ([]polyfill.Registration, error) {
	all, err := s.Store.All()
	return slices.DeleteFunc(all, world.Running), err
}

// forgiving is a store that lists registrations without their failures.
type forgiving struct{ polyfill.Store }

func (s forgiving) All() ([]polyfill.Registration, error) {
	all, err := s.Store.All()
	for i := range all {
		all[i].NumAttempts = 0
	}
	return all, err
}

// slow is a store that takes a minute for each transaction.
type slow struct{ polyfill.Store }

func (s slow) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	time.Sleep(time.Minute)
	return s.Store.Update(d, tags, change)
}

// lax is a store whose commits are all relaxed.
type lax struct{ polyfill.Store }

func (s lax) Update(_ polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	return s.Store.Update(polyfill.Relaxed, tags, change)
}

// laxAgain is a store whose commits are strict for new tags only.
type laxAgain struct{ polyfill.Store }

func (s laxAgain) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	all, err := s.Store.All()
	if err != nil {
		return err
	}
	stored := map[string]bool{}
	for _, r := range all {
		stored[r.Tag] = true
	}
	if !slices.ContainsFunc(tags, func(tag string) bool { return !stored[tag] }) {
		d = polyfill.Relaxed
	}
	return s.Store.Update(d, tags, change)
}
