// The script of tests/bindings/README.md in Go.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"zoomuser"
)

const jane = "jane@example.com"

var (
	background = context.Background()
	only       = zoomuser.Fields{"dept": "x"}
)

func say(name string, value any) { fmt.Printf("%s %v\n", name, value) }

func sayList(name string, items []zoomuser.Item) {
	for _, item := range items {
		say(name, item.Field+": "+item.Message)
	}
}

func client(options zoomuser.Options) *zoomuser.Client {
	all := zoomuser.Options{
		zoomuser.OptToken:   os.Getenv("ZOOM_TOKEN"),
		zoomuser.OptBaseURL: os.Getenv("ZOOM_BASE_URL"),
		zoomuser.OptCAFile:  os.Getenv("ZOOM_CA_FILE"),
	}
	for name, value := range options {
		all[name] = value
	}
	client, err := zoomuser.NewClient(all)
	must(err)
	return client
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// succeeded is the result of a call that has to succeed.
func succeeded(result *zoomuser.Result, err error) *zoomuser.Result {
	must(err)
	return result
}

// failed is the result of a call that has to fail, from its error.
func failed(_ *zoomuser.Result, err error) *zoomuser.Result {
	var failure *zoomuser.Error
	if !errors.As(err, &failure) {
		panic(fmt.Sprintf("expected an *Error, got %v", err))
	}
	if !errors.Is(err, failure.Status) {
		panic("the error is not its status")
	}
	return failure.Result
}

func bit(value bool) int {
	if value {
		return 1
	}
	return 0
}

func cancelled(zoom *zoomuser.Client) *zoomuser.Result {
	ctx, cancel := context.WithTimeout(background, 200*time.Millisecond)
	defer cancel()
	result, err := zoom.UpdateUser(ctx, "slow-20000@sandbox.test", only)
	if !errors.Is(err, context.DeadlineExceeded) {
		panic("the error is not that of the context")
	}
	return failed(result, err)
}

func main() {
	say("version.library", zoomuser.Version())
	say("version.abi", zoomuser.ABIVersion())

	zoom := client(nil)
	updated := succeeded(zoom.UpdateUser(background, jane, zoomuser.Fields{
		zoomuser.FieldFirstName:        "Zoë 𝄞",
		zoomuser.FieldJobTitle:         "",
		zoomuser.FieldType:             2,
		zoomuser.FieldPMI:              9876543210,
		zoomuser.FieldUsePMI:           true,
		zoomuser.FieldCustomAttributes: []map[string]string{{"key": "k1", "name": "n", "value": "💡"}},
		zoomuser.FieldLocation:         nil,
	}))
	say("update.status", updated.Status)
	say("update.http", updated.HTTPStatus)
	say("update.attempts", updated.Attempts)
	say("update.message", updated.Message)
	sayList("update.warning", updated.Warnings)

	read := succeeded(zoom.GetUser(background, jane))
	say("read.status", read.Status)
	for _, name := range []string{"first_name", "type", "pmi", "use_pmi", "custom_attributes", "job_title"} {
		say("read."+name, read.User[name])
	}

	lost := new(zoomuser.Patch).Set("dept", "lost").Set("cost_center", "kept").Unset("dept")
	say("unset.status", succeeded(zoom.UpdateUser(background, jane, lost)).Status)

	plan := succeeded(zoom.Plan(background, jane, new(zoomuser.Patch).Set("dept", "planned").Set("cost_center", "kept")))
	say("plan.status", plan.Status)
	say("plan.attempts", plan.Attempts)
	for _, field := range plan.Fields {
		say("plan."+field.Field, field.Outcome)
	}

	checked := failed(zoom.UpdateUser(background, jane, new(zoomuser.Patch).Set("type", "x").Set("no_such", "1")))
	say("check.status", checked.Status)
	say("check.attempts", checked.Attempts)
	sayList("check.problem", checked.Problems)

	option := failed(nil, zoom.Set("no_such", "1"))
	say("option.status", option.Status)
	say("option.message", option.Message)

	rejected := failed(zoom.UpdateUser(background, "fields-error@sandbox.test", only))
	say("rejected.status", rejected.Status)
	say("rejected.retryable", bit(rejected.Status.Retryable()))
	say("rejected.http", rejected.HTTPStatus)
	say("rejected.api_code", rejected.APICode)
	sayList("rejected.field_error", rejected.FieldErrors)

	notFound := failed(zoom.UpdateUser(background, "nobody@example.com", only))
	say("not_found.status", notFound.Status)
	say("not_found.http", notFound.HTTPStatus)
	say("not_found.api_code", notFound.APICode)
	say("not_found.api_message", notFound.APIMessage)

	hasty := client(zoomuser.Options{"max_retries": 0})
	limited := failed(hasty.UpdateUser(background, "rate-seconds@sandbox.test", only))
	say("rate_limited.status", limited.Status)
	say("rate_limited.retryable", bit(limited.Status.Retryable()))
	say("rate_limited.http", limited.HTTPStatus)
	say("rate_limited.retry_after_is_given", map[bool]string{true: "yes", false: "no"}[limited.RetryAfter > 0])
	say("rate_limited.header", limited.Header.Get("Retry-After"))

	hurried := client(zoomuser.Options{"timeout_ms": 1500 * time.Millisecond, "max_retries": 0})
	late := failed(hurried.UpdateUser(background, "slow-20000@sandbox.test", only))
	say("timeout.status", late.Status)
	say("timeout.http", late.HTTPStatus)
	say("timeout.message", late.Message)

	say("cancel.status", cancelled(zoom).Status)
	say("cancel.again", succeeded(zoom.UpdateUser(background, jane, zoomuser.Fields{"dept": "Sales"})).Status)

	unauthorized := failed(client(zoomuser.Options{"token": "wrong"}).UpdateUser(background, jane, only))
	say("unauthorized.status", unauthorized.Status)
	say("unauthorized.http", unauthorized.HTTPStatus)

	lonely := client(zoomuser.Options{"base_url": "http://127.0.0.1:1/v2", "max_retries": 0})
	nobody := failed(lonely.UpdateUser(background, jane, only))
	say("no_server.status", nobody.Status)
	say("no_server.http", nobody.HTTPStatus)

	once := succeeded(zoomuser.UpdateUser(os.Getenv("ZOOM_TOKEN"), jane, zoomuser.Fields{"cost_center": "one call"},
		zoomuser.Options{"base_url": os.Getenv("ZOOM_BASE_URL"), "ca_file": os.Getenv("ZOOM_CA_FILE")}))
	say("one_call.status", once.Status)
	say("one_call.message", once.Message)

	users := zoom.ListUsers(background, map[string]any{"page_size": 2})
	for users.Next() {
		say("list.user", users.User()["email"])
	}
	must(users.Err())

	many := succeeded(zoom.UpdateUsers(background, []zoomuser.Row{
		{UserID: "john@example.com", Changes: zoomuser.Fields{"cost_center": "many"}},
		{UserID: "nobody@example.com", Changes: zoomuser.Fields{"dept": "x"}},
	}, nil))
	say("bulk.status", many.Status)
	for _, row := range many.Rows {
		say("bulk.row", row.UserID+" "+row.Outcome)
	}
	say("bulk.sent", many.Counts["sent"])
	say("bulk.failed", many.Counts["failed"])

	must(zoom.Close())
	must(zoom.Close())
	say("freed.twice", "ok")
	_, err := zoom.UpdateUser(background, jane, only)
	say("freed.used", map[bool]string{true: "refused", false: "not refused"}[errors.Is(err, zoomuser.ErrClosed)])
}
