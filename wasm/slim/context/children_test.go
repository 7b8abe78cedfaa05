//go:build !js

package context

import "testing"

// Otherwise a parent that never ends would keep all its children in memory.
func TestAParentReleasesAChildThatHasEnded(t *testing.T) {
	parent, cancelParent := WithCancel(Background())
	defer cancelParent()
	for range 3 {
		_, cancel := WithCancel(parent)
		cancel()
		cancel()
	}
	if n := len(parent.(*cancelContext).children); n != 0 {
		t.Errorf("the parent has %d children, want none", n)
	}
}
