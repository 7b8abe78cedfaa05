package modelcheck

import (
	"slices"
	"testing"
)

func TestShrinkFindsTheShortestList(t *testing.T) {
	all := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"}
	for _, needed := range [][]string{{"a"}, {"i"}, {"d", "e"}, {"a", "e", "i"}, {"b", "c", "f", "h"}, all} {
		got := shrink(all, func(some []string) bool {
			return !slices.ContainsFunc(needed, func(c string) bool { return !slices.Contains(some, c) })
		})
		if !slices.Equal(got, needed) {
			t.Errorf("shrunk to %q, want %q", got, needed)
		}
	}
	got := shrink(all, func(some []string) bool {
		return slices.Contains(some, "e") && slices.Contains(some, "b") == slices.Contains(some, "h")
	})
	if want := []string{"e"}; !slices.Equal(got, want) {
		t.Errorf("two that need each other: shrunk to %q, want %q", got, want)
	}
}

func TestPlainerMakesACommandSimpler(t *testing.T) {
	for command, want := range map[string]string{
		"kill worker2":       "kill",
		"register a worker2": "register a",
		"power cut 3":        "power cut 2",
		"power cut 1":        "",
		"register a":         "",
		"online":             "",
	} {
		got := plainer([]string{"wake", command}, 1)
		if want == "" && got != nil || want != "" && !slices.Equal(got, []string{"wake", want}) {
			t.Errorf("%q became %q, want %q", command, got, want)
		}
	}
}
