package main

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

func TestNoteDeliveredConcurrentlyIsNewOnce(t *testing.T) {
	kept := newNotes(10)
	var group sync.WaitGroup
	var mu sync.Mutex
	firsts := 0
	for i := range 60 {
		group.Go(func() {
			id := fmt.Sprint(i % 3)
			isNew, err := kept.deliver(note{ID: id, Text: id}, time.Now())
			if err != nil {
				t.Error(err)
			}
			if isNew {
				mu.Lock()
				firsts++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if firsts != 3 {
		t.Errorf("%d deliveries were new, want 3", firsts)
	}
	for _, a := range kept.list() {
		if a.Deliveries != 20 {
			t.Errorf("note %s: %d deliveries, want 20", a.ID, a.Deliveries)
		}
	}
}

func TestListReturnsACopy(t *testing.T) {
	kept := newNotes(10)
	if _, err := kept.deliver(note{ID: "a", Text: "a"}, time.Now()); err != nil {
		t.Fatal(err)
	}
	kept.list()[0].Text = "changed"
	if got := kept.list()[0].Text; got != "a" {
		t.Errorf("a caller changed the stored note to %q", got)
	}
}
