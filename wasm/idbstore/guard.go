//go:build js && wasm

package idbstore

import (
	"context"
	"errors"
	"syscall/js"
	"time"

	"github.com/hack-pad/go-indexeddb/idb"
)

// patience is how long IndexedDB may take for one step before it is given up:
// less than a page waits for its result.
const patience = 10 * time.Second

var errTooSlow = errors.New("IndexedDB does not answer")

// inTime runs what may never return: the library's waits take no context that
// could be trusted, since a cancelled one can look like success.
func inTime(wait func() error) error {
	done := make(chan error, 1)
	go func() { done <- wait() }()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return errTooSlow
	}
}

// finish listens for the transaction's end at once; the library misses an end
// that came before it was asked.
func finish(txn *idb.Transaction) <-chan error {
	finished := make(chan error, 1)
	go func() { finished <- txn.Await(context.Background()) }()
	return finished
}

// open opens the database, creating it if need be.
func open() (db *idb.Database, err error) {
	defer func() {
		// The library panics where there is no IndexedDB.
		if r := recover(); r != nil {
			db, err = nil, errors.New("there is no IndexedDB here")
		}
	}()
	var upgradeErr error
	request, err := idb.Global().Open(context.Background(), databaseName, databaseVersion,
		func(db *idb.Database, _, _ uint) error {
			upgradeErr = createSchema(db)
			return nil // An error here would end the whole program.
		})
	if err != nil {
		return nil, err
	}
	err = inTime(func() error {
		db, err = request.Await(context.Background())
		return err
	})
	return db, errors.Join(err, upgradeErr)
}

// connectionLost reports whether opening the database again may help: the
// browser closed it, or its server went away (iOS does that to background pages).
func connectionLost(err error) bool {
	switch exceptionName(err) {
	case "InvalidStateError", "UnknownError":
		return true
	}
	return errors.Is(err, errTooSlow)
}

// exceptionName returns the DOMException's name. The library types those that
// arrive by an event, and loses the type of those that are thrown.
func exceptionName(err error) string {
	for _, name := range []string{"InvalidStateError", "UnknownError"} {
		if errors.Is(err, idb.NewDOMException(name)) {
			return name
		}
	}
	var thrown js.Error
	if errors.As(err, &thrown) {
		return thrown.Get("name").String()
	}
	return ""
}
