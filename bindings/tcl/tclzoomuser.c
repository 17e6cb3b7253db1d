/* The extension: it finds the library, and has the commands that need no object. */

#include "tclzoomuser.h"

struct raw_functions zu;

/* The names without their end. */
#define COUNT (sizeof RAW_NAMES / sizeof *RAW_NAMES - 1)

/* It guards the loading. */
TCL_DECLARE_MUTEX(lock)
static int is_loaded = 0;

static int find_functions(Tcl_Interp *interp, Tcl_Obj *path)
{
    union {
        void *addresses[COUNT];
        struct raw_functions functions;
    } found;
    _Static_assert(sizeof found.addresses == sizeof found.functions, "an address for each function");
    Tcl_LoadHandle library;
    if (Tcl_LoadFile(interp, path, RAW_NAMES, 0, &found, &library) != TCL_OK) {
        return TCL_ERROR;
    }
    uint32_t abi = found.functions.abi_version();
    if (abi != RAW_ABI_VERSION) {
        Tcl_SetObjResult(interp, Tcl_ObjPrintf("zoomuser: %s: the library has ABI %u, expected %d", Tcl_GetString(path),
                                               (unsigned)abi, RAW_ABI_VERSION));
        return TCL_ERROR;
    }
    zu = found.functions;
    is_loaded = 1;
    return TCL_OK;
}

/* Everything of the library that needs no object: `what` and its argument. */
static int about(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
    static const char *const whats[] = {"version",     "abi_version",  "status_name", "status_text", "cleanup",
                                        "field_count", "option_count", NULL};
    int what, status = 0;
    (void)data;
    if (objc < 2 || objc > 3) {
        Tcl_WrongNumArgs(interp, 1, objv, "what ?status?");
        return TCL_ERROR;
    }
    if (Tcl_GetIndexFromObj(interp, objv[1], whats, "fact", TCL_EXACT, &what) != TCL_OK ||
        (objc == 3 && Tcl_GetIntFromObj(interp, objv[2], &status) != TCL_OK)) {
        return TCL_ERROR;
    }
    Tcl_Obj *value = NULL;
    switch (what) {
    case 0:
        value = zu_string(zu.version());
        break;
    case 1:
        value = Tcl_NewWideIntObj(zu.abi_version());
        break;
    case 2:
        value = zu_string(zu.status_name(status));
        break;
    case 3:
        value = zu_string(zu.status_text(status));
        break;
    case 4:
        zu.cleanup();
        break;
    case 5:
        value = Tcl_NewWideIntObj((Tcl_WideInt)zu.field_count());
        break;
    default:
        value = Tcl_NewWideIntObj((Tcl_WideInt)zu.option_count());
        break;
    }
    if (value != NULL) {
        Tcl_SetObjResult(interp, value);
    }
    return TCL_OK;
}

/* A text of the catalogue: field or option, its number, what. */
static int catalogue(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
    static const char *const nouns[] = {"field", "option", NULL};
    int noun, i;
    (void)data;
    if (objc != 4) {
        Tcl_WrongNumArgs(interp, 1, objv, "noun number what");
        return TCL_ERROR;
    }
    if (Tcl_GetIndexFromObj(interp, objv[1], nouns, "noun", TCL_EXACT, &noun) != TCL_OK ||
        Tcl_GetIntFromObj(interp, objv[2], &i) != TCL_OK) {
        return TCL_ERROR;
    }
    const char *what = Tcl_GetString(objv[3]);
    Tcl_SetObjResult(interp, zu_string(noun == 0 ? zu.field_text((size_t)i, what) : zu.option_text((size_t)i, what)));
    return TCL_OK;
}

static int update_user(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
    (void)data;
    if (objc != 5) {
        Tcl_WrongNumArgs(interp, 1, objv, "token user_id fields_json options_json");
        return TCL_ERROR;
    }
    struct zu_call call;
    zu_begin(&call, interp);
    const char *token = zu_text(&call, objv[1], "token");
    const char *user_id = zu_text(&call, objv[2], "user_id");
    const char *fields = zu_text(&call, objv[3], "fields_json");
    const char *options = zu_text(&call, objv[4], "options_json");
    if (call.failed) {
        return zu_end(&call, TCL_ERROR);
    }
    zoom_result *result = NULL;
    int32_t status = zu.update_user(token, user_id, fields, options, &result, NULL, 0);
    return zu_finish(&call, status, result);
}

static int log_command(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
    int level;
    (void)data;
    if (objc != 3) {
        Tcl_WrongNumArgs(interp, 1, objv, "level command");
        return TCL_ERROR;
    }
    if (Tcl_GetIntFromObj(interp, objv[1], &level) != TCL_OK) {
        return TCL_ERROR;
    }
    return zu_set_log(interp, level, objv[2]);
}

/* The other commands are there once the library is. */
static int load(ClientData data, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[])
{
    (void)data;
    if (objc != 2) {
        Tcl_WrongNumArgs(interp, 1, objv, "path");
        return TCL_ERROR;
    }
    Tcl_MutexLock(&lock);
    int code = is_loaded ? TCL_OK : find_functions(interp, objv[1]);
    Tcl_MutexUnlock(&lock);
    if (code != TCL_OK) {
        return code;
    }
    Tcl_ResetResult(interp);
    zu_create_commands(interp);
    Tcl_CreateObjCommand(interp, "::zoomuser::raw::about", about, NULL, NULL);
    Tcl_CreateObjCommand(interp, "::zoomuser::raw::catalogue", catalogue, NULL, NULL);
    Tcl_CreateObjCommand(interp, "::zoomuser::raw::update_user", update_user, NULL, NULL);
    Tcl_CreateObjCommand(interp, "::zoomuser::raw::log", log_command, NULL, NULL);
    return TCL_OK;
}

DLLEXPORT int Tclzoomuser_Init(Tcl_Interp *interp)
{
    if (Tcl_InitStubs(interp, "8.6", 0) == NULL) {
        return TCL_ERROR;
    }
    Tcl_CreateObjCommand(interp, "::zoomuser::raw::load", load, NULL, NULL);
    return TCL_OK;
}
