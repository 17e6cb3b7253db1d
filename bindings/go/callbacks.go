package zoomuser

// #include <stdlib.h>
// #include "raw.h"
// #include "callbacks.h"
import "C"

import (
	"context"
	"fmt"
	"runtime/cgo"
	"sync/atomic"
	"unsafe"
)

// TokenFunc gives an access token. It is asked before each call, and once more with wasRefused if Zoom refuses the token; the
// update is then repeated once. ctx is that of the call. What it returns as an error, errors.Is and errors.As find in that of the
// call. It must not use the client that asks.
type TokenFunc func(ctx context.Context, wasRefused bool) (token string, err error)

// tokenSource is a TokenFunc, and what came of it in the call that is running.
type tokenSource struct {
	give   TokenFunc
	handle cgo.Handle
	ctx    context.Context
	err    error
	panic  any
}

func (c *Client) setTokenFunc(give TokenFunc) error {
	if give == nil {
		return refused(StatusInvalidArgument, "token: expected a function, got nil")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return ErrClosed
	}
	source := &tokenSource{give: give, ctx: context.Background()}
	source.handle = cgo.NewHandle(source)
	given := newTexts(OptToken, "")
	defer given.free()
	// A token that was set before would conflict with the function.
	status := Status(C.zoom_client_set(c.handle, given.at(0), given.at(1)))
	if status == StatusOK {
		status = Status(C.zoomuser_set_token(c.handle, C.uintptr_t(source.handle)))
	}
	if status != StatusOK {
		source.forget()
		return refused(status, status.Text())
	}
	c.token.forget()
	c.token = source
	return nil
}

// tokenFor prepares the source for a call; nil where there is none.
func (c *Client) tokenFor(ctx context.Context) *tokenSource {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token != nil {
		c.token.ctx, c.token.err, c.token.panic = ctx, nil, nil
	}
	return c.token
}

// failure is why there was no token; a panic continues here, where no library function is on the stack.
func (s *tokenSource) failure() error {
	if s == nil {
		return nil
	}
	if s.panic != nil {
		panic(s.panic)
	}
	return s.err
}

func (s *tokenSource) forget() {
	if s != nil {
		s.handle.Delete()
	}
}

//export zoomuserGiveToken
func zoomuserGiveToken(handle C.uintptr_t, wasRefused C.int32_t, buffer *C.char, capacity C.size_t) C.int32_t {
	source := cgo.Handle(handle).Value().(*tokenSource)
	// In a goroutine of its own: neither a panic nor runtime.Goexit may unwind through the library.
	done := make(chan string, 1)
	go func() {
		var token string
		source.err = fmt.Errorf("zoomuser: the token function did not return")
		defer func() {
			if source.panic = recover(); source.panic != nil {
				source.err = fmt.Errorf("zoomuser: the token function panicked")
			}
			done <- token
		}()
		token, source.err = source.give(source.ctx, wasRefused != 0)
		if source.err == nil {
			if err := checkText("token", token); err != nil {
				source.err = err
			}
		}
	}()
	token := <-done
	room := unsafe.Slice((*byte)(unsafe.Pointer(buffer)), int(capacity))
	if source.err == nil && len(token) < len(room) {
		room[copy(room, token)] = 0
		return 0
	}
	if source.err == nil {
		source.err = fmt.Errorf("zoomuser: the token is too long")
	}
	why := source.err.Error()
	room[copy(room[:len(room)-1], why)] = 0
	return 1
}

var logger atomic.Value // of func(int, string)

// SetLog hands the log of the library to a function, for the whole process: lines up to level (0 none, 1 errors, 2 warnings,
// 3 a line for each attempt, 4 with user ids, 5 with values of fields). No level shows a token. Several goroutines may call the
// function at the same time; it must return, and a panic in it ends the program.
func SetLog(level int, log func(level int, line string)) error {
	if level != 0 && log == nil {
		return refused(StatusInvalidArgument, "log: expected a function, got nil")
	}
	if level < 0 || level > 5 {
		return refused(StatusInvalidArgument, "level: expected 0 to 5")
	}
	if log != nil {
		logger.Store(log)
	}
	if status := Status(C.zoomuser_set_log(C.int32_t(level))); status != StatusOK {
		return refused(status, status.Text())
	}
	return nil
}

//export zoomuserLog
func zoomuserLog(level C.int32_t, line *C.char) {
	defer func() {
		if panicked := recover(); panicked != nil {
			go panic(panicked)
		}
	}()
	logger.Load().(func(int, string))(int(level), C.GoString(line))
}
