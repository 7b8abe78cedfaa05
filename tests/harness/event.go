//go:build linux

package harness

import (
	"net/http"
	"slices"

	"background-sync-polyfill/tests/browser"
)

// Event is one sync event. Its handler, in fixtures/handler.js, has told the server of the
// event, and waits for the answer.
type Event struct {
	Tag        string
	LastChance bool
	// Scope and Version are those of the worker that got the event.
	Scope   string
	Version int
	// Gone is closed when the worker no longer waits for the answer.
	Gone <-chan struct{} `json:"-"`

	answer chan int
}

// Succeed makes the event's handler succeed.
func (e *Event) Succeed() { e.answer <- http.StatusNoContent }

// Fail makes the event's handler fail.
func (e *Event) Fail() { e.answer <- http.StatusInternalServerError }

// NextEvent waits for the next sync event.
func (s *Site) NextEvent() *Event {
	s.T.Helper()
	select {
	case event := <-s.Events:
		s.arrived = true
		return event
	case <-s.Ctx.Done():
		s.T.Fatal("no sync event has come")
		return nil
	}
}

// NextEventOf waits for the next sync event, which must be of this tag and not its last
// chance.
func (s *Site) NextEventOf(tag string) *Event {
	s.T.Helper()
	return s.nextEvent(tag, false)
}

// LastChanceOf waits for the next sync event, which must be the last chance of this tag.
func (s *Site) LastChanceOf(tag string) *Event {
	s.T.Helper()
	return s.nextEvent(tag, true)
}

func (s *Site) nextEvent(tag string, lastChance bool) *Event {
	s.T.Helper()
	event := s.NextEvent()
	if event.Tag != tag || event.LastChance != lastChance {
		s.T.Fatalf("got a sync event {tag: %q, lastChance: %v}, want {tag: %q, lastChance: %v}",
			event.Tag, event.LastChance, tag, lastChance)
	}
	return event
}

// NoEventHasCome checks that no sync event is waiting at the server. The text
// completes the message: "while the network settled".
func (s *Site) NoEventHasCome(circumstance string) {
	s.T.Helper()
	select {
	case event := <-s.Events:
		s.T.Errorf("got a sync event {tag: %q, lastChance: %v} %s, want none", event.Tag, event.LastChance, circumstance)
	default:
	}
}

// Complete waits for the event of a tag, lets it succeed, and waits until no tag is left.
func (s *Site) Complete(page browser.Page, tag string) {
	s.T.Helper()
	s.NextEventOf(tag).Succeed()
	s.AwaitNoTags(page)
}

// RegisterAndComplete registers a tag, which then completes as in [Site.Complete].
func (s *Site) RegisterAndComplete(page browser.Page, tag string) {
	s.T.Helper()
	s.Register(page, tag)
	s.Complete(page, tag)
}

// ReconnectAndComplete gives the browser its network back, and a tag completes as in
// [Site.Complete].
func (s *Site) ReconnectAndComplete(page browser.Page, tag string) {
	s.T.Helper()
	s.GoOnline()
	s.Complete(page, tag)
}

// CompleteInAnyOrder waits until an event of each tag runs, and then lets all of them
// succeed: no event may wait for the end of another. The tags are given in sorted order.
// It returns when the last answer was given, and does not wait until the tags are gone.
func (s *Site) CompleteInAnyOrder(want ...string) {
	s.T.Helper()
	var got []string
	var events []*Event
	for range want {
		event := s.NextEvent()
		got, events = append(got, event.Tag), append(events, event)
	}
	for _, event := range events {
		event.Succeed()
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		s.T.Errorf("got events of the tags %q, want %q", got, want)
	}
}

// CompleteAll lets every event succeed that still comes, until the page sees no tag. It is
// for events with a short limit and for events whose worker may end: on a slow machine
// such an event comes again.
func (s *Site) CompleteAll(page browser.Page) {
	s.T.Helper()
	for len(s.Tags(page)) > 0 {
		select {
		case event := <-s.Events:
			event.Succeed()
		default:
		}
		s.Must(s.Ctx.Err())
	}
}
