// Package polyfill is the core: it decides when a sync event fires. It is the Web
// Background Synchronization draft as plain Go, with no browser in it.
//
// A [Registration] changes only through the pure functions in transitions.go. Each names
// its step of the specification, or the line of the contract if there is no such step. The [Manager] applies them: it reads and
// writes records in the transactions of a [Store], fires events through a [Dispatcher],
// and learns all else from a [Connectivity] and a [Clock]. Each change is stored before
// it takes effect. So a core may end at any point, and a new one continues from the store.
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
// Source: https://wicg.github.io/background-sync/spec/ . The specification leaves the
// retry rules to the user agent, and ours are Chromium's. Where a polyfill can follow
// neither, a comment says what it does instead. Ids such as C31 are lines of
// docs/contract.md.
//
// Start reading at [Manager.Register] (register.go), [Manager.Wake] (wake.go) and
// fire.go. For tests, the package fake has the
// parts of an [Environment], and the package world puts them together.
package polyfill
