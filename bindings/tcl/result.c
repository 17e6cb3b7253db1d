/* The result of a call, as a dict: an ordinary value that does not depend on the library. */

#include <string.h>

#include "tclzoomuser.h"

static const char *const TEXTS[] = {"message", "hint", "api_message", "tracking_id", "json",
                                    "reason",  "head", "rendered",    "user",        "next_page_token",
                                    "run",     "why",  NULL};
static const char *const NUMBERS[] = {"http_status",    "api_code",      "attempts", "waited_ms",
                                      "retry_after_ms", "total_records", "exit",     NULL};
/* The rows of a bulk run by outcome. */
static const char *const COUNTS[] = {"rows",    "sent",   "applied", "already", "ignored", "unverifiable", "refused",
                                     "failed",  "drifted", "kept",   "skipped", "in_doubt", "not_tried",   NULL};
static const char *const LISTS[] = {"field_errors", "problems", "warnings", NULL};
static const char *const OF_ITEM[] = {"field", "message", NULL};
static const char *const OF_FIELD[] = {"field", "outcome", "old", "new", "seen", NULL};
static const char *const OF_HEADER[] = {"name", "value", NULL};
static const char *const OF_CHECK[] = {"name", "url", "outcome", "message", "hint", NULL};
static const char *const OF_ROW[] = {"line",    "user_id", "outcome",     "status",   "http_status", "api_code",
                                     "message", "hint",    "tracking_id", "attempts", "waited_ms",   NULL};
static const char *const OF_ROW_NUMBERS[] = {"line", "http_status", "api_code", "attempts", "waited_ms", NULL};

Tcl_Obj *zu_string(const char *text)
{
    Tcl_DString string;
    Tcl_Encoding utf8 = Tcl_GetEncoding(NULL, "utf-8");
    Tcl_ExternalToUtfDString(utf8, text, (int)strlen(text), &string);
    Tcl_FreeEncoding(utf8);
    Tcl_Obj *value = Tcl_NewStringObj(Tcl_DStringValue(&string), Tcl_DStringLength(&string));
    Tcl_DStringFree(&string);
    return value;
}

static void put(Tcl_Obj *dict, const char *key, Tcl_Obj *value)
{
    Tcl_DictObjPut(NULL, dict, Tcl_NewStringObj(key, -1), value);
}

static Tcl_Obj *item(zoom_result *result, const char *list, size_t i, const char *const *whats)
{
    Tcl_Obj *dict = Tcl_NewDictObj();
    for (; *whats != NULL; whats++) {
        put(dict, *whats, zu_string(zu.result_item(result, list, i, *whats)));
    }
    return dict;
}

static Tcl_Obj *items(zoom_result *result, const char *list, const char *const *whats)
{
    Tcl_Obj *values = Tcl_NewListObj(0, NULL);
    for (size_t i = 0, count = zu.result_count(result, list); i < count; i++) {
        Tcl_ListObjAppendElement(NULL, values, item(result, list, i, whats));
    }
    return values;
}

/* What reading a user shows, by name. */
static Tcl_Obj *user(zoom_result *result)
{
    Tcl_Obj *dict = Tcl_NewDictObj();
    for (size_t i = 0, count = zu.result_count(result, "user"); i < count; i++) {
        Tcl_Obj *name = zu_string(zu.result_item(result, "user", i, "name"));
        Tcl_DictObjPut(NULL, dict, name, zu_string(zu.result_item(result, "user", i, "value")));
    }
    return dict;
}

static void put_status(Tcl_Obj *dict, int32_t status)
{
    put(dict, "status", Tcl_NewIntObj(status));
    put(dict, "name", zu_string(zu.status_name(status)));
    put(dict, "ok", Tcl_NewBooleanObj(status == RAW_OK));
    put(dict, "retryable", Tcl_NewBooleanObj(zu.status_is_retryable(status) == 1));
}

static void put_numbers(Tcl_Obj *dict, zoom_result *result, const char *const *whats)
{
    for (; *whats != NULL; whats++) {
        put(dict, *whats, Tcl_NewWideIntObj(zu.result_number(result, *whats)));
    }
}

/* The members of each user, an ordinary list of names. */
static Tcl_Obj *users(zoom_result *result, Tcl_Obj *members)
{
    Tcl_Obj *values = Tcl_NewListObj(0, NULL);
    Tcl_Obj **names;
    int count;
    if (Tcl_ListObjGetElements(NULL, members, &count, &names) != TCL_OK) {
        count = 0;
    }
    for (size_t i = 0, total = zu.result_count(result, "users"); i < total; i++) {
        Tcl_Obj *dict = Tcl_NewDictObj();
        for (int j = 0; j < count; j++) {
            Tcl_DictObjPut(NULL, dict, names[j], zu_string(zu.result_item(result, "users", i, Tcl_GetString(names[j]))));
        }
        Tcl_ListObjAppendElement(NULL, values, dict);
    }
    return values;
}

static Tcl_Obj *as_dict(zoom_result *result)
{
    Tcl_Obj *dict = Tcl_NewDictObj();
    size_t length = 0;
    put_status(dict, zu.result_status(result));
    for (const char *const *what = TEXTS; *what != NULL; what++) {
        put(dict, *what, zu_string(zu.result_text(result, *what)));
    }
    put_numbers(dict, result, NUMBERS);
    for (const char *const *list = LISTS; *list != NULL; list++) {
        put(dict, *list, items(result, *list, OF_ITEM));
    }
    put(dict, "fields", items(result, "fields", OF_FIELD));
    put(dict, "headers", items(result, "headers", OF_HEADER));
    put(dict, "items", user(result));
    put(dict, "checks", items(result, "checks", OF_CHECK));
    put(dict, "rows", items(result, "rows", OF_ROW));
    Tcl_Obj *counts = Tcl_NewDictObj();
    put_numbers(counts, result, COUNTS);
    put(dict, "counts", counts);
    const char *body = zu.result_body(result, &length);
    put(dict, "body", Tcl_NewByteArrayObj((const unsigned char *)body, (int)length));
    return dict;
}

/* NOT_FOUND for ZOOM_E_NOT_FOUND, OK for ZOOM_OK. */
static const char *short_name(int32_t status)
{
    const char *name = zu.status_name(status);
    const char *prefix = status == RAW_OK ? "ZOOM_" : "ZOOM_E_";
    return strncmp(name, prefix, strlen(prefix)) == 0 ? name + strlen(prefix) : name;
}

Tcl_Obj *zu_row(const zoom_result *row)
{
    Tcl_Obj *dict = Tcl_NewDictObj();
    zoom_result *result = (zoom_result *)row;
    for (const char *const *what = OF_ROW; *what != NULL; what++) {
        put(dict, *what, zu_string(zu.result_text(result, *what)));
    }
    for (const char *const *what = OF_ROW_NUMBERS; *what != NULL; what++) {
        int64_t number = zu.result_number(result, *what);
        put(dict, *what, number < 0 ? Tcl_NewObj() : Tcl_NewWideIntObj(number));
    }
    put(dict, "status", Tcl_NewStringObj(short_name(zu.result_status(result)), -1));
    return dict;
}

/* {ZOOMUSER NOT_FOUND dict}, and the message as the result of the command. */
static int fail(struct zu_call *call, int32_t status, Tcl_Obj *dict, const char *message)
{
    Tcl_Obj *code[] = {Tcl_NewStringObj("ZOOMUSER", -1), Tcl_NewStringObj(short_name(status), -1), dict};
    Tcl_SetObjResult(call->interp, zu_string(message));
    Tcl_SetObjErrorCode(call->interp, Tcl_NewListObj(3, code));
    return zu_end(call, TCL_ERROR);
}

int zu_finish(struct zu_call *call, int32_t status, zoom_result *result)
{
    return zu_finish_users(call, status, result, NULL);
}

int zu_finish_users(struct zu_call *call, int32_t status, zoom_result *result, Tcl_Obj *members)
{
    if (result == NULL) {
        return zu_refused(call, status, zu.status_text(status));
    }
    Tcl_Obj *dict = as_dict(result);
    if (members != NULL) {
        put(dict, "users", users(result, members));
    }
    for (int i = 0; i < call->handle_count; i++) {
        struct zu_token *token = call->handles[i]->token;
        if (token != NULL && token->failure != NULL) {
            put(dict, "cause", Tcl_NewStringObj(token->failure, -1));
            put(dict, "cause_options", Tcl_NewStringObj(token->failure_options, -1));
            zu_token_forget_failure(token);
        }
    }
    if (status == RAW_OK) {
        zu.result_free(result);
        Tcl_SetObjResult(call->interp, dict);
        return zu_end(call, TCL_OK);
    }
    int code = fail(call, status, dict, zu.result_text(result, "message"));
    zu.result_free(result);
    return code;
}

int zu_refused(struct zu_call *call, int32_t status, const char *why)
{
    if (status == RAW_OK) {
        Tcl_ResetResult(call->interp);
        return zu_end(call, TCL_OK);
    }
    /* A result that says nothing else: a program reads the same members of every failure. */
    Tcl_Obj *dict = as_dict(NULL);
    put_status(dict, status);
    put(dict, "message", zu_string(why));
    return fail(call, status, dict, why);
}
