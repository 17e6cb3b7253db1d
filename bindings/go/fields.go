package zoomuser

// #include <stdlib.h>
// #include "raw.h"
import "C"

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Options are options by name: strings, whole numbers, bools, a time.Duration of whole milliseconds; for the token also a
// TokenFunc.
type Options map[string]any

// JSON is a value that is sent unchanged.
type JSON string

const expected = "expected a string, a whole number, a bool, nil, zoomuser.JSON, or a slice, map or struct"

// plain brings a value into a form that the library takes.
func plain(name string, given any) (any, error) {
	switch value := given.(type) {
	case nil:
		return nil, nil
	case JSON:
		return value, checkText(name, string(value))
	case json.RawMessage:
		return JSON(value), checkText(name, string(value))
	case json.Number:
		return JSON(value), checkText(name, string(value))
	case []byte:
		return nil, refused(StatusInvalidArgument, fmt.Sprintf("%s: %s, got []byte", name, expected))
	}
	value := reflect.ValueOf(given)
	switch value.Kind() {
	case reflect.String:
		return value.String(), checkText(name, value.String())
	case reflect.Bool:
		return value.Bool(), nil
	case reflect.Slice, reflect.Map:
		if value.IsNil() {
			return nil, refused(StatusInvalidArgument, fmt.Sprintf("%s: expected nil for JSON null, got a nil %T", name, given))
		}
		return marshal(name, given)
	case reflect.Array, reflect.Struct:
		return marshal(name, given)
	}
	number, isNumber, err := whole(name, value)
	if err != nil || isNumber {
		return number, err
	}
	return nil, refused(StatusInvalidArgument, fmt.Sprintf("%s: %s, got %T", name, expected, given))
}

// whole is a number as 64 bits with a sign, exactly.
func whole(name string, value reflect.Value) (number int64, isNumber bool, err error) {
	switch {
	case value.CanInt():
		return value.Int(), true, nil
	case value.CanUint():
		if value.Uint() > math.MaxInt64 {
			return 0, true, refused(StatusInvalidArgument, name+": expected a number of at most 63 bits")
		}
		return int64(value.Uint()), true, nil
	case value.CanFloat():
		float := value.Float()
		if float != math.Trunc(float) || math.Abs(float) > 1<<53 {
			return 0, true, refused(StatusInvalidArgument, name+": expected a whole number of at most 2^53")
		}
		return int64(float), true, nil
	}
	return 0, false, nil
}

// marshal is JSON text of a value.
func marshal(name string, value any) (JSON, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return "", refused(StatusInvalidArgument, fmt.Sprintf("%s: expected a value that JSON can represent: %v", name, err))
	}
	// So encoding/json writes a byte that is not UTF-8; U+FFFD itself it leaves unchanged.
	if bytes.Contains(text.Bytes(), []byte(`\ufffd`)) {
		return "", refused(StatusEncoding, name+": expected UTF-8")
	}
	return JSON(bytes.TrimSpace(text.Bytes())), nil
}

// newPatch makes a patch of the library, which the caller frees.
func newPatch(changes Changes) (*C.zoom_user_patch, error) {
	if changes == nil {
		return nil, refused(StatusNull, "fields: expected fields or a patch, got nil")
	}
	list, err := changes.settings()
	if err != nil {
		return nil, err
	}
	if err := checkABI(); err != nil {
		return nil, err
	}
	patch := C.zoom_user_patch_new()
	for _, setting := range list {
		if status := set(patch, setting); status != StatusOK {
			defer C.zoom_user_patch_free(patch)
			return nil, refused(status, C.GoString(C.zoom_user_patch_error(patch)))
		}
	}
	return patch, nil
}

func set(patch *C.zoom_user_patch, setting setting) Status {
	text := func(value string) texts { return newTexts(setting.name, value) }
	switch value := setting.value.(type) {
	case string:
		given := text(value)
		defer given.free()
		return Status(C.zoom_user_patch_set(patch, given.at(0), given.at(1)))
	case JSON:
		given := text(string(value))
		defer given.free()
		return Status(C.zoom_user_patch_set_json(patch, given.at(0), given.at(1)))
	case int64:
		given := text("")
		defer given.free()
		return Status(C.zoom_user_patch_set_int64(patch, given.at(0), C.int64_t(value)))
	case bool:
		given := text("")
		defer given.free()
		return Status(C.zoom_user_patch_set_bool(patch, given.at(0), C.int32_t(bit(value))))
	default:
		given := text("")
		defer given.free()
		return Status(C.zoom_user_patch_set_null(patch, given.at(0)))
	}
}

// object is what is changed as a JSON object.
func object(changes Changes) (string, error) {
	if changes == nil {
		return "", refused(StatusNull, "fields: expected fields or a patch, got nil")
	}
	list, err := changes.settings()
	if err != nil {
		return "", err
	}
	members := make([]string, len(list))
	for i, setting := range list {
		name, err := marshal("fields", setting.name)
		if err != nil {
			return "", err
		}
		value, isJSON := setting.value.(JSON)
		if isJSON && !json.Valid([]byte(value)) {
			return "", refused(StatusInvalidJSON, setting.name+": not JSON")
		}
		if !isJSON {
			if value, err = marshal(setting.name, setting.value); err != nil {
				return "", err
			}
		}
		members[i] = string(name + ":" + value)
	}
	return "{" + strings.Join(members, ",") + "}", nil
}

// optionText is the value of an option as the library takes it.
func optionText(name string, given any) (string, error) {
	switch value := given.(type) {
	case time.Duration:
		if value%time.Millisecond != 0 {
			return "", refused(StatusInvalidArgument, name+": expected whole milliseconds")
		}
		return strconv.FormatInt(value.Milliseconds(), 10), nil
	case bool:
		if value {
			return "on", nil
		}
		return "off", nil
	}
	value := reflect.ValueOf(given)
	if given != nil && value.Kind() == reflect.String {
		return value.String(), checkText(name, value.String())
	}
	if number, isNumber, err := whole(name, value); isNumber {
		return strconv.FormatInt(number, 10), err
	}
	return "", refused(StatusInvalidArgument,
		fmt.Sprintf("%s: expected a string, a whole number, a bool or a time.Duration, got %T", name, given))
}

func bit(value bool) int {
	if value {
		return 1
	}
	return 0
}
