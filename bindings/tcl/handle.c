/* Objects of the library by name. A name is never used twice, and known in all threads, so that one can cancel another's call. */

#include <stdio.h>

#include "tclzoomuser.h"

static const char *const KINDS[] = {"client", "patch", "form", "bulk"};

/* It guards everything below. */
TCL_DECLARE_MUTEX(lock)
static Tcl_HashTable handles;
static int is_ready = 0;
static unsigned long last_name = 0;

int zu_register(Tcl_Interp *interp, enum zu_kind kind, void *pointer)
{
    if (pointer == NULL) {
        Tcl_SetResult(interp, "zoomuser: out of memory", TCL_STATIC);
        return TCL_ERROR;
    }
    struct zu_handle *handle = (struct zu_handle *)ckalloc(sizeof *handle);
    *handle = (struct zu_handle){kind, pointer, NULL, 0, 0};
    char name[64];
    int is_new;
    Tcl_MutexLock(&lock);
    if (!is_ready) {
        Tcl_InitHashTable(&handles, TCL_STRING_KEYS);
        is_ready = 1;
    }
    snprintf(name, sizeof name, "zoomuser_%s%lu", KINDS[kind], ++last_name);
    Tcl_SetHashValue(Tcl_CreateHashEntry(&handles, name, &is_new), handle);
    Tcl_MutexUnlock(&lock);
    Tcl_SetObjResult(interp, Tcl_NewStringObj(name, -1));
    return TCL_OK;
}

/* The entry of a name; the lock is held. */
static Tcl_HashEntry *find(Tcl_Obj *name)
{
    return is_ready ? Tcl_FindHashEntry(&handles, Tcl_GetString(name)) : NULL;
}

struct zu_handle *zu_lend(Tcl_Interp *interp, Tcl_Obj *name, enum zu_kind kind)
{
    Tcl_MutexLock(&lock);
    Tcl_HashEntry *entry = find(name);
    struct zu_handle *handle = entry == NULL ? NULL : (struct zu_handle *)Tcl_GetHashValue(entry);
    if (handle != NULL && handle->kind != kind) {
        handle = NULL;
    }
    if (handle != NULL) {
        handle->uses++;
    }
    Tcl_MutexUnlock(&lock);
    if (handle == NULL) {
        Tcl_SetObjResult(interp, Tcl_ObjPrintf("zoomuser: the %s is closed, or none", KINDS[kind]));
        Tcl_SetErrorCode(interp, "ZOOMUSER", "CLOSED", NULL);
    }
    return handle;
}

static void free_handle(struct zu_handle *handle)
{
    switch (handle->kind) {
    case ZU_CLIENT:
        zu.client_free((zoom_client *)handle->pointer);
        break;
    case ZU_PATCH:
        zu.user_patch_free((zoom_user_patch *)handle->pointer);
        break;
    case ZU_FORM:
        zu.form_free((zoom_form *)handle->pointer);
        break;
    case ZU_BULK:
        zu.bulk_free((zoom_bulk *)handle->pointer);
        break;
    }
    zu_token_free(handle->token);
    ckfree((char *)handle);
}

void zu_token_free(struct zu_token *token)
{
    if (token == NULL) {
        return;
    }
    ckfree(token->command);
    zu_token_forget_failure(token);
    ckfree((char *)token);
}

void zu_token_forget_failure(struct zu_token *token)
{
    if (token->failure != NULL) {
        ckfree(token->failure);
        ckfree(token->failure_options);
    }
    token->failure = NULL;
    token->failure_options = NULL;
}

void zu_give_back(struct zu_handle *handle)
{
    Tcl_MutexLock(&lock);
    int is_last = --handle->uses == 0 && handle->is_closed;
    Tcl_MutexUnlock(&lock);
    if (is_last) {
        free_handle(handle);
    }
}

void zu_close(Tcl_Obj *name)
{
    struct zu_handle *unused = NULL;
    Tcl_MutexLock(&lock);
    Tcl_HashEntry *entry = find(name);
    if (entry != NULL) {
        struct zu_handle *handle = (struct zu_handle *)Tcl_GetHashValue(entry);
        Tcl_DeleteHashEntry(entry);
        handle->is_closed = 1;
        if (handle->uses == 0) {
            unused = handle;
        }
    }
    Tcl_MutexUnlock(&lock);
    if (unused != NULL) {
        free_handle(unused);
    }
}
