package polyfill

import "errors"

// Error is a failure that the app sees: it becomes a DOMException of that name
// and message in the realm of the caller.
type Error struct {
	// Name is the DOMException's name.
	Name string
	// Message is Chromium's, word for word, where Chromium has one: code in the
	// wild compares them.
	Message string
	cause   error
}

// ErrTagTooLong rejects a tag of more than [MaxTagLength] bytes.
var ErrTagTooLong = &Error{
	Name:    "InvalidAccessError",
	Message: "Attempted to register a sync event without a window or registration tag too long.",
}

// ErrStorage rejects whatever the store could not do, unless the store says more by an
// [Error] of its own.
var ErrStorage = &Error{
	Name:    "UnknownError",
	Message: "Background Sync is disabled.",
}

// ErrNoAnswer is the error of a [Store] whose storage has not answered in time.
var ErrNoAnswer = errors.New("the storage does not answer")

// storageError returns what the app is told of a failure of the store: ErrStorage
// with its cause, unless the cause is an [Error] already, which says more.
func storageError(cause error) error {
	var known *Error
	if errors.As(cause, &known) {
		return known
	}
	return ErrStorage.because(cause)
}

// Error returns the name, the message and, where there is one, the cause.
func (e *Error) Error() string {
	text := e.Name + ": " + e.Message
	if e.cause != nil {
		text += " Cause: " + e.cause.Error()
	}
	return text
}

// Unwrap returns the failure behind this one.
func (e *Error) Unwrap() error { return e.cause }

// Is makes errors.Is find the error whatever its cause is.
func (e *Error) Is(target error) bool {
	other, ok := target.(*Error)
	return ok && e.Name == other.Name && e.Message == other.Message
}

// because returns a copy of the error with its cause.
func (e *Error) because(cause error) *Error {
	return &Error{Name: e.Name, Message: e.Message, cause: cause}
}
