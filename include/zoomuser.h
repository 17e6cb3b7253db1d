/*
zoomuser 0.1.0: change a Zoom user (PATCH /v2/users/{userId}).

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

#define ZOOM_VERSION "0.1.0"
#define ZOOM_VERSION_MAJOR 0
#define ZOOM_VERSION_MINOR 1
#define ZOOM_VERSION_PATCH 0
/* What zoom_abi_version() of a fitting library returns. */
#define ZOOM_ABI_VERSION 1

/* ---- Status numbers ------------------------------------------------------------------------------------------------ */

#define ZOOM_OK 0                                            /* success */
#define ZOOM_E_NULL 1                                        /* a required pointer is NULL */
#define ZOOM_E_ENCODING 2                                    /* a text is not valid UTF-8 or UTF-16 */
#define ZOOM_E_INVALID_ARGUMENT 3                            /* an argument or option value is not usable */
#define ZOOM_E_UNKNOWN_NAME 4                                /* no such name */
#define ZOOM_E_INVALID_JSON 5                                /* a text is not valid JSON */
#define ZOOM_E_BUSY 7                                        /* the handle is in use by another thread */
#define ZOOM_E_MISSING_TOKEN 8                               /* no access token was given */
#define ZOOM_E_CHECK_FAILED 9                                /* the check found errors, nothing was sent */
#define ZOOM_E_DNS 20                                        /* the host name could not be resolved */
#define ZOOM_E_CONNECT 21                                    /* no connection could be made */
#define ZOOM_E_TLS 22                                        /* no trusted TLS connection could be made */
#define ZOOM_E_TIMEOUT 23                                    /* the call took longer than allowed */
#define ZOOM_E_CANCELLED 24                                  /* the call was cancelled */
#define ZOOM_E_IO 25                                         /* the connection broke before a complete answer */
#define ZOOM_E_PROXY 26                                      /* the proxy could not be used */
#define ZOOM_E_UNAUTHORIZED 40                               /* Zoom does not accept the access token */
#define ZOOM_E_FORBIDDEN 41                                  /* the token does not permit this */
#define ZOOM_E_NOT_FOUND 42                                  /* no such user on this account */
#define ZOOM_E_RATE_LIMITED 43                               /* Zoom's rate limit is reached */
#define ZOOM_E_REJECTED 44                                   /* Zoom refused the request */
#define ZOOM_E_SERVER 45                                     /* Zoom failed to handle the request */
#define ZOOM_E_UNEXPECTED 46                                 /* the answer is not one of this operation's */
#define ZOOM_E_NOT_APPLIED 47                                /* Zoom accepted the update but did not make it */
#define ZOOM_E_UNCONFIRMED 48                                /* Zoom accepted the update, but it could not be confirmed */
#define ZOOM_E_PANIC 90                                      /* a defect in this library was caught */
#define ZOOM_E_OUT_OF_MEMORY 91                              /* memory ran out */
#define ZOOM_E_INTERNAL 92                                   /* a defect in this library */

/* ---- Options: zoom_client_set and options_json --------------------------------------------------------------------- */

#define ZOOM_OPT_TOKEN "token"                               /* access token, without the word Bearer */
#define ZOOM_OPT_ACCOUNT_ID "account_id"                     /* account of a Server-to-Server OAuth app; the app's id and secret go with it */
#define ZOOM_OPT_CLIENT_ID "client_id"                       /* client id of the app */
#define ZOOM_OPT_CLIENT_SECRET "client_secret"               /* client secret of the app */
#define ZOOM_OPT_TOKEN_URL "token_url"                       /* where the app gets its tokens */
#define ZOOM_OPT_TOKEN_CACHE "token_cache"                   /* file by which processes share the app's token; one file an app */
#define ZOOM_OPT_BASE_URL "base_url"                         /* where the API is; else https://api.zoom.us/v2 or what comes with the token */
#define ZOOM_OPT_ENCODING "encoding"                         /* form of the body */
#define ZOOM_OPT_CHECK "check"                               /* whether errors of the check stop the call */
#define ZOOM_OPT_TIMEOUT_MS "timeout_ms"                     /* limit of one attempt */
#define ZOOM_OPT_CONNECT_TIMEOUT_MS "connect_timeout_ms"     /* limit of connecting, inside timeout_ms */
#define ZOOM_OPT_DEADLINE_MS "deadline_ms"                   /* limit of the whole call with all waits */
#define ZOOM_OPT_MAX_RETRIES "max_retries"                   /* repetitions of a request that failed for the moment */
#define ZOOM_OPT_PLAN "plan"                                 /* Zoom plan of the account, whose rate is kept; none for no pacing */
#define ZOOM_OPT_RATE_SHARE "rate_share"                     /* percent of the plan's rate that may be used */
#define ZOOM_OPT_RATE_FILE "rate_file"                       /* file by which processes share the rate; one file an account */
#define ZOOM_OPT_PROXY "proxy"                               /* URL of a proxy (http, https, socks5h, socks5, socks4a, socks4); off for none; else HTTPS_PROXY, ALL_PROXY, NO_PROXY */
#define ZOOM_OPT_CONNECT_TO "connect_to"                     /* HOST:PORT=ADDRESS:PORT, several by comma: connect there, all else stays HOST's */
#define ZOOM_OPT_CA_FILE "ca_file"                           /* PEM file of certificate authorities to trust as well */
#define ZOOM_OPT_SYSTEM_ROOTS "system_roots"                 /* trust the system's certificate authorities; off: those of ca_file only */
#define ZOOM_OPT_CERT_FILE "cert_file"                       /* PEM file of a client certificate and its chain, for servers that ask for one */
#define ZOOM_OPT_KEY_FILE "key_file"                         /* PEM file of the key of cert_file, not encrypted; else it is in cert_file */
#define ZOOM_OPT_USER_AGENT "user_agent"                     /* the header User-Agent; else zoomuser/VERSION */
#define ZOOM_OPT_SUB_ACCOUNT_ID "sub_account_id"             /* sub-account of the user, for tokens of a master account */
#define ZOOM_OPT_KEEP "keep"                                 /* keep the connection for the next call, for at most a minute */
#define ZOOM_OPT_VERIFY "verify"                             /* read the user before and after an update; success is confirmed by reading */
#define ZOOM_OPT_ONLY_CHANGES "only_changes"                 /* read the user before an update and send only what differs */

/* ---- Fields: zoom_user_patch_set and fields_json ------------------------------------------------------------------- */

#define ZOOM_FIELD_FIRST_NAME "first_name"                   /* first name */
#define ZOOM_FIELD_LAST_NAME "last_name"                     /* last name */
#define ZOOM_FIELD_DISPLAY_NAME "display_name"               /* name shown in meetings */
#define ZOOM_FIELD_TYPE "type"                               /* user type: 1 Basic, 2 Licensed, 4 No Meetings License */
#define ZOOM_FIELD_PMI "pmi"                                 /* personal meeting ID, 10 digits */
#define ZOOM_FIELD_USE_PMI "use_pmi"                         /* use the personal meeting ID for instant meetings */
#define ZOOM_FIELD_TIMEZONE "timezone"                       /* time zone, e.g. Europe/Berlin */
#define ZOOM_FIELD_LANGUAGE "language"                       /* language, e.g. en-US */
#define ZOOM_FIELD_DEPT "dept"                               /* department, used in reports */
#define ZOOM_FIELD_VANITY_NAME "vanity_name"                 /* personal link name */
#define ZOOM_FIELD_HOST_KEY "host_key"                       /* host key, 6 to 10 digits */
#define ZOOM_FIELD_CMS_USER_ID "cms_user_id"                 /* Kaltura user ID */
#define ZOOM_FIELD_JOB_TITLE "job_title"                     /* job title */
#define ZOOM_FIELD_COMPANY "company"                         /* company */
#define ZOOM_FIELD_LOCATION "location"                       /* location */
#define ZOOM_FIELD_PHONE_NUMBER "phone_number"               /* phone number, together with phone_country */
#define ZOOM_FIELD_PHONE_COUNTRY "phone_country"             /* country of phone_number, e.g. BR */
#define ZOOM_FIELD_CUSTOM_ATTRIBUTES "custom_attributes"     /* custom attributes, at most 5; whether Zoom replaces or merges them is not documented */
#define ZOOM_FIELD_GROUP_ID "group_id"                       /* group for a pending user */
#define ZOOM_FIELD_PHONE_NUMBERS "phone_numbers"             /* phone numbers, at most 3; whether Zoom replaces or merges them is not documented */
#define ZOOM_FIELD_MANAGER "manager"                         /* the user's manager */
#define ZOOM_FIELD_PRONOUNS "pronouns"                       /* pronouns */
#define ZOOM_FIELD_PRONOUNS_OPTION "pronouns_option"         /* show pronouns: 1 ask, 2 always, 3 never */
#define ZOOM_FIELD_PLAN_UNITED_TYPE "plan_united_type"       /* Zoom United plan, a number as text, or none */
#define ZOOM_FIELD_ZOOM_ONE_TYPE "zoom_one_type"             /* Zoom Workplace plan, 0 for none */
#define ZOOM_FIELD_FEATURE "feature"                         /* Zoom Phone on or off; off frees its numbers */
#define ZOOM_FIELD_ABOUT_ME "about_me"                       /* text about the user */
#define ZOOM_FIELD_LINKEDIN_URL "linkedin_url"               /* LinkedIn page */
#define ZOOM_FIELD_COST_CENTER "cost_center"                 /* cost centre */
#define ZOOM_FIELD_DIVISION_IDS "division_ids"               /* division the user belongs to */
#define ZOOM_FIELD_LICENSE_INFO_LIST "license_info_list"     /* licences by subscription, at most 2; for accounts with several subscriptions of one plan */
#define ZOOM_FIELD_LOGIN_TYPE "login_type"                   /* which login of the user is meant */
#define ZOOM_FIELD_REMOVE_TSP_CREDENTIALS "remove_tsp_credentials" /* remove the user's TSP credentials */

/* ---- Types --------------------------------------------------------------------------------------------------------- */

/** A status number; ZOOM_OK is 0. */
typedef int32_t zoom_status;

/** An account's way to Zoom: the token, the options and the kept connection. */
typedef struct zoom_client zoom_client;

/** The fields to change. A field is unset, set, or null; nothing is ever added to what you set. */
typedef struct zoom_user_patch zoom_user_patch;

/** Parts for a body of multipart/form-data, in your order. Nothing is added to what you set. */
typedef struct zoom_form zoom_form;

/** How a call ended, with Zoom's answer if there was one. It never changes; any number of threads may read it. */
typedef struct zoom_result zoom_result;

/**
Gives an access token: writes it as NUL-terminated text into `buffer`, which has room for `capacity` bytes, and returns 0.
Any other number says that there is none; the text in `buffer`, if any, then says why, in one line. `was_refused` is 0, or
1 if Zoom has just refused the token that was given before. `user_data` is the pointer given to
zoom_client_set_token_callback.
*/
typedef int32_t (ZOOM_CALL *zoom_token_callback)(void *user_data, int32_t was_refused, char *buffer,
                                                 size_t capacity);

/**
Receives a line of the log: its level (1 error, 2 warning, 3 info, 4 debug, 5 trace), the line without an end of line,
UTF-8, valid during the call only, and the pointer given to zoom_set_log_callback.
*/
typedef void (ZOOM_CALL *zoom_log_callback)(int32_t level, const char *line, void *user_data);

/* ---- The whole job in one call ------------------------------------------------------------------------------------- */

/**
 * Changes a user, all in one call.
 *
 * - `access_token`: the token; "" if it stands in the options.
 * - `user_id`: an id, an e-mail address, or "me" for the token's own user.
 * - `fields_json`: the fields to change as a JSON object, e.g. {"first_name":"Ada","type":2}.
 * - `options_json`: options as a JSON object, e.g. {"timeout_ms":5000}; NULL or "" for the defaults.
 * - `out`: NULL, or gets a result as for zoom_client_update_user.
 * - `message`, `message_capacity`: NULL and 0, or a buffer that gets the message of the result, cut at a character if it is
 *   too short; that never changes the status.
 *
 * The connection is kept for the next such call with the same token and options, for at most a minute; no more than 4 are
 * kept. The option "keep":"off" closes it, zoom_cleanup closes all.
 */
zoom_status ZOOM_CALL zoom_update_user(const char *access_token, const char *user_id, const char *fields_json,
                                       const char *options_json, zoom_result **out, char *message,
                                       size_t message_capacity);

/**
 * Closes the connections kept by zoom_update_user. Never needed: at the end of the program nothing has to be done.
 */
void ZOOM_CALL zoom_cleanup(void);

/* ---- Client -------------------------------------------------------------------------------------------------------- */

/** A client with every option at its default. Nothing is read or connected before the first call. */
zoom_client *ZOOM_CALL zoom_client_new(void);

/** Frees a client and closes its connection. NULL is a no-op. No call on it may be running. */
void ZOOM_CALL zoom_client_free(zoom_client *client);

/**
 * Sets an option (ZOOM_OPT_...). Every option is given as text; "" puts it back to its default. The next call makes a new
 * connection. Returns ZOOM_E_UNKNOWN_NAME or ZOOM_E_INVALID_ARGUMENT where name or value is not usable; then the option
 * stays as it was and zoom_client_error says why.
 */
zoom_status ZOOM_CALL zoom_client_set(zoom_client *client, const char *option, const char *value);

/**
 * Lets the program give the access tokens of this client itself, instead of an option; NULL ends that. The callback is
 * called on the thread of each call that needs a token, before anything is sent, and once more with `was_refused` 1 if Zoom
 * refuses the token; the update is then repeated once. Where it gives none the call ends with ZOOM_E_MISSING_TOKEN and the
 * callback's words.
 *
 * The callback must return, and neither throw nor longjmp. Calls on the same client from within it are ZOOM_E_BUSY, and no
 * other thread must update the same user for it. What it wrote is overwritten after use. `user_data` must live as long as
 * the client, or until another callback is set.
 */
zoom_status ZOOM_CALL zoom_client_set_token_callback(zoom_client *client, zoom_token_callback callback,
                                                     void *user_data);

/** Why the last zoom_client_set on this client refused, or "". The text lives until the next call on the client. */
const char *ZOOM_CALL zoom_client_error(const zoom_client *client);

/**
 * Changes a user: PATCH /users/{user_id}. `user_id` is an id, an e-mail address, or "me" for the token's own user.
 *
 * ZOOM_OK means that Zoom answered 204, completely received, and nothing else; with the option verify also that reading the
 * user confirms it, and with only_changes it may mean that nothing differed and nothing was sent ("attempts" is 0). `*out`, if `out` is not NULL, gets a result
 * to be freed with zoom_result_free, after success and after failure.
 * The patch is left as it is and may be used again.
 */
zoom_status ZOOM_CALL zoom_client_update_user(zoom_client *client, const char *user_id, const zoom_user_patch *patch,
                                              zoom_result **out);

/**
 * Reads a user: GET /users/{user_id}. `user_id` is an id, an e-mail address, or "me" for the token's own user.
 *
 * ZOOM_OK means a complete 200 with a JSON object: zoom_result_text "user" is that object, and the list "user" has each name
 * and value of it. Names are those of reading, e.g. vanity_url; `read_back` of zoom_field_text says which belongs to a field.
 * `*out`, if `out` is not NULL, gets a result to be freed with zoom_result_free, after success and after failure.
 */
zoom_status ZOOM_CALL zoom_client_get_user(zoom_client *client, const char *user_id, zoom_result **out);

/**
 * Looks at what an update needs: options, name, connection, proxy, certificate, clock, token, scopes, rate. Sends at most one
 * request for a token and one GET /users/me, and changes nothing.
 *
 * The list "checks" of the result has each check: "name", "url" (of the server it is about, or ""), "outcome" ("ok",
 * "warning", "failed" or "skipped"), "message" and "remedy". ZOOM_OK means that none failed; else the status is that of the
 * first that did. `*out`, if `out` is not NULL, gets a result to be freed with zoom_result_free in either case.
 */
zoom_status ZOOM_CALL zoom_client_doctor(zoom_client *client, zoom_result **out);

/**
 * Ends the call in flight on this client, from any thread: it returns ZOOM_E_CANCELLED within a fiftieth of a second.
 * Without a call in flight it has no effect.
 */
void ZOOM_CALL zoom_client_cancel(const zoom_client *client);

/* ---- Patch --------------------------------------------------------------------------------------------------------- */

/** A patch that sets nothing. */
zoom_user_patch *ZOOM_CALL zoom_user_patch_new(void);

/** Frees a patch. NULL is a no-op. */
void ZOOM_CALL zoom_user_patch_free(zoom_user_patch *patch);

/**
 * Sets a field (ZOOM_FIELD_...) to text. For a field that is not text the catalogue converts it when the call is made:
 * "2", "true", "[\"a\"]". A field that is set already gets the new value.
 *
 * The setters refuse only NULL, text that is not UTF-8 and JSON that is not JSON; names and values are judged when the
 * call is made, so that all problems are told at once.
 */
zoom_status ZOOM_CALL zoom_user_patch_set(zoom_user_patch *patch, const char *field, const char *text);

/** Sets a field to a whole number. */
zoom_status ZOOM_CALL zoom_user_patch_set_int(zoom_user_patch *patch, const char *field, int64_t value);

/** Sets a field to false (0) or true (anything else). */
zoom_status ZOOM_CALL zoom_user_patch_set_bool(zoom_user_patch *patch, const char *field, int32_t value);

/** Sets a field to JSON, e.g. an array. Its numbers and the order of its members are sent as you wrote them. */
zoom_status ZOOM_CALL zoom_user_patch_set_json(zoom_user_patch *patch, const char *field, const char *json);

/** Sets a field to JSON null. What Zoom does with it is not documented. */
zoom_status ZOOM_CALL zoom_user_patch_set_null(zoom_user_patch *patch, const char *field);

/** Takes a field out of the patch; ZOOM_OK also where it was not set. */
zoom_status ZOOM_CALL zoom_user_patch_unset(zoom_user_patch *patch, const char *field);

/**
 * Judges a patch; sends nothing. ZOOM_OK, or ZOOM_E_CHECK_FAILED with the list "problems"; "warnings" may be there after
 * both. `out` as for zoom_client_update_user.
 */
zoom_status ZOOM_CALL zoom_user_patch_check(const zoom_user_patch *patch, zoom_result **out);

/** Why the last setter on this patch refused, or "". The text lives until the next call on the patch. */
const char *ZOOM_CALL zoom_user_patch_error(const zoom_user_patch *patch);

/* ---- Form ---------------------------------------------------------------------------------------------------------- */

/** A form without parts. */
zoom_form *ZOOM_CALL zoom_form_new(void);

/** Frees a form. NULL is a no-op. */
void ZOOM_CALL zoom_form_free(zoom_form *form);

/**
 * Adds a part of text, as a web form sends it. The name may be "" and may stand twice; the value is sent as UTF-8. Returns
 * ZOOM_E_INVALID_ARGUMENT where the name holds a control character; then zoom_form_error says so.
 */
zoom_status ZOOM_CALL zoom_form_add(zoom_form *form, const char *name, const char *value);

/**
 * Adds a part with more to say.
 *
 * - `name`: may be "".
 * - `file_name`, `content_type`, `charset`: NULL for none; anything without control characters is sent as given. A charset
 *   is told as a parameter of the content type, "text/plain" where none is given; the value is not converted.
 * - `value`, `length`: any bytes, and how many; NULL and 0 for none.
 */
zoom_status ZOOM_CALL zoom_form_add_part(zoom_form *form, const char *name, const char *file_name,
                                         const char *content_type, const char *charset, const void *value,
                                         size_t length);

/** Why the last call that adds to this form refused, or "". The text lives until the next call on the form. */
const char *ZOOM_CALL zoom_form_error(const zoom_form *form);

/* ---- Requests of your own, and requests as text -------------------------------------------------------------------- */

/**
 * Sends a request as it is, for what this library has no function for.
 *
 * - `method`: any method but CONNECT and TRACE, in your case of letters.
 * - `path_and_query`: with "/" at its beginning below the host ("/v2/users/me?login_type=1"), else below base_url ("users/me").
 *   It is sent as given: printable ASCII without blanks and "#", at most 8 KiB.
 * - `headers`: NULL or "" for none, or lines "Name: value" that end with LF or CRLF. Yours replace the library's Authorization
 *   (then no token is needed), Accept, User-Agent and Content-Type. What frames the message (Host, Content-Length, Connection
 *   ...) is refused.
 * - `body`, `length`: any bytes, and how many, at most 16 MiB; NULL and 0 for none. "application/json" unless a header says
 *   otherwise. None with GET and HEAD.
 * - `out`: as for zoom_client_update_user.
 *
 * ZOOM_OK means that Zoom answered with any 2xx, completely received. A 2xx whose body broke off is ZOOM_E_IO or
 * ZOOM_E_TIMEOUT, with what came of it. A request that may have arrived is never sent twice but for GET, HEAD, PUT, DELETE and
 * OPTIONS on a kept connection that had died.
 */
zoom_status ZOOM_CALL zoom_client_request(zoom_client *client, const char *method, const char *path_and_query,
                                          const char *headers, const void *body, size_t length, zoom_result **out);

/**
 * zoom_client_request with a form as the body, sent as multipart/form-data. The form has at least one part and brings the
 * Content-Type; it is left as it is and may be used again.
 */
zoom_status ZOOM_CALL zoom_client_request_form(zoom_client *client, const char *method, const char *path_and_query,
                                               const char *headers, const zoom_form *form, zoom_result **out);

/**
 * Shows the request that zoom_client_update_user would send; sends nothing. `format` is "http": the text of the request,
 * byte by byte, with "<access_token>" for the token; a multipart body gets a new boundary each time. Or it is "json", or a
 * command in which the variable ZOOM_TOKEN stands for the token: "curl", "curl-cmd", "curl-powershell"; or "postman", a
 * collection. The result has it as the text "rendered". What the check stops is not shown: ZOOM_E_CHECK_FAILED; nor what the
 * format cannot hold: ZOOM_E_INVALID_ARGUMENT.
 */
zoom_status ZOOM_CALL zoom_client_render(zoom_client *client, const char *user_id, const zoom_user_patch *patch,
                                         const char *format, zoom_result **out);

/** Shows the request that zoom_client_request would send, as zoom_client_render does; sends nothing. */
zoom_status ZOOM_CALL zoom_client_render_request(zoom_client *client, const char *method, const char *path_and_query,
                                                 const char *headers, const void *body, size_t length,
                                                 const char *format, zoom_result **out);

/** Shows the request that zoom_client_request_form would send, as zoom_client_render does; sends nothing. */
zoom_status ZOOM_CALL zoom_client_render_form(zoom_client *client, const char *method, const char *path_and_query,
                                              const char *headers, const zoom_form *form, const char *format,
                                              zoom_result **out);

/* ---- Result -------------------------------------------------------------------------------------------------------- */

/** Frees a result and all texts it gave. NULL is a no-op. */
void ZOOM_CALL zoom_result_free(zoom_result *result);

/** The status of the call; ZOOM_E_NULL for NULL. */
zoom_status ZOOM_CALL zoom_result_status(const zoom_result *result);

/**
 * A text of the result. `what` is "message" (one line, always there), "remedy" (what to do about it), "api_message" (Zoom's
 * own words), "tracking_id" (for Zoom's support), "json" (the whole result as a JSON object), "reason" (the words after the
 * HTTP status), "head" (the head of the answer as it came: status line, headers, empty line), "rendered" (a request as
 * text) or "user" (after zoom_client_get_user: the user as Zoom's JSON text). Where there is none, and for anything else, "".
 */
const char *ZOOM_CALL zoom_result_text(const zoom_result *result, const char *what);

/**
 * A number of the result. `what` is "http_status", "api_code" (Zoom's own error code), "attempts" (how often the request
 * was tried to be sent), "waited_ms" (time spent waiting for a turn, for a token or between attempts) or "retry_after_ms"
 * (how long to wait from now, where Zoom or its rate limits say so). -1 where there is none, and for anything else.
 */
int64_t ZOOM_CALL zoom_result_number(const zoom_result *result, const char *what);

/** The first header of Zoom's answer with this name, in any case of letters; "" if there is none. */
const char *ZOOM_CALL zoom_result_header(const zoom_result *result, const char *name);

/**
 * The body of Zoom's answer, at most its first mebibyte, with a NUL after it. `*length`, if `length` is not NULL, gets its
 * length in bytes without that NUL. Where there is no answer it is "" and 0.
 */
const char *ZOOM_CALL zoom_result_body(const zoom_result *result, size_t *length);

/**
 * How many items a list of the result has. `list` is "field_errors" (what Zoom says of single fields), "problems" (what
 * stopped the call before it was sent), "warnings", "headers", "fields" (with the options verify and only_changes: what
 * reading the user shows of each field that was set), "user" (after zoom_client_get_user: everything that reading shows) or
 * "checks" (after zoom_client_doctor: what was looked at). 0 for anything else.
 */
size_t ZOOM_CALL zoom_result_count(const zoom_result *result, const char *list);

/**
 * A text of item `i` (from 0) of a list. `what` is "field" or "message"; in "headers" and "user" it is "name" or "value"; in
 * "fields" it is "field", "outcome" ("applied", "already", "ignored", "unverifiable" or "differs"), "old" (what reading showed
 * before), "new" (what was set) or "seen" (what reading shows after), and values that are not text are JSON; in "checks" it is
 * "name", "url", "outcome" ("ok", "warning", "failed" or "skipped"), "message" or "remedy". "" where there is none, and for
 * anything else.
 */
const char *ZOOM_CALL zoom_result_item(const zoom_result *result, const char *list, size_t i, const char *what);

/* ---- Text ---------------------------------------------------------------------------------------------------------- */

/**
 * Copies a text into a buffer of your own.
 *
 * Returns the length of `text` in bytes without its NUL, always. If that is less than `capacity` the buffer holds the
 * text and a NUL, else it holds "" (nothing is ever cut in half). `buffer` may be NULL when `capacity` is 0, to ask for
 * the length. A NULL `text` counts as "".
 */
size_t ZOOM_CALL zoom_text_copy(const char *text, char *buffer, size_t capacity);

/* ---- The log ------------------------------------------------------------------------------------------------------- */

/**
 * Hands the log of the library to a callback, for the whole process: lines up to `level` (0 none, 1 errors, 2 warnings,
 * 3 a line for each attempt and each request for a token, 4 with user ids, 5 with the values of fields). No level shows a
 * token or another secret. `callback` NULL or `level` 0 ends it. Returns ZOOM_E_INVALID_ARGUMENT for another level.
 *
 * The callback is called on the thread whose call is logged, during that call, and by several threads at the same time. It
 * must return, and neither throw nor longjmp. Lines that it causes itself, by calling this library, are left out. After the
 * callback was replaced a line may still reach it from a call that was running.
 */
zoom_status ZOOM_CALL zoom_set_log_callback(int32_t level, zoom_log_callback callback, void *user_data);

/* ---- Versions and status numbers ----------------------------------------------------------------------------------- */

/** The ABI that this library offers. A binding compares it with the ZOOM_ABI_VERSION it was made for. */
uint32_t ZOOM_CALL zoom_abi_version(void);

/** The version of this library, e.g. "0.1.0". */
const char *ZOOM_CALL zoom_version(void);

/** The name of a status as in this header, e.g. "ZOOM_E_TIMEOUT"; "" for a number that is none. */
const char *ZOOM_CALL zoom_status_name(zoom_status status);

/** What a status means, in one line; "" for a number that is none. */
const char *ZOOM_CALL zoom_status_text(zoom_status status);

/** 1 if the same call may succeed later without a change (network, rate limit, Zoom's servers), else 0. */
int32_t ZOOM_CALL zoom_status_is_retryable(zoom_status status);

/* ---- The catalogue for programs ------------------------------------------------------------------------------------ */

/** How many fields `zoom_user_patch_set` knows. */
size_t ZOOM_CALL zoom_field_count(void);

/**
 * What is known of field `i` (from 0). `what` is "name", "kind" (text, integer, boolean, array, object), "place" (body,
 * query), "limits", "help", "read_back" (the name under which Zoom shows it, "" if it does not) or "deprecated" (what to
 * use instead, or ""). Anything else, and a field that is not there, gives "". The text lives as long as the library.
 */
const char *ZOOM_CALL zoom_field_text(size_t i, const char *what);

/** How many options `zoom_client_set` knows. */
size_t ZOOM_CALL zoom_option_count(void);

/**
 * What is known of option `i` (from 0). `what` is "name", "kind" (what it takes), "default" or "help". Anything else, and
 * an option that is not there, gives "". The text lives as long as the library.
 */
const char *ZOOM_CALL zoom_option_text(size_t i, const char *what);

/* ---- Twins: the same functions with UTF-16 text, and with the length of a value ------------------------------------ */

/** zoom_update_user with UTF-16 text; lengths and capacities count units of 16 bits. */
zoom_status ZOOM_CALL zoom_update_user_utf16(const uint16_t *access_token, const uint16_t *user_id,
                                             const uint16_t *fields_json, const uint16_t *options_json,
                                             zoom_result **out, uint16_t *message, size_t message_capacity);

/** zoom_client_set with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_set_utf16(zoom_client *client, const uint16_t *option, const uint16_t *value);

/** zoom_client_error with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_client_error_utf16(const zoom_client *client);

/** zoom_client_update_user with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_update_user_utf16(zoom_client *client, const uint16_t *user_id,
                                                    const zoom_user_patch *patch, zoom_result **out);

/** zoom_client_get_user with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_get_user_utf16(zoom_client *client, const uint16_t *user_id, zoom_result **out);

/** zoom_user_patch_set with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_set_utf16(zoom_user_patch *patch, const uint16_t *field, const uint16_t *text);

/** zoom_user_patch_set_int with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_set_int_utf16(zoom_user_patch *patch, const uint16_t *field, int64_t value);

/** zoom_user_patch_set_bool with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_set_bool_utf16(zoom_user_patch *patch, const uint16_t *field, int32_t value);

/** zoom_user_patch_set_json with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_set_json_utf16(zoom_user_patch *patch, const uint16_t *field,
                                                     const uint16_t *json);

/** zoom_user_patch_set_null with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_set_null_utf16(zoom_user_patch *patch, const uint16_t *field);

/** zoom_user_patch_unset with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_unset_utf16(zoom_user_patch *patch, const uint16_t *field);

/** zoom_user_patch_error with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_user_patch_error_utf16(const zoom_user_patch *patch);

/** zoom_form_add with UTF-16 text. */
zoom_status ZOOM_CALL zoom_form_add_utf16(zoom_form *form, const uint16_t *name, const uint16_t *value);

/** zoom_form_add_part with UTF-16 text; bytes stay bytes. */
zoom_status ZOOM_CALL zoom_form_add_part_utf16(zoom_form *form, const uint16_t *name, const uint16_t *file_name,
                                               const uint16_t *content_type, const uint16_t *charset,
                                               const void *value, size_t length);

/** zoom_form_error with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_form_error_utf16(const zoom_form *form);

/** zoom_client_request with UTF-16 text; bytes stay bytes. */
zoom_status ZOOM_CALL zoom_client_request_utf16(zoom_client *client, const uint16_t *method,
                                                const uint16_t *path_and_query, const uint16_t *headers,
                                                const void *body, size_t length, zoom_result **out);

/** zoom_client_request_form with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_request_form_utf16(zoom_client *client, const uint16_t *method,
                                                     const uint16_t *path_and_query, const uint16_t *headers,
                                                     const zoom_form *form, zoom_result **out);

/** zoom_client_render with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_render_utf16(zoom_client *client, const uint16_t *user_id,
                                               const zoom_user_patch *patch, const uint16_t *format,
                                               zoom_result **out);

/** zoom_client_render_request with UTF-16 text; bytes stay bytes. */
zoom_status ZOOM_CALL zoom_client_render_request_utf16(zoom_client *client, const uint16_t *method,
                                                       const uint16_t *path_and_query, const uint16_t *headers,
                                                       const void *body, size_t length, const uint16_t *format,
                                                       zoom_result **out);

/** zoom_client_render_form with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_render_form_utf16(zoom_client *client, const uint16_t *method,
                                                    const uint16_t *path_and_query, const uint16_t *headers,
                                                    const zoom_form *form, const uint16_t *format, zoom_result **out);

/** zoom_result_text with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_result_text_utf16(const zoom_result *result, const uint16_t *what);

/** zoom_result_number with UTF-16 text. */
int64_t ZOOM_CALL zoom_result_number_utf16(const zoom_result *result, const uint16_t *what);

/** zoom_result_header with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_result_header_utf16(const zoom_result *result, const uint16_t *name);

/** zoom_result_count with UTF-16 text. */
size_t ZOOM_CALL zoom_result_count_utf16(const zoom_result *result, const uint16_t *list);

/** zoom_result_item with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_result_item_utf16(const zoom_result *result, const uint16_t *list, size_t i,
                                                 const uint16_t *what);

/** zoom_text_copy with UTF-16 text; lengths and capacities count units of 16 bits. */
size_t ZOOM_CALL zoom_text_copy_utf16(const uint16_t *text, uint16_t *buffer, size_t capacity);

/** zoom_version with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_version_utf16(void);

/** zoom_status_name with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_status_name_utf16(zoom_status status);

/** zoom_status_text with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_status_text_utf16(zoom_status status);

/** zoom_field_text with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_field_text_utf16(size_t i, const uint16_t *what);

/** zoom_option_text with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_option_text_utf16(size_t i, const uint16_t *what);

/** zoom_client_set with the length of `value` in bytes of UTF-8; a NULL of length 0 is "". */
zoom_status ZOOM_CALL zoom_client_set_n(zoom_client *client, const char *option, const char *value,
                                        size_t value_length);

/** zoom_user_patch_set with the length of `text` in bytes of UTF-8; a NULL of length 0 is "". */
zoom_status ZOOM_CALL zoom_user_patch_set_n(zoom_user_patch *patch, const char *field, const char *text,
                                            size_t text_length);

/** zoom_user_patch_set_json with the length of `json` in bytes of UTF-8; a NULL of length 0 is "". */
zoom_status ZOOM_CALL zoom_user_patch_set_json_n(zoom_user_patch *patch, const char *field, const char *json,
                                                 size_t json_length);

#ifdef __cplusplus
}
#endif

#endif /* ZOOMUSER_H */
