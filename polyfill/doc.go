// Package polyfill decides when a sync event fires: it is the Web Background
// Synchronization draft as plain Go, with no browser in it.
//
// A [Registration] changes only through the pure transitions in
// transitions.go, each of which names the step of the specification that it
// is. The [Manager] runs them: it reads and writes one record per transaction
// of a [Store], fires through a [Dispatcher], and asks a [Connectivity] and a
// [Clock] for all it knows of the world. Everything is on disk before it takes
// effect, so a core may die at any point and a fresh one goes on from there.
//
//	              register, new tag
//	                     │
//	                     ▼    online     ┌────────┐ success, or failed on the
//	   ┌────────────► pending ─────────► │ firing │ last chance: removed
//	   │                 ▲               └─┬─┬──┬─┘
//	   │ delay over, or  │ interrupted, or │ │  │ register again
//	   │ register again  │ failed offline  │ │  ▼
//	   │                 └─────────────────┘ │ reregisteredWhileFiring
//	waiting ◄────────────────────────────────┘    │ settled or interrupted:
//	             failed, attempts left            ▼ pending, attempts start over
//
// Source: https://wicg.github.io/background-sync/spec/ ; the retry rules that
// the specification leaves to the user agent are Chromium's, and where neither
// can hold in a polyfill the comment says what does.
package polyfill
