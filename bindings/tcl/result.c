/* The result of a call, as a dict: an ordinary value that does not depend on the library. */

#include <string.h>

#include "tclzoomuser.h"

static const char *const TEXTS[] = {"message", "hint", "api_message", "tracking_id", "json",
                                    "reason",  "head",   "rendered",    "user",        NULL};
static const char *const NUMBERS[] = {"http_status", "api_code", "attempts", "waited_ms", "retry_after_ms", NULL};
static const char *const LISTS[] = {"field_errors", "problems", "warnings", NULL};
static const char *const OF_ITEM[] = {"field", "message", NULL};
static const char *const OF_FIELD[] = {"field", "outcome", "old", "new", "seen", NULL};
static const char *const OF_HEADER[] = {"name", "value", NULL};
static const char *const OF_CHECK[] = {"name", "url", "outcome", "message", "hint", NULL};

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

static Tcl_Obj *as_dict(zoom_result *result)
{
    Tcl_Obj *dict = Tcl_NewDictObj();
    size_t length = 0;
    put_status(dict, zu.result_status(result));
    for (const char *const *what = TEXTS; *what != NULL; what++) {
        put(dict, *what, zu_string(zu.result_text(result, *what)));
    }
    for (const char *const *what = NUMBERS; *what != NULL; what++) {
        put(dict, *what, Tcl_NewWideIntObj(zu.result_number(result, *what)));
    }
    for (const char *const *list = LISTS; *list != NULL; list++) {
        put(dict, *list, items(result, *list, OF_ITEM));
    }
    put(dict, "fields", items(result, "fields", OF_FIELD));
    put(dict, "headers", items(result, "headers", OF_HEADER));
    put(dict, "items", user(result));
    put(dict, "checks", items(result, "checks", OF_CHECK));
    const char *body = zu.result_body(result, &length);
    put(dict, "body", Tcl_NewByteArrayObj((const unsigned char *)body, (int)length));
    return dict;
}

/* {ZOOMUSER NOT_FOUND dict}, and the message as the result of the command. */
static int fail(struct zu_call *call, int32_t status, Tcl_Obj *dict, const char *message)
{
    const char *name = zu.status_name(status);
    const char *prefix = "ZOOM_E_";
    if (strncmp(name, prefix, strlen(prefix)) == 0) {
        name += strlen(prefix);
    }
    Tcl_Obj *code[] = {Tcl_NewStringObj("ZOOMUSER", -1), Tcl_NewStringObj(name, -1), dict};
    Tcl_SetObjResult(call->interp, zu_string(message));
    Tcl_SetObjErrorCode(call->interp, Tcl_NewListObj(3, code));
    return zu_end(call, TCL_ERROR);
}

int zu_finish(struct zu_call *call, int32_t status, zoom_result *result)
{
    if (result == NULL) {
        return zu_refused(call, status, zu.status_text(status));
    }
    Tcl_Obj *dict = as_dict(result);
    for (int i = 0; i < call->handle_count; i++) {
        struct zu_token *token = call->handles[i]->token;
        if (token != NULL && token->failure != NULL) {
            put(dict, "cause", Tcl_NewStringObj(token->failure, -1));
            ckfree(token->failure);
            token->failure = NULL;
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
    Tcl_Obj *dict = Tcl_NewDictObj();
    put_status(dict, status);
    put(dict, "message", zu_string(why));
    return fail(call, status, dict, why);
}
