//go:build linux && bench

package tests

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

var eventRows = []measurement{
	{
		lines: []string{"link up to the first event at the server", "the page's online event to the first event at the server"},
		unit:  "ms", rounds: 5, native: true,
		open: func(s *side) {
			// A handler that the change of the network cuts off is soon called again.
			s.Options = `{initialRetryDelay: 500}`
			s.openApp()
		},
		ours: upToFirstEvent,
	},
	{
		lines: []string{"first to last of 1,061 events", "first of 1,061 events to the last tag gone"},
		unit:  "ms", rounds: 3, native: true,
		ours: func(s *side) []float64 { return s.anew(firstToLastEvent) },
	},
}

// upToFirstEvent takes the network away, registers a tag and brings the network back.
func upToFirstEvent(s *side) []float64 {
	s.T.Helper()
	s.show()
	s.GoOffline(s.page)
	s.blocks++
	tag := fmt.Sprint("to the server ", s.blocks)
	arrived := make(chan time.Time, 10)
	s.Serve("/bench-arrived", func(w http.ResponseWriter, r *http.Request) {
		if name, _ := io.ReadAll(r.Body); string(name) == tag {
			arrived <- time.Now()
		}
		w.WriteHeader(http.StatusNoContent)
	})
	inPage[any](s, `
		globalThis.online = new Promise((resolve) => addEventListener('online', () => resolve(Date.now()), {once: true}));
		await registration.sync.register(args);
		await settled(registration);`, tag)
	up := time.Now()
	s.GoOnline()
	var came time.Time
	select {
	case came = <-arrived:
	case <-s.Ctx.Done():
		s.T.Fatal("no event has arrived at the server")
	}
	online := inPage[int64](s, `return globalThis.online`, nil)
	if !s.build.native { // A native handler may be cut off after the server was told, and then waits for minutes.
		s.AwaitNoTags(s.page)
	}
	return []float64{inMilliseconds(came.Sub(up)), inMilliseconds(came.Sub(time.UnixMilli(online)))}
}

func inMilliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// firstToLastEvent stores tags without a network, and brings the network back. Native support fires
// all events before it stores their outcomes, so the time at which the last tag is gone is measured too.
func firstToLastEvent(s *side) []float64 {
	s.T.Helper()
	s.show()
	s.GoOffline(s.page)
	s.storeTags(1061)
	inPage[any](s, `
		globalThis.span = ask(registration, 'span', {count: 1061});
		await settled(registration);`, nil)
	s.GoOnline()
	return inPage[[]float64](s, `
		const {first, took} = await globalThis.span;
		while ((await registration.sync.getTags()).length > 0);
		return [took, performance.timeOrigin + performance.now() - first];`, nil)
}
