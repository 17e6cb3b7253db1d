/* The commands zoomuser::raw::*, one for each thing the library does; zoomuser.tcl makes classes of them. */

#include <string.h>

#include "tclzoomuser.h"

#define COMMAND(name) static int name(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
/* Starts a command that takes `count` arguments. */
#define ARGUMENTS(count, usage)                                                                                          \
    (void)data;                                                                                                          \
    if (objc != (count) + 1) {                                                                                           \
        Tcl_WrongNumArgs(interp, 1, objv, usage);                                                                        \
        return TCL_ERROR;                                                                                                \
    }                                                                                                                    \
    struct zu_call call;                                                                                                 \
    zu_begin(&call, interp)
/* Ends it where an argument is not usable. */
#define CHECK_ARGUMENTS()                                                                                                \
    if (call.failed) {                                                                                                   \
        return zu_end(&call, TCL_ERROR);                                                                                 \
    }                                                                                                                    \
    zoom_result *result = NULL;                                                                                          \
    (void)result

/* ---- Clients -------------------------------------------------------------------------------------------------------- */

COMMAND(client_new)
{
    ARGUMENTS(0, NULL);
    return zu_end(&call, zu_register(interp, ZU_CLIENT, zu.client_new()));
}

/* Of clients, patches and forms. */
COMMAND(close_object)
{
    ARGUMENTS(1, "handle");
    zu_close(objv[1]);
    return zu_end(&call, TCL_OK);
}

COMMAND(client_set)
{
    ARGUMENTS(3, "client option value");
    zoom_client *client = zu_object(&call, objv[1], ZU_CLIENT);
    const char *option = zu_text(&call, objv[2], "option");
    const char *value = zu_text(&call, objv[3], Tcl_GetString(objv[2]));
    CHECK_ARGUMENTS();
    int32_t status = zu.client_set(client, option, value);
    return zu_refused(&call, status, zu.client_error(client));
}

COMMAND(client_token_command)
{
    ARGUMENTS(2, "client command");
    zu_object(&call, objv[1], ZU_CLIENT);
    CHECK_ARGUMENTS();
    return zu_set_token(&call, call.handles[0], objv[2]);
}

COMMAND(client_cancel)
{
    ARGUMENTS(1, "client");
    struct zu_handle *client = zu_lend(interp, objv[1], ZU_CLIENT);
    if (client == NULL) {
        return zu_end(&call, TCL_ERROR);
    }
    zu.client_cancel((zoom_client *)client->pointer);
    zu_give_back(client);
    return zu_end(&call, TCL_OK);
}

COMMAND(client_update_user)
{
    ARGUMENTS(3, "client user_id patch");
    zoom_client *client = zu_object(&call, objv[1], ZU_CLIENT);
    const char *user_id = zu_text(&call, objv[2], "user_id");
    zoom_user_patch *patch = zu_object(&call, objv[3], ZU_PATCH);
    CHECK_ARGUMENTS();
    int32_t status = zu.client_update_user(client, user_id, patch, &result);
    return zu_finish(&call, status, result);
}

COMMAND(client_get_user)
{
    ARGUMENTS(2, "client user_id");
    zoom_client *client = zu_object(&call, objv[1], ZU_CLIENT);
    const char *user_id = zu_text(&call, objv[2], "user_id");
    CHECK_ARGUMENTS();
    int32_t status = zu.client_get_user(client, user_id, &result);
    return zu_finish(&call, status, result);
}

COMMAND(client_list_users)
{
    ARGUMENTS(4, "client options_json page_token members");
    zoom_client *client = zu_object(&call, objv[1], ZU_CLIENT);
    const char *options = zu_text(&call, objv[2], "options");
    const char *page_token = zu_text(&call, objv[3], "page_token");
    CHECK_ARGUMENTS();
    int32_t status = zu.client_list_users(client, options, page_token, &result);
    return zu_finish_users(&call, status, result, objv[4]);
}

COMMAND(client_plan)
{
    ARGUMENTS(3, "client user_id patch");
    zoom_client *client = zu_object(&call, objv[1], ZU_CLIENT);
    const char *user_id = zu_text(&call, objv[2], "user_id");
    zoom_user_patch *patch = zu_object(&call, objv[3], ZU_PATCH);
    CHECK_ARGUMENTS();
    int32_t status = zu.client_plan(client, user_id, patch, &result);
    return zu_finish(&call, status, result);
}

COMMAND(client_doctor)
{
    ARGUMENTS(1, "client");
    zoom_client *client = zu_object(&call, objv[1], ZU_CLIENT);
    CHECK_ARGUMENTS();
    int32_t status = zu.client_doctor(client, &result);
    return zu_finish(&call, status, result);
}

COMMAND(client_render)
{
    ARGUMENTS(4, "client user_id patch format");
    zoom_client *client = zu_object(&call, objv[1], ZU_CLIENT);
    const char *user_id = zu_text(&call, objv[2], "user_id");
    zoom_user_patch *patch = zu_object(&call, objv[3], ZU_PATCH);
    const char *format = zu_text(&call, objv[4], "format");
    CHECK_ARGUMENTS();
    int32_t status = zu.client_render(client, user_id, patch, format, &result);
    return zu_finish(&call, status, result);
}

/* With a format it is shown instead of sent; with a form that is the body. */
COMMAND(client_request)
{
    ARGUMENTS(7, "client method path headers body form format");
    size_t length;
    zoom_client *client = zu_object(&call, objv[1], ZU_CLIENT);
    const char *method = zu_text(&call, objv[2], "method");
    const char *path = zu_text(&call, objv[3], "path");
    const char *headers = zu_text(&call, objv[4], "headers");
    const void *body = zu_bytes(&call, objv[5], "body", &length);
    zoom_form *form = *Tcl_GetString(objv[6]) == '\0' ? NULL : zu_object(&call, objv[6], ZU_FORM);
    const char *format = zu_optional(&call, objv[7], "format");
    CHECK_ARGUMENTS();
    int32_t status;
    if (format == NULL && form == NULL) {
        status = zu.client_request(client, method, path, headers, body, length, &result);
    } else if (format == NULL) {
        status = zu.client_request_form(client, method, path, headers, form, &result);
    } else if (form == NULL) {
        status = zu.client_render_request(client, method, path, headers, body, length, format, &result);
    } else {
        status = zu.client_render_form(client, method, path, headers, form, format, &result);
    }
    return zu_finish(&call, status, result);
}

/* ---- Patches -------------------------------------------------------------------------------------------------------- */

COMMAND(patch_new)
{
    ARGUMENTS(0, NULL);
    return zu_end(&call, zu_register(interp, ZU_PATCH, zu.user_patch_new()));
}

COMMAND(patch_set)
{
    ARGUMENTS(3, "patch field text");
    size_t length;
    zoom_user_patch *patch = zu_object(&call, objv[1], ZU_PATCH);
    const char *field = zu_text(&call, objv[2], "field");
    const char *text = zu_counted(&call, objv[3], &length);
    CHECK_ARGUMENTS();
    int32_t status = zu.user_patch_set_n(patch, field, text, length);
    return zu_refused(&call, status, zu.user_patch_error(patch));
}

COMMAND(patch_set_int64)
{
    ARGUMENTS(3, "patch field integer");
    Tcl_WideInt number;
    zoom_user_patch *patch = zu_object(&call, objv[1], ZU_PATCH);
    const char *field = zu_text(&call, objv[2], "field");
    CHECK_ARGUMENTS();
    /* Tcl 8.6 reads an unsigned 64-bit number as a negative one. */
    int is_negative = strchr(Tcl_GetString(objv[3]), '-') != NULL;
    if (Tcl_GetWideIntFromObj(NULL, objv[3], &number) != TCL_OK || (number < 0) != is_negative) {
        Tcl_SetObjResult(interp, Tcl_ObjPrintf("zoomuser: %s: expected a whole number of 64 bits", field));
        Tcl_SetErrorCode(interp, "ZOOMUSER", "USAGE", NULL);
        return zu_end(&call, TCL_ERROR);
    }
    int32_t status = zu.user_patch_set_int64(patch, field, number);
    return zu_refused(&call, status, zu.user_patch_error(patch));
}

COMMAND(patch_set_bool)
{
    ARGUMENTS(3, "patch field boolean");
    int is_true;
    zoom_user_patch *patch = zu_object(&call, objv[1], ZU_PATCH);
    const char *field = zu_text(&call, objv[2], "field");
    CHECK_ARGUMENTS();
    if (Tcl_GetBooleanFromObj(interp, objv[3], &is_true) != TCL_OK) {
        return zu_end(&call, TCL_ERROR);
    }
    int32_t status = zu.user_patch_set_bool(patch, field, is_true);
    return zu_refused(&call, status, zu.user_patch_error(patch));
}

COMMAND(patch_set_json)
{
    ARGUMENTS(3, "patch field json");
    size_t length;
    zoom_user_patch *patch = zu_object(&call, objv[1], ZU_PATCH);
    const char *field = zu_text(&call, objv[2], "field");
    const char *json = zu_counted(&call, objv[3], &length);
    CHECK_ARGUMENTS();
    int32_t status = zu.user_patch_set_json_n(patch, field, json, length);
    return zu_refused(&call, status, zu.user_patch_error(patch));
}

COMMAND(patch_set_null)
{
    ARGUMENTS(2, "patch field");
    zoom_user_patch *patch = zu_object(&call, objv[1], ZU_PATCH);
    const char *field = zu_text(&call, objv[2], "field");
    CHECK_ARGUMENTS();
    int32_t status = zu.user_patch_set_null(patch, field);
    return zu_refused(&call, status, zu.user_patch_error(patch));
}

COMMAND(patch_unset)
{
    ARGUMENTS(2, "patch field");
    zoom_user_patch *patch = zu_object(&call, objv[1], ZU_PATCH);
    const char *field = zu_text(&call, objv[2], "field");
    CHECK_ARGUMENTS();
    int32_t status = zu.user_patch_unset(patch, field);
    return zu_refused(&call, status, zu.user_patch_error(patch));
}

COMMAND(patch_check)
{
    ARGUMENTS(1, "patch");
    zoom_user_patch *patch = zu_object(&call, objv[1], ZU_PATCH);
    CHECK_ARGUMENTS();
    int32_t status = zu.user_patch_check(patch, &result);
    return zu_finish(&call, status, result);
}

/* ---- Forms ---------------------------------------------------------------------------------------------------------- */

COMMAND(form_new)
{
    ARGUMENTS(0, NULL);
    return zu_end(&call, zu_register(interp, ZU_FORM, zu.form_new()));
}

COMMAND(form_add)
{
    ARGUMENTS(3, "form name value");
    zoom_form *form = zu_object(&call, objv[1], ZU_FORM);
    const char *name = zu_text(&call, objv[2], "name");
    const char *value = zu_text(&call, objv[3], "value");
    CHECK_ARGUMENTS();
    int32_t status = zu.form_add(form, name, value);
    return zu_refused(&call, status, zu.form_error(form));
}

COMMAND(form_add_part)
{
    ARGUMENTS(6, "form name bytes file_name content_type charset");
    size_t length;
    zoom_form *form = zu_object(&call, objv[1], ZU_FORM);
    const char *name = zu_text(&call, objv[2], "name");
    const void *bytes = zu_bytes(&call, objv[3], "bytes", &length);
    const char *file_name = zu_optional(&call, objv[4], "file_name");
    const char *content_type = zu_optional(&call, objv[5], "content_type");
    const char *charset = zu_optional(&call, objv[6], "charset");
    CHECK_ARGUMENTS();
    int32_t status = zu.form_add_part(form, name, file_name, content_type, charset, bytes, length);
    return zu_refused(&call, status, zu.form_error(form));
}

/* ---- Many users ----------------------------------------------------------------------------------------------------- */

COMMAND(bulk_new)
{
    ARGUMENTS(0, NULL);
    return zu_end(&call, zu_register(interp, ZU_BULK, zu.bulk_new()));
}

COMMAND(bulk_add)
{
    ARGUMENTS(3, "bulk user_id patch");
    zoom_bulk *bulk = zu_object(&call, objv[1], ZU_BULK);
    const char *user_id = zu_text(&call, objv[2], "user_id");
    zoom_user_patch *patch = zu_object(&call, objv[3], ZU_PATCH);
    CHECK_ARGUMENTS();
    int32_t status = zu.bulk_add(bulk, user_id, patch);
    return zu_refused(&call, status, zu.bulk_error(bulk));
}

COMMAND(bulk_add_file)
{
    ARGUMENTS(3, "bulk path options_json");
    zoom_bulk *bulk = zu_object(&call, objv[1], ZU_BULK);
    const char *path = zu_text(&call, objv[2], "path");
    const char *options = zu_text(&call, objv[3], "options");
    CHECK_ARGUMENTS();
    int32_t status = zu.bulk_add_file(bulk, path, options);
    return zu_refused(&call, status, zu.bulk_error(bulk));
}

/* `what` is a run of a bulk, or goes on with the run in a folder or undoes it. */
COMMAND(client_run)
{
    static const char *const whats[] = {"run", "resume", "undo", NULL};
    int what;
    ARGUMENTS(5, "what client bulk_or_folder options_json row_command");
    if (Tcl_GetIndexFromObj(interp, objv[1], whats, "run", TCL_EXACT, &what) != TCL_OK) {
        return zu_end(&call, TCL_ERROR);
    }
    zoom_client *client = zu_object(&call, objv[2], ZU_CLIENT);
    zoom_bulk *bulk = what == 0 ? zu_object(&call, objv[3], ZU_BULK) : NULL;
    const char *folder = what == 0 ? NULL : zu_text(&call, objv[3], "folder");
    const char *options = zu_text(&call, objv[4], "options");
    CHECK_ARGUMENTS();
    struct zu_rows rows = {interp, Tcl_GetString(objv[5]), NULL};
    zoom_row_callback callback = zu_row_callback(&rows);
    int32_t status;
    if (what == 0) {
        status = zu.client_run_bulk(client, bulk, options, callback, &rows, &result);
    } else if (what == 1) {
        status = zu.client_resume_bulk(client, folder, options, callback, &rows, &result);
    } else {
        status = zu.client_undo_bulk(client, folder, options, callback, &rows, &result);
    }
    if (rows.failure != NULL) {
        zu.result_free(result);
        return zu_end(&call, Tcl_RestoreInterpState(interp, rows.failure));
    }
    return zu_finish(&call, status, result);
}

/* ---- Table ---------------------------------------------------------------------------------------------------------- */

void zu_create_commands(Tcl_Interp *interp)
{
    static const struct {
        const char *name;
        Tcl_ObjCmdProc *command;
    } commands[] = {
        {"::zoomuser::raw::client_new", client_new},
        {"::zoomuser::raw::close", close_object},
        {"::zoomuser::raw::client_set", client_set},
        {"::zoomuser::raw::client_token_command", client_token_command},
        {"::zoomuser::raw::client_cancel", client_cancel},
        {"::zoomuser::raw::client_update_user", client_update_user},
        {"::zoomuser::raw::client_get_user", client_get_user},
        {"::zoomuser::raw::client_list_users", client_list_users},
        {"::zoomuser::raw::client_plan", client_plan},
        {"::zoomuser::raw::client_run", client_run},
        {"::zoomuser::raw::client_doctor", client_doctor},
        {"::zoomuser::raw::client_render", client_render},
        {"::zoomuser::raw::client_request", client_request},
        {"::zoomuser::raw::patch_new", patch_new},
        {"::zoomuser::raw::patch_set", patch_set},
        {"::zoomuser::raw::patch_set_int64", patch_set_int64},
        {"::zoomuser::raw::patch_set_bool", patch_set_bool},
        {"::zoomuser::raw::patch_set_json", patch_set_json},
        {"::zoomuser::raw::patch_set_null", patch_set_null},
        {"::zoomuser::raw::patch_unset", patch_unset},
        {"::zoomuser::raw::patch_check", patch_check},
        {"::zoomuser::raw::form_new", form_new},
        {"::zoomuser::raw::form_add", form_add},
        {"::zoomuser::raw::form_add_part", form_add_part},
        {"::zoomuser::raw::bulk_new", bulk_new},
        {"::zoomuser::raw::bulk_add", bulk_add},
        {"::zoomuser::raw::bulk_add_file", bulk_add_file},
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        Tcl_CreateObjCommand(interp, commands[i].name, commands[i].command, NULL, NULL);
    }
}
