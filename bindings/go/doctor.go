package zoomuser

// #include "raw.h"
import "C"

import (
	"context"
	"errors"
)

// Finding is what Doctor found of one thing that an update needs.
type Finding struct {
	Name    string
	URL     string // of the server that it is about, or ""
	Outcome string // "ok", "warning", "failed" or "skipped"
	Message string
	Hint    string
}

// Doctor checks what an update needs and changes nothing: Checks of the result (docs/doctor.md). A failed check is no
// error; the result then has the status of the first that did.
func (c *Client) Doctor(ctx context.Context) (*Result, error) {
	result, err := c.call(ctx, nil, nil, func(client *C.zoom_client, _ texts, out **C.zoom_result) {
		C.zoom_client_doctor(client, out)
	})
	var failure *Error
	if errors.As(err, &failure) && len(failure.Result.Checks) > 0 {
		return failure.Result, nil
	}
	return result, err
}
