package zoomuser

// #include <stdlib.h>
// #include "raw.h"
import "C"

import (
	"context"
	"sort"
	"strings"
	"unsafe"
)

// Request is a custom request, sent unchanged: zoom_client_request and zoom_client_request_form of the C header.
type Request struct {
	Method string
	Path   string              // with "/" at its beginning below the host, else below base_url
	Header map[string][]string // an http.Header, for example
	Body   []byte              // at most 16 MiB; "application/json" unless a header says otherwise
	Form   []Part              // in the place of a body
}

// Part is a part of a multipart/form-data body. FileName, ContentType and Charset may be "", for none.
type Part struct {
	Name, FileName, ContentType, Charset string
	Value                                []byte
}

// Do sends a request. A nil error means any 2xx, completely received.
func (c *Client) Do(ctx context.Context, request Request) (*Result, error) {
	if request.Form != nil {
		return c.withForm(ctx, request, "http",
			func(client *C.zoom_client, given texts, form *C.zoom_form, out **C.zoom_result) {
				C.zoom_client_request_form(client, given.at(0), given.at(1), given.at(2), form, out)
			})
	}
	return c.withBody(ctx, request, "http",
		func(client *C.zoom_client, given texts, body unsafe.Pointer, length C.size_t, out **C.zoom_result) {
			C.zoom_client_request(client, given.at(0), given.at(1), given.at(2), body, length, out)
		})
}

// RenderRequest shows the request that Do would send, as Render does; it sends nothing.
func (c *Client) RenderRequest(request Request, format string) (*Result, error) {
	if request.Form != nil {
		return c.withForm(context.Background(), request, format,
			func(client *C.zoom_client, given texts, form *C.zoom_form, out **C.zoom_result) {
				C.zoom_client_render_form(client, given.at(0), given.at(1), given.at(2), form, given.at(3), out)
			})
	}
	return c.withBody(context.Background(), request, format,
		func(client *C.zoom_client, given texts, body unsafe.Pointer, length C.size_t, out **C.zoom_result) {
			C.zoom_client_render_request(client, given.at(0), given.at(1), given.at(2), body, length, given.at(3), out)
		})
}

var requestTexts = []string{"Method", "Path", "Header", "format"}

func (c *Client) withBody(ctx context.Context, request Request, format string,
	run func(*C.zoom_client, texts, unsafe.Pointer, C.size_t, **C.zoom_result)) (*Result, error) {
	lines, err := request.headerLines()
	if err != nil {
		return nil, err
	}
	body := C.CBytes(request.Body)
	defer C.free(body)
	return c.call(ctx, requestTexts, []string{request.Method, request.Path, lines, format},
		func(client *C.zoom_client, given texts, out **C.zoom_result) {
			run(client, given, body, C.size_t(len(request.Body)), out)
		})
}

func (c *Client) withForm(ctx context.Context, request Request, format string,
	run func(*C.zoom_client, texts, *C.zoom_form, **C.zoom_result)) (*Result, error) {
	if request.Body != nil {
		return nil, refused(StatusInvalidArgument, "Form: expected a body or a form, got both")
	}
	lines, err := request.headerLines()
	if err != nil {
		return nil, err
	}
	form := C.zoom_form_new()
	defer C.zoom_form_free(form)
	for _, part := range request.Form {
		if err := add(form, part); err != nil {
			return nil, err
		}
	}
	return c.call(ctx, requestTexts, []string{request.Method, request.Path, lines, format},
		func(client *C.zoom_client, given texts, out **C.zoom_result) { run(client, given, form, out) })
}

func add(form *C.zoom_form, part Part) error {
	values := []string{part.Name, part.FileName, part.ContentType, part.Charset}
	for i, what := range []string{"Name", "FileName", "ContentType", "Charset"} {
		if err := checkText(what, values[i]); err != nil {
			return err
		}
	}
	given := newTexts(values...)
	defer given.free()
	orNone := func(i int) *C.char {
		if values[i] == "" {
			return nil
		}
		return given.at(i)
	}
	value := C.CBytes(part.Value)
	defer C.free(value)
	length := C.size_t(len(part.Value))
	status := Status(C.zoom_form_add_part(form, given.at(0), orNone(1), orNone(2), orNone(3), value, length))
	if status != StatusOK {
		return refused(status, C.GoString(C.zoom_form_error(form)))
	}
	return nil
}

// headerLines are the headers in the order of their names.
func (r Request) headerLines() (string, error) {
	var lines []string
	for name, values := range r.Header {
		for _, value := range values {
			// A line break would make two headers of one.
			if strings.ContainsAny(name+value, "\r\n") {
				return "", refused(StatusInvalidArgument, "Header: expected names and values without line breaks")
			}
			lines = append(lines, name+": "+value+"\n")
		}
	}
	sort.Strings(lines)
	return strings.Join(lines, ""), nil
}
