package polyfill

import "errors"

// Error is a failure that the app sees: it becomes a DOMException with this name and
// message in the realm of the caller.
type Error struct {
	// Name is the DOMException's name.
	Name string
	// Message is Chromium's message, word for word, where Chromium has one, because apps
	// compare messages (contract C13, C14).
	Message string
	cause   error
}

// ErrTagTooLong is the error for a tag of more than [MaxTagLength] bytes.
var ErrTagTooLong = &Error{
	Name:    "InvalidAccessError",
	Message: "Attempted to register a sync event without a window or registration tag too long.",
}

// ErrStorage is the error when the [Store] has failed. It is returned with its cause, so
// use errors.Is(err, ErrStorage). If the store's own error is an [Error], that one is
// returned instead.
var ErrStorage = &Error{
	Name:    "UnknownError",
	Message: "Background Sync is disabled.",
}

// ErrNoAnswer is the error of a [Store] whose storage has not answered in time.
var ErrNoAnswer = errors.New("the storage did not answer in time")

// storageError returns the error that the app gets when the store has failed.
func storageError(cause error) error {
	var known *Error
	if errors.As(cause, &known) {
		return known
	}
	return ErrStorage.withCause(cause)
}

// Error returns the name, the message and, if there is one, the cause.
func (e *Error) Error() string {
	text := e.Name + ": " + e.Message
	if e.cause != nil {
		text += " Cause: " + e.cause.Error()
	}
	return text
}

// Unwrap returns the cause, nil if there is none.
func (e *Error) Unwrap() error { return e.cause }

// Is reports whether target is an [Error] with the same name and message. The cause does
// not matter, so errors.Is(err, ErrStorage) holds whatever made the store fail.
func (e *Error) Is(target error) bool {
	other, ok := target.(*Error)
	return ok && e.Name == other.Name && e.Message == other.Message
}

// withCause returns a copy of the error that has the cause.
func (e *Error) withCause(cause error) *Error {
	return &Error{Name: e.Name, Message: e.Message, cause: cause}
}
