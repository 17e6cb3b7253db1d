package zoomuser

import "errors"

// ErrClosed is returned by a client that is closed.
var ErrClosed = errors.New("zoomuser: the client is closed")

// Error is a failed call, with its whole result.
//
// errors.Is(err, zoomuser.StatusNotFound) asks for a status, errors.Is(err, context.Canceled) why the call was cancelled,
// and what a TokenFunc returned is found in the same way.
type Error struct {
	*Result
	cause error
}

// Error is the message of the result, with the hint if one is known.
func (e *Error) Error() string {
	if e.Hint == "" {
		return "zoomuser: " + e.Message
	}
	return "zoomuser: " + e.Message + " (" + e.Hint + ")"
}

// Is says whether target is the status.
func (e *Error) Is(target error) bool { return target == e.Status }

// Unwrap is the error of the context or of the TokenFunc, or nil.
func (e *Error) Unwrap() error { return e.cause }

// Retryable says whether the same call may succeed later without a change.
func (e *Error) Retryable() bool { return e.Status.Retryable() }

// Timeout says whether the call took longer than allowed, as in net.Error.
func (e *Error) Timeout() bool { return e.Status == StatusTimeout }

// refused is the error of a call that was refused before it began.
func refused(status Status, message string) *Error {
	return &Error{Result: &Result{Status: status, Message: message, HTTPStatus: -1, APICode: -1, RetryAfter: -1}}
}
