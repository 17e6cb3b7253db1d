package zoomuser

// #include <stdlib.h>
// #include "raw.h"
import "C"

import (
	"context"
	"encoding/json"
	"runtime"
	"sort"
	"sync"
	"time"
)

// cancelEvery is how often a cancellation is repeated: it has no effect on a call that has not begun.
const cancelEvery = 5 * time.Millisecond

// Client sends requests for one Zoom account. Any number of goroutines may use it; its calls wait for one another, so that several
// clients make several calls at a time.
type Client struct {
	turn chan struct{} // held by the call that is running

	mu     sync.Mutex // guards what follows, and setting
	handle *C.zoom_client
	calls  int // that run or wait
	closed bool
	token  *tokenSource
}

// NewClient makes a client. Nothing is read or connected before the first call.
func NewClient(options Options) (*Client, error) {
	if err := checkABI(); err != nil {
		return nil, err
	}
	client := &Client{turn: make(chan struct{}, 1), handle: C.zoom_client_new()}
	runtime.SetFinalizer(client, (*Client).Close)
	names := make([]string, 0, len(options))
	for name := range options {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if err := client.Set(name, options[name]); err != nil {
			client.Close()
			return nil, err
		}
	}
	return client, nil
}

// Set sets an option; "" puts it back to its default. While a call is running it fails with StatusBusy.
func (c *Client) Set(option string, value any) error {
	if option == OptToken {
		switch give := value.(type) {
		case TokenFunc:
			return c.setTokenFunc(give)
		case func(context.Context, bool) (string, error):
			return c.setTokenFunc(give)
		}
	}
	if err := checkText("option", option); err != nil {
		return err
	}
	text, err := optionText(option, value)
	if err != nil {
		return err
	}
	given := newTexts(option, text)
	defer given.free()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return ErrClosed
	}
	if status := Status(C.zoom_client_set(c.handle, given.at(0), given.at(1))); status != StatusOK {
		return refused(status, c.whyRefused(status))
	}
	if option == OptToken && c.token != nil {
		C.zoom_client_set_token_callback(c.handle, nil, nil)
		c.token.forget()
		c.token = nil
	}
	return nil
}

// whyRefused is what the client says of the last setter; it says nothing while a call is running.
func (c *Client) whyRefused(status Status) string {
	if why := C.GoString(C.zoom_client_error(c.handle)); why != "" {
		return why
	}
	return status.Text()
}

// UpdateUser changes a user: PATCH /users/{userID}. A nil error means a completely received 204 and nothing else.
//
// userID is an id, an e-mail address, or "me" for the token's own user. When ctx is done the call ends at once with
// StatusCancelled; where Attempts of the result is above 0 the update may have been made.
func (c *Client) UpdateUser(ctx context.Context, userID string, changes Changes) (*Result, error) {
	return c.withPatch(ctx, changes, []string{"userID"}, []string{userID},
		func(client *C.zoom_client, given texts, patch *C.zoom_user_patch, out **C.zoom_result) {
			C.zoom_client_update_user(client, given.at(0), patch, out)
		})
}

// GetUser reads a user: GET /users/{userID}. User and UserJSON of the result are what Zoom shows.
func (c *Client) GetUser(ctx context.Context, userID string) (*Result, error) {
	return c.call(ctx, []string{"userID"}, []string{userID},
		func(client *C.zoom_client, given texts, out **C.zoom_result) {
			C.zoom_client_get_user(client, given.at(0), out)
		})
}

// Plan reads a user and compares: Fields of the result has an outcome for each field, "differs" where UpdateUser would change
// it, "already" or "unverifiable". It sends no update.
func (c *Client) Plan(ctx context.Context, userID string, changes Changes) (*Result, error) {
	return c.withPatch(ctx, changes, []string{"userID"}, []string{userID},
		func(client *C.zoom_client, given texts, patch *C.zoom_user_patch, out **C.zoom_result) {
			C.zoom_client_plan(client, given.at(0), patch, out)
		})
}

// Render shows the request that UpdateUser would send, as Rendered of the result; it sends nothing, and the token is not in
// it. format is "http", "json", "curl", "curl-cmd", "curl-powershell" or "postman".
func (c *Client) Render(userID string, changes Changes, format string) (*Result, error) {
	return c.withPatch(context.Background(), changes, []string{"userID", "format"}, []string{userID, format},
		func(client *C.zoom_client, given texts, patch *C.zoom_user_patch, out **C.zoom_result) {
			C.zoom_client_render(client, given.at(0), patch, given.at(1), out)
		})
}

func (c *Client) withPatch(ctx context.Context, changes Changes, names, values []string,
	run func(*C.zoom_client, texts, *C.zoom_user_patch, **C.zoom_result)) (*Result, error) {
	patch, err := newPatch(changes)
	if err != nil {
		return nil, err
	}
	defer C.zoom_user_patch_free(patch)
	return c.call(ctx, names, values, func(client *C.zoom_client, given texts, out **C.zoom_result) {
		run(client, given, patch, out)
	})
}

// call makes a call with these texts when those before it have ended: the library takes one at a time of a client.
func (c *Client) call(ctx context.Context, names, values []string,
	run func(*C.zoom_client, texts, **C.zoom_result)) (*Result, error) {
	for i, name := range names {
		if err := checkText(name, values[i]); err != nil {
			return nil, err
		}
	}
	given := newTexts(values...)
	defer given.free()
	if err := c.begin(); err != nil {
		return nil, err
	}
	defer c.end()
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
	}
	if err := ctx.Err(); err != nil {
		cancelled := refused(StatusCancelled, "the call was cancelled before it began")
		cancelled.cause = err
		return nil, cancelled
	}
	token := c.tokenFor(ctx)
	stop := c.cancelWhenDone(ctx)
	var out *C.zoom_result
	run(c.handle, given, &out)
	stop()
	result, err := finish(out)
	cause := token.failure()
	if failure, isError := err.(*Error); isError {
		if failure.Status == StatusCancelled {
			cause = ctx.Err()
		}
		failure.cause = cause
	}
	return result, err
}

// finish reads a result: it is returned if it is one of success, else it is the error.
func finish(out *C.zoom_result) (*Result, error) {
	result := take(out)
	if result.Status == StatusOK {
		return result, nil
	}
	return nil, &Error{Result: result}
}

// cancelWhenDone ends the call when ctx is done. The function that it returns is called when the call has ended.
func (c *Client) cancelWhenDone(ctx context.Context) func() {
	if ctx.Done() == nil {
		return func() {}
	}
	ended, finished := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(finished)
		select {
		case <-ended:
			return
		case <-ctx.Done():
		}
		ticker := time.NewTicker(cancelEvery)
		defer ticker.Stop()
		for {
			C.zoom_client_cancel(c.handle)
			select {
			case <-ended:
				return
			case <-ticker.C:
			}
		}
	}()
	return func() {
		close(ended)
		<-finished
	}
}

// Close lets no further call begin, and frees the client when those that run or wait have ended. It may be called twice, and
// returns nil.
func (c *Client) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.closed = true
		runtime.SetFinalizer(c, nil)
		c.freeIfUnused()
	}
	return nil
}

func (c *Client) begin() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return ErrClosed
	}
	c.calls++
	return nil
}

func (c *Client) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls--
	c.freeIfUnused()
}

func (c *Client) freeIfUnused() {
	if c.closed && c.calls == 0 {
		C.zoom_client_free(c.handle)
		c.handle = nil
		c.token.forget()
	}
}

// Check validates changes without sending them. Where it fails, Problems of the *Error say why.
func Check(changes Changes) (*Result, error) {
	patch, err := newPatch(changes)
	if err != nil {
		return nil, err
	}
	defer C.zoom_user_patch_free(patch)
	var out *C.zoom_result
	C.zoom_user_patch_check(patch, &out)
	return finish(out)
}

// UpdateUser changes a user in one call, which cannot be cancelled. The connection is kept for the next with the same
// token and options.
func UpdateUser(token, userID string, changes Changes, options Options) (*Result, error) {
	if err := checkABI(); err != nil {
		return nil, err
	}
	object, err := object(changes)
	if err != nil {
		return nil, err
	}
	members := make(map[string]string, len(options))
	for name, value := range options {
		if members[name], err = optionText(name, value); err != nil {
			return nil, err
		}
	}
	set, err := json.Marshal(members)
	if err != nil {
		return nil, refused(StatusInvalidArgument, "options: "+err.Error())
	}
	for what, text := range map[string]string{"token": token, "userID": userID, "fields": object} {
		if err := checkText(what, text); err != nil {
			return nil, err
		}
	}
	given := newTexts(token, userID, object, string(set))
	defer given.free()
	var out *C.zoom_result
	C.zoom_update_user(given.at(0), given.at(1), given.at(2), given.at(3), &out, nil, 0)
	return finish(out)
}
