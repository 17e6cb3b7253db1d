// Changes the department of a Zoom user and prints the whole result.
//
//	CGO_LDFLAGS=-L/where/the/library/is go build
//	ZOOM_TOKEN=... ./update_user ada@example.com Engineering
//
// Environment: ZOOM_TOKEN, the access token. To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and
// ZOOM_CA_FILE, a PEM file of certificate authorities to trust.
//
// Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"

	"zoomuser"
)

func main() {
	if len(os.Args) != 3 || os.Getenv("ZOOM_TOKEN") == "" {
		fmt.Fprintln(os.Stderr, "usage: ZOOM_TOKEN=... update_user USER_ID DEPARTMENT")
		os.Exit(2)
	}
	// Ctrl-C cancels the call.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1], os.Args[2]))
}

func run(ctx context.Context, userID, department string) int {
	client, err := zoomuser.NewClient(zoomuser.Options{
		zoomuser.OptToken:   os.Getenv("ZOOM_TOKEN"),
		zoomuser.OptBaseURL: os.Getenv("ZOOM_BASE_URL"),
		zoomuser.OptCAFile:  os.Getenv("ZOOM_CA_FILE"),
	})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer client.Close()

	result, err := client.UpdateUser(ctx, userID, zoomuser.Fields{zoomuser.FieldDept: department})
	if err == nil {
		show(result)
		return 0
	}
	var failure *zoomuser.Error
	if errors.As(err, &failure) {
		show(failure.Result)
	} else {
		fmt.Println(err)
	}
	return 1
}

func show(answer *zoomuser.Result) {
	fmt.Printf("%s (%d)\n", answer.Status, answer.Status)
	for _, text := range []struct{ what, value string }{
		{"message", answer.Message}, {"hint", answer.Hint}, {"tracking_id", answer.TrackingID},
	} {
		if text.value != "" {
			fmt.Printf("%s: %s\n", text.what, text.value)
		}
	}
	if answer.HTTPStatus >= 0 {
		fmt.Printf("http_status: %d\n", answer.HTTPStatus)
	}
	for _, list := range []struct {
		what  string
		items []zoomuser.Item
	}{{"field_errors", answer.FieldErrors}, {"problems", answer.Problems}, {"warnings", answer.Warnings}} {
		for _, item := range list.items {
			separator := ": "
			if item.Field == "" {
				separator = ""
			}
			fmt.Printf("%s: %s%s%s\n", list.what, item.Field, separator, item.Message)
		}
	}
}
