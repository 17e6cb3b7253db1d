/* The extension: what its files share. */

#ifndef TCLZOOMUSER_H
#define TCLZOOMUSER_H

#include <tcl.h>

#include "raw.h"

/* The library's functions; all NULL until zu_load. */
extern struct raw_functions zu;

/* ---- handle.c: objects of the library, known by name in all threads ------------------------------------------------- */

enum zu_kind { ZU_CLIENT, ZU_PATCH, ZU_FORM, ZU_BULK };

/* A command of Tcl that gives tokens, and whose it is. */
struct zu_token {
    Tcl_ThreadId thread;
    Tcl_Interp *interp;
    char *command;
    /* What the command failed with in this call and its return options, or NULL. */
    char *failure;
    char *failure_options;
};

/* It is freed when it is closed and no call uses it. */
struct zu_handle {
    enum zu_kind kind;
    void *pointer;
    struct zu_token *token;
    int uses;
    int is_closed;
};

/* Makes the pointer known; the name is the result of the command. */
int zu_register(Tcl_Interp *interp, enum zu_kind kind, void *pointer);
/* The handle of this name in use, or NULL with an error. */
struct zu_handle *zu_lend(Tcl_Interp *interp, Tcl_Obj *name, enum zu_kind kind);
void zu_give_back(struct zu_handle *handle);
/* Closes it; a name that is not known is closed already. */
void zu_close(Tcl_Obj *name);
void zu_token_free(struct zu_token *token);
void zu_token_forget_failure(struct zu_token *token);

/* ---- call.c: arguments of a command, which it frees at its end ------------------------------------------------------ */

#define ZU_TEXTS 6
#define ZU_HANDLES 2

struct zu_call {
    Tcl_Interp *interp;
    Tcl_DString texts[ZU_TEXTS];
    int text_count;
    struct zu_handle *handles[ZU_HANDLES];
    int handle_count;
    /* An argument is not usable, and the interpreter says why. */
    int failed;
};

void zu_begin(struct zu_call *call, Tcl_Interp *interp);
/* Text in UTF-8 without a NUL; `what` names it in an error. */
const char *zu_text(struct zu_call *call, Tcl_Obj *value, const char *what);
/* The same with NUL, and its length. */
const char *zu_counted(struct zu_call *call, Tcl_Obj *value, size_t *length);
/* NULL for an empty text. */
const char *zu_optional(struct zu_call *call, Tcl_Obj *value, const char *what);
const void *zu_bytes(struct zu_call *call, Tcl_Obj *value, const char *what, size_t *length);
/* A pointer of the library. A client whose token a command gives is for the thread that set it, unless it is only cancelled. */
void *zu_object(struct zu_call *call, Tcl_Obj *name, enum zu_kind kind);
int zu_end(struct zu_call *call, int code);

/* ---- result.c ------------------------------------------------------------------------------------------------------- */

/* Text of the library. */
Tcl_Obj *zu_string(const char *text);
/* A row of a bulk run that has ended, with the keys of the list `rows` of a result. */
Tcl_Obj *zu_row(const zoom_result *row);
/* Ends a command with the result of a call: a dict, or an error whose code is {ZOOMUSER STATUS dict}. */
int zu_finish(struct zu_call *call, int32_t status, zoom_result *result);
/* The same with the list `users`, each a dict of these members. */
int zu_finish_users(struct zu_call *call, int32_t status, zoom_result *result, Tcl_Obj *members);
/* Ends a command with what a setter returned; `why` says what it refused. */
int zu_refused(struct zu_call *call, int32_t status, const char *why);

/* ---- callback.c: commands of Tcl that the library calls ------------------------------------------------------------- */

int zu_set_token(struct zu_call *call, struct zu_handle *client, Tcl_Obj *command);
int zu_set_log(Tcl_Interp *interp, int level, Tcl_Obj *command);

/* A command that is called for each row of a bulk run. */
struct zu_rows {
    Tcl_Interp *interp;
    const char *command;
    /* The error that ended the run, or NULL. */
    Tcl_InterpState failure;
};

/* The callback for rows, whose user data is a struct zu_rows; NULL for an empty command. */
zoom_row_callback zu_row_callback(const struct zu_rows *rows);

/* ---- command.c ------------------------------------------------------------------------------------------------------ */

void zu_create_commands(Tcl_Interp *interp);

#endif
