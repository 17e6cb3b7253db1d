// Package zoomuser changes a Zoom user (PATCH /v2/users/{userId}) through the library zoomuser.
//
//	client, err := zoomuser.NewClient(zoomuser.Options{zoomuser.OptToken: os.Getenv("ZOOM_TOKEN")})
//	if err != nil {
//		return err
//	}
//	defer client.Close()
//	_, err = client.UpdateUser(ctx, "ada@example.com", zoomuser.Fields{"dept": "Research", "type": 2})
//
// An error of this package is an *Error, which has the whole result, or ErrClosed. Text is UTF-8; a NUL in it is refused.
package zoomuser

// #cgo LDFLAGS: -lzoomuser
// #include <stdlib.h>
// #include "raw.h"
import "C"

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// Status is how a call ended. It is an error for errors.Is: errors.Is(err, zoomuser.StatusNotFound).
type Status int32

// String is the name, e.g. "ZOOM_E_NOT_FOUND"; "" for an unknown number.
func (s Status) String() string { return C.GoString(C.zoom_status_name(C.int32_t(s))) }

// Error is the name.
func (s Status) Error() string { return s.String() }

// Text is what it means, in one line.
func (s Status) Text() string { return C.GoString(C.zoom_status_text(C.int32_t(s))) }

// Retryable says whether the same call may succeed later without a change.
func (s Status) Retryable() bool { return C.zoom_status_is_retryable(C.int32_t(s)) != 0 }

// Version is the version of the library.
func Version() string { return C.GoString(C.zoom_version()) }

// ABIVersion is the number of its ABI.
func ABIVersion() int { return int(C.zoom_abi_version()) }

// Cleanup closes the connections that UpdateUser keeps. It is never needed.
func Cleanup() { C.zoom_cleanup() }

// FieldInfo is what the library knows of a field.
type FieldInfo struct {
	Name, Kind, Place, Limits, Help, ReadBack, Deprecated string
}

// KnownFields are the fields that the library knows.
func KnownFields() []FieldInfo {
	infos := make([]FieldInfo, C.zoom_field_count())
	for i := range infos {
		text := func(what string) string {
			given := newTexts(what)
			defer given.free()
			return C.GoString(C.zoom_field_text(C.size_t(i), given.at(0)))
		}
		infos[i] = FieldInfo{text("name"), text("kind"), text("place"), text("limits"), text("help"), text("read_back"), text("deprecated")}
	}
	return infos
}

// OptionInfo is what the library knows of an option.
type OptionInfo struct {
	Name, Kind, Default, Help string
}

// KnownOptions are the options that the library knows.
func KnownOptions() []OptionInfo {
	infos := make([]OptionInfo, C.zoom_option_count())
	for i := range infos {
		text := func(what string) string {
			given := newTexts(what)
			defer given.free()
			return C.GoString(C.zoom_option_text(C.size_t(i), given.at(0)))
		}
		infos[i] = OptionInfo{text("name"), text("kind"), text("default"), text("help")}
	}
	return infos
}

var (
	abiOnce sync.Once
	abiErr  error
)

// checkABI fails if the library that was found is not the one this package was made for.
func checkABI() error {
	abiOnce.Do(func() {
		if found := ABIVersion(); found != abiVersion {
			abiErr = refused(StatusInternal, fmt.Sprintf("the library has ABI %d, expected %d", found, abiVersion))
		}
	})
	return abiErr
}

// checkText fails if the library could not take a text whole.
func checkText(what, text string) error {
	if strings.IndexByte(text, 0) >= 0 {
		return refused(StatusInvalidArgument, what+": expected text without NUL")
	}
	if !utf8.ValidString(text) {
		return refused(StatusEncoding, what+": expected UTF-8")
	}
	return nil
}

// texts are copies for C.
type texts []*C.char

func newTexts(given ...string) texts {
	copies := make(texts, len(given))
	for i, text := range given {
		copies[i] = C.CString(text)
	}
	return copies
}

func (t texts) at(i int) *C.char { return t[i] }

func (t texts) free() {
	for _, text := range t {
		C.free(unsafe.Pointer(text))
	}
}
