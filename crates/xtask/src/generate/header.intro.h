/*
zoomuser @VERSION@: change a Zoom user (PATCH /v2/users/{userId}).

Link with -lzoomuser, or load libzoomuser.so, libzoomuser.dylib or zoomuser.dll. No initialization or shutdown is
needed. The shortest program:

    char message[256];
    zoom_status status = zoom_update_user(token, "ada@example.com", "{\"first_name\":\"Ada\"}", NULL,
                                          NULL, message, sizeof message);
    puts(message);

The contract of all functions:

Ownership  You own what a _new function returns or a pointer `**out` receives: free it with its _free function, once,
           from any thread; _free(NULL) is a no-op. All other pointers belong to the library. The library copies every
           argument during the call; you may free it afterwards.
Text       NUL-terminated UTF-8, in and out, never the ANSI code page. Functions that end in _utf16 take and return
           NUL-terminated UTF-16 in native byte order, the strings of BASIC, VBA, Delphi and C#; those that end in _n
           take a value with its length. A function that returns text never returns NULL: a missing text is "". The
           texts of a result are valid until it is freed.
Errors     A function that can fail returns a zoom_status: 0 (ZOOM_OK) is success. The numbers never change. The result
           of a call has the details; if a setter fails, the _error function of its object has them. There is no
           thread-local state. NULL for a required pointer is ZOOM_E_NULL; NULL never means JSON null. A bug in the
           library is ZOOM_E_PANIC and does not terminate your program.
Threads    Any function may be called from any thread. Use a client, a patch, a form or a bulk from one thread at a
           time: a concurrent call returns ZOOM_E_BUSY and changes nothing. Any number of threads may read a result. The
           library needs 128 KiB of stack.
Fork       A child process may use objects made before the fork; it opens its own connections. An object that another
           thread was using at the time of the fork returns ZOOM_E_BUSY in the child.
Secrets    The access token is in no message, no result and no log of this library.
*/

#ifndef ZOOMUSER_H
#define ZOOMUSER_H

#include <stddef.h>
#include <stdint.h>

/* The calling convention: stdcall on 32-bit Windows, as VB6, VBA and Delphi expect it; elsewhere the default. */
#ifndef ZOOM_CALL
#if defined(_WIN32) && !defined(_WIN64)
#define ZOOM_CALL __stdcall
#else
#define ZOOM_CALL
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define ZOOM_VERSION "@VERSION@"
#define ZOOM_VERSION_MAJOR @MAJOR@
#define ZOOM_VERSION_MINOR @MINOR@
#define ZOOM_VERSION_PATCH @PATCH@
/* What zoom_abi_version() of a compatible library returns. */
#define ZOOM_ABI_VERSION @ABI@

