package main

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"zoomuser"
)

// What the layer itself promises, beyond the script.

func statusOf(t *testing.T, err error) zoomuser.Status {
	t.Helper()
	var failure *zoomuser.Error
	if !errors.As(err, &failure) {
		t.Fatalf("expected an *Error, got %v", err)
	}
	return failure.Status
}

func TestWhatJSONOrCWouldChangeIsRefused(t *testing.T) {
	zoom := client(nil)
	defer zoom.Close()
	var none []string
	for name, value := range map[string]any{
		"fraction": 1.5, "not a number": math.NaN(), "too large": float64(1 << 60), "unsigned": uint64(math.MaxUint64),
		"NUL": "a\x00b", "not UTF-8": "a\xff", "not UTF-8 inside": []string{"a\xff"}, "channel": make(chan int),
		"pointer": new(string), "bytes": []byte("x"), "nil slice": none, "JSON with NUL": zoomuser.JSON("1\x00"),
	} {
		_, err := zoom.UpdateUser(background, jane, zoomuser.Fields{"dept": value})
		status := statusOf(t, err)
		if status != zoomuser.StatusInvalidArgument && status != zoomuser.StatusEncoding {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.HasPrefix(err.Error(), "zoomuser: dept: expected ") {
			t.Errorf("%s: the message does not name the field: %v", name, err)
		}
	}
	_, err := zoom.UpdateUser(background, "a\x00", only)
	if statusOf(t, err) != zoomuser.StatusInvalidArgument {
		t.Error(err)
	}
	_, err = zoomuser.UpdateUser("token", jane, zoomuser.Fields{"dept": zoomuser.JSON(`"x","type":1`)}, nil)
	if statusOf(t, err) != zoomuser.StatusInvalidJSON {
		t.Error(err)
	}
	_, err = zoom.Do(background, zoomuser.Request{Method: "GET", Path: "x", Header: map[string][]string{"A": {"b\nC: d"}}})
	if statusOf(t, err) != zoomuser.StatusInvalidArgument {
		t.Error(err)
	}
}

func TestNumbersAndOrderArriveAsTheyAre(t *testing.T) {
	zoom := client(zoomuser.Options{"check": "warn"})
	defer zoom.Close()
	patch := new(zoomuser.Patch).Set("type", int8(2)).Set("pmi", int64(9007199254740993)).Set("dept", json.RawMessage(`{"a":1.0}`))
	patch.Set("host_key", "1").Unset("host_key").Set("type", 1)
	shown, err := zoom.Render("me", patch, "http")
	must(err)
	if !strings.HasSuffix(shown.Rendered, `{"type":1,"pmi":9007199254740993,"dept":{"a":1.0}}`) {
		t.Error(shown.Rendered)
	}
}

func TestACallThatWaitsEndsWithItsContext(t *testing.T) {
	zoom := client(nil)
	defer zoom.Close()
	slow := make(chan error)
	go func() {
		_, err := zoom.UpdateUser(background, "slow-1500@sandbox.test", only)
		slow <- err
	}()
	// The client is busy when an option is refused for it.
	for !errors.Is(zoom.Set("timeout_ms", 30000), zoomuser.StatusBusy) {
		runtime.Gosched()
	}
	ctx, cancel := context.WithTimeout(background, 10*time.Millisecond)
	defer cancel()
	_, err := zoom.UpdateUser(ctx, jane, zoomuser.Fields{"dept": "never"})
	if !errors.Is(err, zoomuser.StatusCancelled) || !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	select {
	case <-slow:
		t.Fatal("it waited for the other call")
	default:
	}
	must(<-slow)
	if succeeded(zoom.GetUser(background, jane)).User["dept"] == "never" {
		t.Error("it was sent")
	}
}

func TestClosingLetsRunningCallsEnd(t *testing.T) {
	zoom := client(nil)
	slow := make(chan error)
	go func() {
		// The setter below may hold the client at this moment.
		_, err := zoom.UpdateUser(background, "slow-500@sandbox.test", only)
		for errors.Is(err, zoomuser.StatusBusy) {
			_, err = zoom.UpdateUser(background, "slow-500@sandbox.test", only)
		}
		slow <- err
	}()
	for !errors.Is(zoom.Set("timeout_ms", 30000), zoomuser.StatusBusy) {
		runtime.Gosched()
	}
	must(zoom.Close())
	must(<-slow)
	if err := zoom.Set("timeout_ms", 1); err != zoomuser.ErrClosed {
		t.Error(err)
	}
}

func TestManyGoroutinesAndTheCollector(t *testing.T) {
	zoom := client(nil)
	var group sync.WaitGroup
	for i := 0; i < 8; i++ {
		group.Add(2)
		go func() {
			defer group.Done()
			if _, err := zoom.UpdateUser(background, jane, only); err != nil {
				t.Error(err)
			}
		}()
		go func() {
			defer group.Done()
			// Nothing but the call holds this client.
			if _, err := client(nil).UpdateUser(background, "slow-100@sandbox.test", only); err != nil {
				t.Error(err)
			}
		}()
	}
	ended := make(chan struct{})
	go func() { group.Wait(); close(ended) }()
	for {
		runtime.GC()
		select {
		case <-ended:
			return
		default:
		}
	}
}

func TestTokenFunctions(t *testing.T) {
	call := func(give func(context.Context, bool) (string, error)) error {
		zoom := client(zoomuser.Options{"token": give})
		defer zoom.Close()
		_, err := zoom.UpdateUser(background, jane, only)
		return err
	}
	var asked []bool
	must(call(func(_ context.Context, wasRefused bool) (string, error) {
		asked = append(asked, wasRefused)
		return map[bool]string{true: os.Getenv("ZOOM_TOKEN"), false: "wrong"}[wasRefused], nil
	}))
	if len(asked) != 2 || asked[0] || !asked[1] {
		t.Error(asked)
	}
	sealed := errors.New("the vault is sealed")
	err := call(func(context.Context, bool) (string, error) { return "", sealed })
	if !errors.Is(err, sealed) || !errors.Is(err, zoomuser.StatusMissingToken) {
		t.Error(err)
	}
	for _, token := range []string{"a\x00b", "a\xff", strings.Repeat("x", 1<<20)} {
		if err := call(func(context.Context, bool) (string, error) { return token, nil }); !errors.Is(err, zoomuser.StatusMissingToken) {
			t.Error(err)
		}
	}
	// Neither may unwind through the library.
	if err := call(func(context.Context, bool) (string, error) { runtime.Goexit(); return "", nil }); err == nil {
		t.Error("it succeeded")
	}
	defer func() {
		if recover() != "in the token function" {
			t.Error("the panic did not arrive")
		}
	}()
	call(func(context.Context, bool) (string, error) { panic("in the token function") })
}

func TestTheDoctor(t *testing.T) {
	zoom := client(nil)
	defer zoom.Close()
	outcomes := map[string]string{}
	for _, check := range succeeded(zoom.Doctor(background)).Checks {
		outcomes[check.Name] = check.Outcome
	}
	if outcomes["dns"] != "ok" || outcomes["certificate"] != "ok" || outcomes["token"] != "ok" {
		t.Error(outcomes)
	}
	must(zoom.Set(zoomuser.OptToken, "wrong"))
	ill := succeeded(zoom.Doctor(background))
	if ill.Status != zoomuser.StatusUnauthorized || len(ill.Checks) < 5 {
		t.Error(ill)
	}
}

func TestTheLog(t *testing.T) {
	var lines []string
	must(zoomuser.SetLog(3, func(level int, line string) { lines = append(lines, line) }))
	zoom := client(nil)
	defer zoom.Close()
	succeeded(zoom.UpdateUser(background, jane, only))
	must(zoomuser.SetLog(0, nil))
	succeeded(zoom.UpdateUser(background, jane, only))
	if len(lines) != 1 || !strings.Contains(lines[0], "HTTP 204") || strings.Contains(lines[0], os.Getenv("ZOOM_TOKEN")) {
		t.Error(lines)
	}
}
