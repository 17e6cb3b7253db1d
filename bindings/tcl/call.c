/* The arguments of a command as the library takes them. */

#include <string.h>

#include "tclzoomuser.h"

void zu_begin(struct zu_call *call, Tcl_Interp *interp)
{
    memset(call, 0, sizeof *call);
    call->interp = interp;
}

static void fail(struct zu_call *call, const char *what, const char *expected)
{
    if (!call->failed) {
        Tcl_SetObjResult(call->interp, Tcl_ObjPrintf("zoomuser: %s: expected %s", what, expected));
        Tcl_SetErrorCode(call->interp, "ZOOMUSER", "USAGE", NULL);
    }
    call->failed = 1;
}

const char *zu_counted(struct zu_call *call, Tcl_Obj *value, size_t *length)
{
    Tcl_DString *text = &call->texts[call->text_count++];
    int size;
    const char *from = Tcl_GetStringFromObj(value, &size);
    Tcl_Encoding utf8 = Tcl_GetEncoding(NULL, "utf-8");
    /* Tcl's internal UTF-8 encodes NUL and characters beyond 16 bits differently. */
    Tcl_UtfToExternalDString(utf8, from, size, text);
    Tcl_FreeEncoding(utf8);
    *length = (size_t)Tcl_DStringLength(text);
    return Tcl_DStringValue(text);
}

const char *zu_text(struct zu_call *call, Tcl_Obj *value, const char *what)
{
    size_t length;
    const char *text = zu_counted(call, value, &length);
    if (memchr(text, '\0', length) != NULL) {
        fail(call, what, "text without NUL");
    }
    return text;
}

const char *zu_optional(struct zu_call *call, Tcl_Obj *value, const char *what)
{
    const char *text = zu_text(call, value, what);
    return *text == '\0' ? NULL : text;
}

const void *zu_bytes(struct zu_call *call, Tcl_Obj *value, const char *what, size_t *length)
{
    int size;
    /* Tcl would truncate each character to its lowest 8 bits. */
    const Tcl_ObjType *bytes_type = Tcl_GetObjType("bytearray");
    if (value->typePtr == NULL || value->typePtr != bytes_type) {
        int count = Tcl_GetCharLength(value);
        for (int i = 0; i < count; i++) {
            if (Tcl_GetUniChar(value, i) > 0xff) {
                fail(call, what, "bytes, got text: use encoding convertto");
                break;
            }
        }
    }
    const unsigned char *bytes = Tcl_GetByteArrayFromObj(value, &size);
    *length = (size_t)size;
    return bytes;
}

void *zu_object(struct zu_call *call, Tcl_Obj *name, enum zu_kind kind)
{
    if (call->failed) {
        return NULL;
    }
    struct zu_handle *handle = zu_lend(call->interp, name, kind);
    if (handle == NULL) {
        call->failed = 1;
        return NULL;
    }
    call->handles[call->handle_count++] = handle;
    struct zu_token *token = handle->token;
    if (token != NULL && (token->thread != Tcl_GetCurrentThread() || token->interp != call->interp)) {
        fail(call, "client", "the interpreter that set the command for its token");
    }
    return handle->pointer;
}

int zu_end(struct zu_call *call, int code)
{
    for (int i = 0; i < call->text_count; i++) {
        Tcl_DStringFree(&call->texts[i]);
    }
    for (int i = 0; i < call->handle_count; i++) {
        zu_give_back(call->handles[i]);
    }
    return call->failed ? TCL_ERROR : code;
}
