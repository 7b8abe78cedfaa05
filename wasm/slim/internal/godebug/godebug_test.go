//go:build !js

package godebug

import "testing"

func TestASettingHasItsDefaultAlthoughGODEBUGIsSet(t *testing.T) {
	t.Setenv("GODEBUG", "asynctimerchan=1")
	setting := New("asynctimerchan")
	setting.IncNonDefault()
	if setting.Name() != "asynctimerchan" || setting.Value() != "" {
		t.Errorf("%s is %q, want the default", setting.Name(), setting.Value())
	}
}
