package fake_test

import (
	"testing"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
	"background-sync-polyfill/polyfill/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Open {
		disk := &fake.Disk{}
		return func(scope string) polyfill.Store { return disk.Open(scope) }
	})
}
