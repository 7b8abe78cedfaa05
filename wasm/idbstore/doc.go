//go:build js && wasm

// Package idbstore implements [polyfill.Store] on IndexedDB for one scope. Only this package
// imports go-indexeddb, and it works around that library's faults: docs/design.md lists them
// in "The store guards against go-indexeddb's faults".
//
// A [Store] keeps one connection (open.go, connection.go). Updates run in a readwrite
// transaction of go-indexeddb (transaction.go, lists.go), reads of a whole scope ask the
// database directly (read.go). Package record decides whether a stored record is valid.
package idbstore
