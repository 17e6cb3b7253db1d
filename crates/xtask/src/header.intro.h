/*
zoomuser @VERSION@: change a Zoom user (PATCH /v2/users/{userId}).

Link with -lzoomuser, or load libzoomuser.so, libzoomuser.dylib or zoomuser.dll. There is nothing to start and nothing to
shut down. The shortest program:

    char message[256];
    zoom_status status = zoom_update_user(token, "ada@example.com", "{\"first_name\":\"Ada\"}", NULL,
                                          NULL, message, sizeof message);
    puts(message);

The contract, for all functions:

Ownership  What a _new function returns or a pointer `**out` receives is yours: free it with its _free function, once,
           from any thread; NULL is a no-op there. All other pointers belong to the library. Everything you give is
           copied during the call and may be freed after it.
Text       NUL-terminated UTF-8, in and out, never the ANSI code page. Functions that end in _utf16 take and return
           NUL-terminated UTF-16 in the byte order of the machine, the strings of BASIC, VBA, Delphi and C#; those that
           end in _n take a value with its length. A text function never returns NULL: what is not there is "". The
           texts of a result live until it is freed.
Errors     A function that can fail returns a zoom_status: 0 (ZOOM_OK) is success. The numbers never change. Details
           are in the result of a call, or in the _error function of the object whose setter refused; nothing is kept
           per thread. A NULL where a pointer is needed is ZOOM_E_NULL; NULL never means JSON null. A defect inside the
           library is ZOOM_E_PANIC, not the end of your program.
Threads    Any function may be called from any thread. A client, a patch and a form are used by one thread at a time: a second
           call at the same time returns ZOOM_E_BUSY and changes nothing. A result may be read by many.
Fork       A child may use what was made before the fork and makes its own connections. A handle that another thread was
           using at the moment of the fork is ZOOM_E_BUSY in the child.
Secrets    The access token is in no message, no result and no log of this library.
*/

#ifndef ZOOMUSER_H
#define ZOOMUSER_H

#include <stddef.h>
#include <stdint.h>

/* The calling convention: that of VB6, VBA and Delphi on 32-bit Windows, the only one everywhere else. */
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
/* What zoom_abi_version() of a fitting library returns. */
#define ZOOM_ABI_VERSION @ABI@

