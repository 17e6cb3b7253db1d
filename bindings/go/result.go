package zoomuser

// #include <stdlib.h>
// #include "raw.h"
import "C"

import (
	"net/textproto"
	"time"
	"unsafe"
)

// Result is the result of a call, with Zoom's response if there was one. Texts are "" and numbers -1 where there is none.
type Result struct {
	Status  Status
	Message string // one line, always there
	Hint    string // what to do about it

	HTTPStatus int
	Reason     string // the reason phrase after the HTTP status
	APICode    int64  // Zoom's error code
	APIMessage string // Zoom's error message
	TrackingID string // for Zoom's support
	Attempts   int    // how often the request was tried to be sent
	Waited     time.Duration
	RetryAfter time.Duration // how long to wait from now; -1 if unknown

	FieldErrors []Item // what Zoom says of single fields
	Problems    []Item // what stopped the call before it was sent
	Warnings    []Item
	Fields      []FieldOutcome // after Plan, and with the options confirm and only_changes
	Checks      []Finding      // after Doctor

	Rows   []RowOutcome     // after UpdateUsers: every row
	Counts map[string]int64 // after UpdateUsers: the rows by outcome
	Exit   int              // after UpdateUsers: the exit code of the command line
	Run    string           // after UpdateUsers: the folder of the run
	Why    string           // after UpdateUsers: why the run ended, "finished" if every row was handled

	users         []string
	nextPageToken string

	Header textproto.MIMEHeader
	Head   string // the head of the response as it came
	Body   []byte // at most its first mebibyte

	User     map[string]string // after GetUser: what reading shows; values that are not text are JSON
	UserJSON string            // after GetUser: the user as Zoom's JSON text
	Rendered string            // what Render made
	JSON     string            // the whole result as a JSON object
}

// Item is what a result says of a field; Field is "" where it is about the whole.
type Item struct {
	Field, Message string
}

// FieldOutcome is the confirmation of a field that was set. Values that are not text are JSON.
type FieldOutcome struct {
	Field   string
	Outcome string // "applied", "already", "ignored", "unverifiable" or "differs"
	Old     string // what reading showed before
	New     string // what was set
	Seen    string // what reading shows after
}

// take reads a result and frees it.
func take(handle *C.zoom_result) *Result {
	defer C.zoom_result_free(handle)
	text := func(what string) string {
		given := newTexts(what)
		defer given.free()
		return C.GoString(C.zoom_result_text(handle, given.at(0)))
	}
	number := func(what string) int64 {
		given := newTexts(what)
		defer given.free()
		return int64(C.zoom_result_number(handle, given.at(0)))
	}
	result := &Result{
		Status:      Status(C.zoom_result_status(handle)),
		Message:     text("message"),
		Hint:        text("hint"),
		HTTPStatus:  int(number("http_status")),
		Reason:      text("reason"),
		APICode:     number("api_code"),
		APIMessage:  text("api_message"),
		TrackingID:  text("tracking_id"),
		Attempts:    int(number("attempts")),
		Waited:      duration(number("waited_ms")),
		RetryAfter:  duration(number("retry_after_ms")),
		FieldErrors: items(handle, "field_errors"),
		Problems:    items(handle, "problems"),
		Warnings:    items(handle, "warnings"),
		Exit:        int(number("exit")),
		Run:         text("run"),
		Why:         text("why"),
		Head:        text("head"),
		UserJSON:    text("user"),
		Rendered:    text("rendered"),
		JSON:        text("json"),
		Header:      textproto.MIMEHeader{},
		User:        map[string]string{},
	}
	result.nextPageToken = text("next_page_token")
	result.takeRows(handle, number)
	for _, row := range list(handle, "headers", "name", "value") {
		result.Header.Add(row[0], row[1])
	}
	for _, row := range list(handle, "user", "name", "value") {
		result.User[row[0]] = row[1]
	}
	for _, row := range list(handle, "fields", "field", "outcome", "old", "new", "seen") {
		result.Fields = append(result.Fields, FieldOutcome{row[0], row[1], row[2], row[3], row[4]})
	}
	for _, row := range list(handle, "checks", "name", "url", "outcome", "message", "hint") {
		result.Checks = append(result.Checks, Finding{row[0], row[1], row[2], row[3], row[4]})
	}
	var length C.size_t
	body := C.zoom_result_body(handle, &length)
	result.Body = C.GoBytes(unsafe.Pointer(body), C.int(length))
	return result
}

func items(handle *C.zoom_result, name string) []Item {
	var found []Item
	for _, row := range list(handle, name, "field", "message") {
		found = append(found, Item{row[0], row[1]})
	}
	return found
}

// list reads these columns of a list.
func list(handle *C.zoom_result, name string, columns ...string) [][]string {
	given := newTexts(append([]string{name}, columns...)...)
	defer given.free()
	rows := make([][]string, C.zoom_result_count(handle, given.at(0)))
	for i := range rows {
		for column := range columns {
			item := C.zoom_result_item(handle, given.at(0), C.size_t(i), given.at(column+1))
			rows[i] = append(rows[i], C.GoString(item))
		}
	}
	return rows
}

// duration takes milliseconds, of which -1 are none.
func duration(milliseconds int64) time.Duration {
	if milliseconds < 0 {
		return -1
	}
	return time.Duration(milliseconds) * time.Millisecond
}
