package zoomuser

// #include <stdlib.h>
// #include "raw.h"
import "C"

import (
	"context"
	"encoding/json"
)

// Row is a change of one of many users.
type Row struct {
	UserID  string
	Changes Changes
}

// RowOutcome is how a row ended. Numbers are texts, "" where there is none.
type RowOutcome struct {
	Line, UserID        string
	Outcome             string // "sent", "applied", "already", "failed" ...
	Status              string // without ZOOM_E_, "" if the row did not end
	HTTPStatus, APICode string
	Message, Hint       string
	TrackingID          string
	Attempts, WaitedMS  string
}

// countNames are the numbers of rows by outcome, and of all.
var countNames = []string{"rows", "sent", "applied", "already", "ignored", "unverifiable", "refused", "failed", "drifted", "kept",
	"skipped", "in_doubt", "not_tried"}

// Listing reads the users of an account page by page:
//
//	for users := client.ListUsers(ctx, nil); users.Next(); {
//		fmt.Println(users.User()["email"])
//	}
type Listing struct {
	client *Client
	ctx    context.Context
	query  string
	token  string
	page   []map[string]any
	isLast bool
	err    error
}

// ListUsers lists the users of the account. Options are status, role_id, license, group_id, include_fields and page_size.
func (c *Client) ListUsers(ctx context.Context, options map[string]any) *Listing {
	query, err := jsonOf("options", options)
	return &Listing{client: c, ctx: ctx, query: query, err: err}
}

// Next goes to the next user; false at the end, and where Err is not nil.
func (l *Listing) Next() bool {
	if len(l.page) > 0 {
		l.page = l.page[1:]
	}
	for len(l.page) == 0 {
		if l.isLast || l.err != nil {
			return false
		}
		result, err := l.client.call(l.ctx, []string{"options", "token"}, []string{l.query, l.token},
			func(client *C.zoom_client, given texts, out **C.zoom_result) {
				C.zoom_client_list_users(client, given.at(0), given.at(1), out)
			})
		if err != nil {
			l.err = err
			return false
		}
		for _, text := range result.users {
			var user map[string]any
			if l.err = json.Unmarshal([]byte(text), &user); l.err != nil {
				return false
			}
			l.page = append(l.page, user)
		}
		l.token = result.nextPageToken
		l.isLast = l.token == ""
	}
	return true
}

// User is the user, as Zoom shows it.
func (l *Listing) User() map[string]any { return l.page[0] }

// Err is why the listing ended, nil at its end.
func (l *Listing) Err() error { return l.err }

// UpdateUsers changes many users: it checks every row before it sends the first, and sends only what differs. Rows and Counts of
// the result say how the rows ended; the error is nil where a run was begun and ctx did not end it: see Status. Options are those
// of zoomuser bulk apply with _: run, jobs, canary ...
func (c *Client) UpdateUsers(ctx context.Context, rows []Row, options map[string]any) (*Result, error) {
	return c.runBulk(ctx, options, func(bulk *C.zoom_bulk) error {
		for _, row := range rows {
			if err := addRow(bulk, row); err != nil {
				return err
			}
		}
		return nil
	})
}

// UpdateFile does the same for a file, CSV or JSON Lines. table says how it is read, as zoom_bulk_add_file in the C header.
func (c *Client) UpdateFile(ctx context.Context, path string, table, options map[string]any) (*Result, error) {
	return c.runBulk(ctx, options, func(bulk *C.zoom_bulk) error {
		how, err := jsonOf("table", table)
		if err == nil {
			err = checkText("path", path)
		}
		if err != nil {
			return err
		}
		given := newTexts(path, how)
		defer given.free()
		return added(bulk, C.zoom_bulk_add_file(bulk, given.at(0), given.at(1)))
	})
}

// ResumeUsers goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run.
func (c *Client) ResumeUsers(ctx context.Context, folder string, options map[string]any) (*Result, error) {
	return c.run(ctx, folder, options, func(client *C.zoom_client, given texts, out **C.zoom_result) {
		C.zoom_client_resume_bulk(client, given.at(0), given.at(1), nil, nil, out)
	})
}

// UndoUsers undoes a run, named in the same way: puts the values back that users had before it, where nobody changed
// them since.
func (c *Client) UndoUsers(ctx context.Context, folder string, options map[string]any) (*Result, error) {
	return c.run(ctx, folder, options, func(client *C.zoom_client, given texts, out **C.zoom_result) {
		C.zoom_client_undo_bulk(client, given.at(0), given.at(1), nil, nil, out)
	})
}

func (c *Client) runBulk(ctx context.Context, options map[string]any, fill func(*C.zoom_bulk) error) (*Result, error) {
	if err := checkABI(); err != nil {
		return nil, err
	}
	bulk := C.zoom_bulk_new()
	defer C.zoom_bulk_free(bulk)
	if err := fill(bulk); err != nil {
		return nil, err
	}
	return c.run(ctx, "", options, func(client *C.zoom_client, given texts, out **C.zoom_result) {
		C.zoom_client_run_bulk(client, bulk, given.at(1), nil, nil, out)
	})
}

// run returns the result of a run that was begun, however it ended.
func (c *Client) run(ctx context.Context, folder string, options map[string]any,
	call func(*C.zoom_client, texts, **C.zoom_result)) (*Result, error) {
	set, err := jsonOf("options", options)
	if err != nil {
		return nil, err
	}
	result, err := c.call(ctx, []string{"folder", "options"}, []string{folder, set}, call)
	if failure, isError := err.(*Error); isError && failure.cause == nil && failure.Result != nil && failure.Why != "" {
		return failure.Result, nil
	}
	return result, err
}

func addRow(bulk *C.zoom_bulk, row Row) error {
	if err := checkText("userID", row.UserID); err != nil {
		return err
	}
	patch, err := newPatch(row.Changes)
	if err != nil {
		return err
	}
	defer C.zoom_user_patch_free(patch)
	given := newTexts(row.UserID)
	defer given.free()
	return added(bulk, C.zoom_bulk_add(bulk, given.at(0), patch))
}

func added(bulk *C.zoom_bulk, status C.int32_t) error {
	if Status(status) == StatusOK {
		return nil
	}
	return refused(Status(status), C.GoString(C.zoom_bulk_error(bulk)))
}

func jsonOf(what string, options map[string]any) (string, error) {
	if options == nil {
		return "", nil
	}
	text, err := json.Marshal(options)
	if err != nil {
		return "", refused(StatusInvalidArgument, what+": "+err.Error())
	}
	return string(text), nil
}

// takeRows reads what the result of a list or a run has.
func (r *Result) takeRows(handle *C.zoom_result, number func(string) int64) {
	for _, user := range list(handle, "users", "json") {
		r.users = append(r.users, user[0])
	}
	for _, row := range list(handle, "rows", "line", "user_id", "outcome", "status", "http_status", "api_code", "message", "hint",
		"tracking_id", "attempts", "waited_ms") {
		r.Rows = append(r.Rows, RowOutcome{row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10]})
	}
	r.Counts = map[string]int64{}
	for _, name := range countNames {
		if rows := number(name); rows >= 0 {
			r.Counts[name] = rows
		}
	}
}
