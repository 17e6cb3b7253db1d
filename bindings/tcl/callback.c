/* Commands of Tcl that the library calls: on the thread of the call, in the interpreter that made it. */

#include <string.h>

#include "tclzoomuser.h"

static char *copy(const char *text)
{
    return strcpy((char *)ckalloc(strlen(text) + 1), text);
}

/* Calls `{*}$command $first ?$second?` in the global scope; `second` may be NULL. */
static int evaluate(Tcl_Interp *interp, const char *command, Tcl_Obj *first, Tcl_Obj *second)
{
    Tcl_Obj *words = Tcl_NewStringObj(command, -1);
    Tcl_Obj *const given[] = {first, second};
    int code = TCL_OK;
    Tcl_IncrRefCount(words);
    for (int i = 0; i < 2 && given[i] != NULL; i++) {
        Tcl_IncrRefCount(given[i]);
        if (code == TCL_OK) {
            code = Tcl_ListObjAppendElement(interp, words, given[i]);
        }
        Tcl_DecrRefCount(given[i]);
    }
    if (code == TCL_OK) {
        code = Tcl_EvalObjEx(interp, words, TCL_EVAL_GLOBAL);
    }
    Tcl_DecrRefCount(words);
    return code;
}

/* ---- The token ------------------------------------------------------------------------------------------------------ */

static int32_t give(const char *token, size_t length, char *buffer, size_t capacity)
{
    if (length >= capacity || memchr(token, '\0', length) != NULL) {
        return 0;
    }
    memcpy(buffer, token, length);
    buffer[length] = '\0';
    return 1;
}

/* The library calls it during a call that zu_object let through, so that the interpreter is there, and this is its thread. */
static int32_t CALL token_wanted(void *user_data, int32_t was_refused, char *buffer, size_t capacity)
{
    struct zu_token *token = (struct zu_token *)user_data;
    Tcl_Interp *interp = token->interp;
    if (token->thread != Tcl_GetCurrentThread()) {
        /* It was set after zu_object had looked. */
        return 1;
    }
    Tcl_InterpState state = Tcl_SaveInterpState(interp, TCL_OK);
    const char *why = "the command for the token failed";
    int code = evaluate(interp, token->command, Tcl_NewIntObj(was_refused), NULL);
    struct zu_call call;
    zu_begin(&call, interp);
    size_t length;
    const char *given = zu_counted(&call, Tcl_GetObjResult(interp), &length);
    int is_given = code == TCL_OK && give(given, length, buffer, capacity);
    if (code == TCL_OK && !is_given) {
        why = "the command for the token gave none that fits";
    }
    if (!is_given) {
        /* What it said may hold a secret: it is for the program only. */
        zu_token_forget_failure(token);
        token->failure = copy(code == TCL_OK ? why : Tcl_GetStringResult(interp));
        Tcl_Obj *options = Tcl_GetReturnOptions(interp, code);
        Tcl_IncrRefCount(options);
        token->failure_options = copy(Tcl_GetString(options));
        Tcl_DecrRefCount(options);
        give(why, strlen(why), buffer, capacity);
    }
    zu_end(&call, TCL_OK);
    Tcl_RestoreInterpState(interp, state);
    return is_given ? 0 : 1;
}

int zu_set_token(struct zu_call *call, struct zu_handle *client, Tcl_Obj *command)
{
    struct zu_token *token = NULL;
    if (*Tcl_GetString(command) != '\0') {
        token = (struct zu_token *)ckalloc(sizeof *token);
        *token = (struct zu_token){Tcl_GetCurrentThread(), call->interp, copy(Tcl_GetString(command)), NULL, NULL};
    }
    zoom_client *pointer = (zoom_client *)client->pointer;
    int32_t status = zu.client_set_token_callback(pointer, token == NULL ? NULL : token_wanted, token);
    if (status == RAW_OK) {
        zu_token_free(client->token);
        client->token = token;
    } else {
        zu_token_free(token);
    }
    return zu_refused(call, status, zu.status_text(status));
}

/* ---- The log -------------------------------------------------------------------------------------------------------- */

/* The command of a thread; a thread without one has no log. */
struct log {
    Tcl_Interp *interp;
    char *command;
};

static Tcl_ThreadDataKey log_key;

static void forget(ClientData data, Tcl_Interp *interp)
{
    struct log *log = (struct log *)data;
    if (log->interp == interp) {
        ckfree(log->command);
        *log = (struct log){NULL, NULL};
    }
}

static void CALL line_logged(int32_t level, const char *line, void *user_data)
{
    (void)user_data;
    struct log *log = (struct log *)Tcl_GetThreadData(&log_key, sizeof *log);
    if (log->interp == NULL) {
        return;
    }
    Tcl_Interp *interp = log->interp;
    Tcl_Preserve(interp);
    Tcl_InterpState state = Tcl_SaveInterpState(interp, TCL_OK);
    int code = evaluate(interp, log->command, Tcl_NewIntObj(level), zu_string(line));
    if (code != TCL_OK) {
        Tcl_BackgroundException(interp, code);
    }
    Tcl_RestoreInterpState(interp, state);
    Tcl_Release(interp);
}

int zu_set_log(Tcl_Interp *interp, int level, Tcl_Obj *command)
{
    struct log *log = (struct log *)Tcl_GetThreadData(&log_key, sizeof *log);
    int is_on = level > 0 && *Tcl_GetString(command) != '\0';
    if (zu.set_log_callback(is_on ? level : 0, is_on ? line_logged : NULL, NULL) != RAW_OK) {
        Tcl_SetResult(interp, "zoomuser: level: expected a number from 0 to 5", TCL_STATIC);
        Tcl_SetErrorCode(interp, "ZOOMUSER", "USAGE", NULL);
        return TCL_ERROR;
    }
    if (log->interp != NULL) {
        Tcl_DontCallWhenDeleted(log->interp, forget, log);
        forget(log, log->interp);
    }
    if (is_on) {
        *log = (struct log){interp, copy(Tcl_GetString(command))};
        Tcl_CallWhenDeleted(interp, forget, log);
    }
    return TCL_OK;
}

/* ---- The rows of a bulk run ----------------------------------------------------------------------------------------- */

/* `break` ends the run, and so does an error, which the run then ends with. */
static int32_t CALL row_ended(void *user_data, size_t index, const zoom_result *row)
{
    (void)index;
    struct zu_rows *rows = (struct zu_rows *)user_data;
    if (rows->failure != NULL) {
        return 1;
    }
    Tcl_InterpState state = Tcl_SaveInterpState(rows->interp, TCL_OK);
    int code = evaluate(rows->interp, rows->command, zu_row(row), NULL);
    if (code == TCL_ERROR) {
        rows->failure = Tcl_SaveInterpState(rows->interp, code);
    }
    Tcl_RestoreInterpState(rows->interp, state);
    return code == TCL_ERROR || code == TCL_BREAK ? 1 : 0;
}

zoom_row_callback zu_row_callback(const struct zu_rows *rows)
{
    return *rows->command == '\0' ? NULL : row_ended;
}
