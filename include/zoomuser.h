/*
zoomuser 0.2.0: change a Zoom user (PATCH /v2/users/{userId}).

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

#define ZOOM_VERSION "0.2.0"
#define ZOOM_VERSION_MAJOR 0
#define ZOOM_VERSION_MINOR 2
#define ZOOM_VERSION_PATCH 0
/* What zoom_abi_version() of a compatible library returns. */
#define ZOOM_ABI_VERSION 1

/* ---- Status numbers ---------------------------------------------------------------------------------------------- */

#define ZOOM_OK 0                                        /* success */
#define ZOOM_E_NULL 1                                    /* a required argument is NULL */
#define ZOOM_E_ENCODING 2                                /* a text is not valid UTF-8 or UTF-16 */
#define ZOOM_E_INVALID_ARGUMENT 3                        /* an argument or option value is not usable */
#define ZOOM_E_UNKNOWN_NAME 4                            /* no such name */
#define ZOOM_E_INVALID_JSON 5                            /* a text is not valid JSON */
#define ZOOM_E_BUSY 7                                    /* another thread uses the client, patch, form or bulk, or
                                                            another process has the run */
#define ZOOM_E_MISSING_TOKEN 8                           /* no access token was given */
#define ZOOM_E_CHECK_FAILED 9                            /* the check found errors, nothing was sent */
#define ZOOM_E_DNS 20                                    /* the host name could not be resolved */
#define ZOOM_E_CONNECT 21                                /* no connection could be made */
#define ZOOM_E_TLS 22                                    /* no trusted TLS connection could be made */
#define ZOOM_E_TIMEOUT 23                                /* the call took longer than allowed */
#define ZOOM_E_CANCELLED 24                              /* the call was cancelled */
#define ZOOM_E_IO 25                                     /* the connection broke before a complete response */
#define ZOOM_E_PROXY 26                                  /* the proxy could not be used */
#define ZOOM_E_UNAUTHORIZED 40                           /* Zoom does not accept the access token */
#define ZOOM_E_FORBIDDEN 41                              /* the token does not permit this */
#define ZOOM_E_NOT_FOUND 42                              /* no such user on this account */
#define ZOOM_E_RATE_LIMITED 43                           /* Zoom's rate limit is reached */
#define ZOOM_E_REJECTED 44                               /* Zoom refused the request */
#define ZOOM_E_SERVER 45                                 /* Zoom failed to handle the request */
#define ZOOM_E_UNEXPECTED 46                             /* unexpected response */
#define ZOOM_E_NOT_APPLIED 47                            /* Zoom accepted the update but did not make it */
#define ZOOM_E_UNCONFIRMED 48                            /* Zoom accepted the update, but it could not be confirmed */
#define ZOOM_E_ROWS_FAILED 49                            /* rows of a bulk run failed or were not tried, or its files
                                                            could not be written */
#define ZOOM_E_PANIC 90                                  /* a defect in this library was caught */
#define ZOOM_E_OUT_OF_MEMORY 91                          /* memory ran out */
#define ZOOM_E_INTERNAL 92                               /* a defect in this library */

/* ---- Options: zoom_client_set and options_json ------------------------------------------------------------------- */

#define ZOOM_OPT_TOKEN "token"                           /* access token of 4 to 16384 characters, without the word
                                                            Bearer */
#define ZOOM_OPT_ACCOUNT_ID "account_id"                 /* account of a Server-to-Server OAuth app; the app's id and
                                                            secret go with it */
#define ZOOM_OPT_CLIENT_ID "client_id"                   /* client id of the app */
#define ZOOM_OPT_CLIENT_SECRET "client_secret"           /* client secret of the app, of 4 to 1024 characters */
#define ZOOM_OPT_TOKEN_URL "token_url"                   /* URL of the token service */
#define ZOOM_OPT_TOKEN_CACHE "token_cache"               /* file by which processes share the tokens of their apps */
#define ZOOM_OPT_BASE_URL "base_url"                     /* base URL of the API; else https://api.zoom.us/v2 or the
                                                            one that comes with the token */
#define ZOOM_OPT_ENCODING "encoding"                     /* encoding of the request body */
#define ZOOM_OPT_CHECK "check"                           /* whether validation errors stop the call */
#define ZOOM_OPT_TIMEOUT_MS "timeout_ms"                 /* timeout of one attempt */
#define ZOOM_OPT_CONNECT_TIMEOUT_MS "connect_timeout_ms" /* timeout of connecting, within timeout_ms */
#define ZOOM_OPT_DEADLINE_MS "deadline_ms"               /* deadline of the whole call with all waits */
#define ZOOM_OPT_MAX_RETRIES "max_retries"               /* retries after a transient failure */
#define ZOOM_OPT_PLAN "plan"                             /* Zoom plan of the account, whose rate limit is kept; none
                                                            for no limit */
#define ZOOM_OPT_RATE_SHARE "rate_share"                 /* percent of the plan's rate that may be used */
#define ZOOM_OPT_RATE_FILE "rate_file"                   /* file by which processes share the rate; off for none; the
                                                            command line has one by default */
#define ZOOM_OPT_SHARE "share"                           /* server by which machines share rate and token: redis://,
                                                            rediss:// or redis+unix://, see docs/share.md */
#define ZOOM_OPT_SHARE_PASSWORD "share_password"         /* password for the server of share, unless its URL has one */
#define ZOOM_OPT_SHARE_REQUIRED "share_required"         /* whether a call ends if the server of share cannot be used */
#define ZOOM_OPT_SHARE_FALLBACK "share_fallback"         /* percent of the rate while the server of share is away;
                                                            auto: an equal part for each process */
#define ZOOM_OPT_PROXY "proxy"                           /* URL of a proxy (http, https, socks5h, socks5, socks4a,
                                                            socks4); off for none; else HTTPS_PROXY, ALL_PROXY,
                                                            NO_PROXY */
#define ZOOM_OPT_CONNECT_TO "connect_to"                 /* HOST:PORT=ADDRESS:PORT, several by comma: connect there,
                                                            all else stays HOST's */
#define ZOOM_OPT_CA_FILE "ca_file"                       /* PEM file of additional certificate authorities to trust */
#define ZOOM_OPT_SYSTEM_ROOTS "system_roots"             /* trust the system's certificate authorities; off: those of
                                                            ca_file only */
#define ZOOM_OPT_CERT_FILE "cert_file"                   /* PEM file of a client certificate and its chain, for
                                                            servers that ask for one */
#define ZOOM_OPT_KEY_FILE "key_file"                     /* PEM file of the key of cert_file, not encrypted; else it
                                                            is in cert_file */
#define ZOOM_OPT_USER_AGENT "user_agent"                 /* the header User-Agent; else zoomuser/VERSION */
#define ZOOM_OPT_SUB_ACCOUNT_ID "sub_account_id"         /* sub-account of the user, for tokens of a master account */
#define ZOOM_OPT_KEEP "keep"                             /* keep the connection for the next call, for at most a
                                                            minute */
#define ZOOM_OPT_CONFIRM "confirm"                       /* read the user before and after an update; success is
                                                            confirmed by reading */
#define ZOOM_OPT_ONLY_CHANGES "only_changes"             /* read the user before an update and send only what differs */

/* ---- Fields: zoom_user_patch_set and fields_json ----------------------------------------------------------------- */

#define ZOOM_FIELD_FIRST_NAME "first_name"               /* first name */
#define ZOOM_FIELD_LAST_NAME "last_name"                 /* last name */
#define ZOOM_FIELD_DISPLAY_NAME "display_name"           /* name shown in meetings */
#define ZOOM_FIELD_TYPE "type"                           /* user type: 1 Basic, 2 Licensed, 4 No Meetings License */
#define ZOOM_FIELD_PMI "pmi"                             /* personal meeting ID, 10 digits */
#define ZOOM_FIELD_USE_PMI "use_pmi"                     /* use the personal meeting ID for instant meetings */
#define ZOOM_FIELD_TIMEZONE "timezone"                   /* time zone, e.g. Europe/Berlin */
#define ZOOM_FIELD_LANGUAGE "language"                   /* language, e.g. en-US */
#define ZOOM_FIELD_DEPT "dept"                           /* department, used in reports */
#define ZOOM_FIELD_VANITY_NAME "vanity_name"             /* personal link name */
#define ZOOM_FIELD_HOST_KEY "host_key"                   /* host key, 6 to 10 digits */
#define ZOOM_FIELD_CMS_USER_ID "cms_user_id"             /* Kaltura user ID */
#define ZOOM_FIELD_JOB_TITLE "job_title"                 /* job title */
#define ZOOM_FIELD_COMPANY "company"                     /* company */
#define ZOOM_FIELD_LOCATION "location"                   /* location */
#define ZOOM_FIELD_PHONE_NUMBER "phone_number"           /* phone number, together with phone_country */
#define ZOOM_FIELD_PHONE_COUNTRY "phone_country"         /* country of phone_number, e.g. BR */
#define ZOOM_FIELD_CUSTOM_ATTRIBUTES "custom_attributes" /* custom attributes, at most 5; whether Zoom replaces or
                                                            merges them is not documented */
#define ZOOM_FIELD_GROUP_ID "group_id"                   /* group for a pending user */
#define ZOOM_FIELD_PHONE_NUMBERS "phone_numbers"         /* phone numbers, at most 3; whether Zoom replaces or merges
                                                            them is not documented */
#define ZOOM_FIELD_MANAGER "manager"                     /* the user's manager */
#define ZOOM_FIELD_PRONOUNS "pronouns"                   /* pronouns */
#define ZOOM_FIELD_PRONOUNS_OPTION "pronouns_option"     /* show pronouns: 1 ask, 2 always, 3 never */
#define ZOOM_FIELD_PLAN_UNITED_TYPE "plan_united_type"   /* Zoom United plan, a number as text, or none */
#define ZOOM_FIELD_ZOOM_ONE_TYPE "zoom_one_type"         /* Zoom Workplace plan, 0 for none */
#define ZOOM_FIELD_FEATURE "feature"                     /* Zoom Phone on or off; off frees its numbers */
#define ZOOM_FIELD_ABOUT_ME "about_me"                   /* text about the user */
#define ZOOM_FIELD_LINKEDIN_URL "linkedin_url"           /* LinkedIn page */
#define ZOOM_FIELD_COST_CENTER "cost_center"             /* cost center */
#define ZOOM_FIELD_DIVISION_IDS "division_ids"           /* division the user belongs to */
#define ZOOM_FIELD_LICENSE_INFO_LIST "license_info_list" /* licenses by subscription, at most 2; for accounts with
                                                            several subscriptions of one plan */
#define ZOOM_FIELD_LOGIN_TYPE "login_type"               /* which login of the user is meant */
#define ZOOM_FIELD_REMOVE_TSP_CREDENTIALS "remove_tsp_credentials" /* remove the user's TSP credentials */

/* ---- Members of a result: zoom_result_text, zoom_result_number, zoom_result_count, zoom_result_item -------------- */

#define ZOOM_TEXT_MESSAGE "message"                      /* what happened, in one line; never empty */
#define ZOOM_TEXT_HINT "hint"                            /* what to do about it */
#define ZOOM_TEXT_API_MESSAGE "api_message"              /* Zoom's error message */
#define ZOOM_TEXT_TRACKING_ID "tracking_id"              /* Zoom's tracking id, for its support */
#define ZOOM_TEXT_REASON "reason"                        /* reason phrase of the HTTP status line */
#define ZOOM_TEXT_HEAD "head"                            /* head of the response as received: status line, headers,
                                                            empty line */
#define ZOOM_TEXT_RENDERED "rendered"                    /* after a render function: the request as text */
#define ZOOM_TEXT_USER "user"                            /* after get_user: the user as Zoom's JSON text */
#define ZOOM_TEXT_NEXT_PAGE_TOKEN "next_page_token"      /* after list_users: the token of the next page; empty after
                                                            the last */
#define ZOOM_TEXT_JSON "json"                            /* the whole result as a JSON object */
#define ZOOM_TEXT_USER_ID "user_id"                      /* of a row: the user */
#define ZOOM_TEXT_OUTCOME "outcome"                      /* of a row: how it ended, in one word */
#define ZOOM_TEXT_RUN "run"                              /* after a bulk run in a folder: the folder */
#define ZOOM_TEXT_WHY "why"                              /* after a bulk run: why it ended, in one word; finished if
                                                            every row was handled */
#define ZOOM_NUMBER_HTTP_STATUS "http_status"            /* HTTP status of the response */
#define ZOOM_NUMBER_API_CODE "api_code"                  /* Zoom's error code */
#define ZOOM_NUMBER_ATTEMPTS "attempts"                  /* how many times the library tried to send the request */
#define ZOOM_NUMBER_WAITED_MS "waited_ms"                /* time spent waiting for the rate limiter, a token or a
                                                            retry */
#define ZOOM_NUMBER_RETRY_AFTER_MS "retry_after_ms"      /* how long to wait from now, if Zoom or its rate limits say
                                                            so */
#define ZOOM_NUMBER_TOTAL_RECORDS "total_records"        /* after list_users: the users on all pages */
#define ZOOM_NUMBER_LINE "line"                          /* of a row: its line in the file, else its position, from 1 */
#define ZOOM_NUMBER_EXIT "exit"                          /* after a bulk run: the exit code of the command line */
#define ZOOM_NUMBER_ROWS "rows"                          /* after a bulk run: all rows; the outcomes below add up to
                                                            it */
#define ZOOM_NUMBER_SENT "sent"                          /* rows that Zoom accepted; the user was not read afterwards */
#define ZOOM_NUMBER_APPLIED "applied"                    /* rows that reading the user confirmed */
#define ZOOM_NUMBER_ALREADY "already"                    /* rows whose user had all values already; nothing was sent */
#define ZOOM_NUMBER_IGNORED "ignored"                    /* rows that Zoom accepted but did not apply */
#define ZOOM_NUMBER_UNVERIFIABLE "unverifiable"          /* rows that Zoom accepted, with fields that reading never
                                                            shows */
#define ZOOM_NUMBER_REFUSED "refused"                    /* rows that the check refused; nothing was sent */
#define ZOOM_NUMBER_FAILED "failed"                      /* rows that Zoom or the network refused */
#define ZOOM_NUMBER_DRIFTED "drifted"                    /* rows whose user no longer had the values of the plan;
                                                            nothing was sent */
#define ZOOM_NUMBER_KEPT "kept"                          /* rows of an undo whose user somebody changed after the run */
#define ZOOM_NUMBER_SKIPPED "skipped"                    /* rows that an option left out */
#define ZOOM_NUMBER_IN_DOUBT "in_doubt"                  /* rows that may have been sent; the run ended before the
                                                            response was recorded */
#define ZOOM_NUMBER_NOT_TRIED "not_tried"                /* rows that the run did not reach */
#define ZOOM_LIST_PROBLEMS "problems"                    /* validation errors; nothing was sent (field, message) */
#define ZOOM_LIST_WARNINGS "warnings"                    /* warnings (field, message) */
#define ZOOM_LIST_FIELD_ERRORS "field_errors"            /* Zoom's error messages about single fields (field,
                                                            message) */
#define ZOOM_LIST_HEADERS "headers"                      /* headers of the response (name, value) */
#define ZOOM_LIST_FIELDS "fields"                        /* after plan, and with confirm or only_changes: how each
                                                            field of the patch compares with the user (field,
                                                            outcome, old, new, seen) */
#define ZOOM_LIST_USER "user"                            /* after get_user: each member of the user (name, value) */
#define ZOOM_LIST_USERS "users"                          /* after list_users: each user, and any other member of it
                                                            by Zoom's name (id, email, json) */
#define ZOOM_LIST_CHECKS "checks"                        /* after doctor: each check (name, url, outcome, message,
                                                            hint) */
#define ZOOM_LIST_ROWS "rows"                            /* after a bulk run without a callback: every row (line,
                                                            user_id, outcome, status, http_status, api_code, message,
                                                            hint, tracking_id, attempts, waited_ms) */
#define ZOOM_ITEM_FIELD "field"                          /* name of the field; empty if the message concerns the
                                                            whole request */
#define ZOOM_ITEM_MESSAGE "message"                      /* what was found, in one line */
#define ZOOM_ITEM_NAME "name"                            /* name of a header, a member or a check */
#define ZOOM_ITEM_VALUE "value"                          /* its value; JSON if it is not text */
#define ZOOM_ITEM_OUTCOME "outcome"                      /* fields: applied, already, ignored, unverifiable, differs;
                                                            checks: ok, warning, failed, skipped; rows: e.g. sent,
                                                            failed, in-doubt */
#define ZOOM_ITEM_OLD "old"                              /* value before the update; JSON if it is not text */
#define ZOOM_ITEM_NEW "new"                              /* value in the patch */
#define ZOOM_ITEM_SEEN "seen"                            /* value after the update */
#define ZOOM_ITEM_URL "url"                              /* the server that a check is about */
#define ZOOM_ITEM_HINT "hint"                            /* what to do about it */
#define ZOOM_ITEM_ID "id"                                /* Zoom's id of a user; a pending user has none */
#define ZOOM_ITEM_EMAIL "email"                          /* e-mail address of a user */
#define ZOOM_ITEM_JSON "json"                            /* a user as Zoom's JSON text */
#define ZOOM_ITEM_LINE "line"                            /* line of a row in the file, else its position, from 1 */
#define ZOOM_ITEM_USER_ID "user_id"                      /* the user of a row */
#define ZOOM_ITEM_STATUS "status"                        /* name of the status of a row; of a user: active, inactive
                                                            or pending */
#define ZOOM_ITEM_HTTP_STATUS "http_status"              /* HTTP status of the response about a row */
#define ZOOM_ITEM_API_CODE "api_code"                    /* Zoom's error code about a row */
#define ZOOM_ITEM_TRACKING_ID "tracking_id"              /* Zoom's tracking id of a row */
#define ZOOM_ITEM_ATTEMPTS "attempts"                    /* how many times a row was sent */
#define ZOOM_ITEM_WAITED_MS "waited_ms"                  /* time that a row waited */

/* ---- Properties of fields and options: zoom_field_text, zoom_option_text ----------------------------------------- */

#define ZOOM_PROPERTY_NAME "name"                        /* its name */
#define ZOOM_PROPERTY_KIND "kind"                        /* fields: text, integer, boolean, array, object; options:
                                                            the values it takes */
#define ZOOM_PROPERTY_HELP "help"                        /* what it is, in one line */
#define ZOOM_PROPERTY_DEFAULT "default"                  /* options: its value unless it is set */
#define ZOOM_PROPERTY_LIMITS "limits"                    /* fields: the values that Zoom accepts */
#define ZOOM_PROPERTY_PLACE "place"                      /* fields: body, query */
#define ZOOM_PROPERTY_READ_BACK "read_back"              /* fields: its name in Zoom's GET response; empty if Zoom
                                                            does not return it */
#define ZOOM_PROPERTY_DEPRECATED "deprecated"            /* fields: its replacement; empty if it is not deprecated */

/* ---- Types ------------------------------------------------------------------------------------------------------- */

/** A status number; ZOOM_OK is 0. */
typedef int32_t zoom_status;

/** A client for one Zoom account: credentials, options and a connection pool. */
typedef struct zoom_client zoom_client;

/** The fields to change. A field is unset, set, or null. The library adds no field of its own. */
typedef struct zoom_user_patch zoom_user_patch;

/** The parts of a multipart/form-data body, in your order. The library adds no part of its own. */
typedef struct zoom_form zoom_form;

/** Many users to change: rows, each a user and a patch, or one file. */
typedef struct zoom_bulk zoom_bulk;

/** How a call ended, and the response if there was one. A result never changes; any number of threads may read it. */
typedef struct zoom_result zoom_result;

/**
 * Provides an access token: writes it as NUL-terminated text into `buffer`, which has room for `capacity` bytes, and
 * returns 0. Any other return value means that there is no token; the text in `buffer`, if any, then says why, in one
 * line. `was_refused` is 0, or 1 if Zoom has just refused the previous token or reported a missing scope. `user_data`
 * is the pointer passed to zoom_client_set_token_callback.
 */
typedef int32_t (ZOOM_CALL *zoom_token_callback)(void *user_data, int32_t was_refused, char *buffer, size_t capacity);

/**
 * Receives a row of a bulk run that has ended: the pointer passed to the function that runs it, the position of the row
 * from 0, and how it ended, a result that is valid only during the call and is not freed. Returns 0 to go on; any other
 * value ends the run: no further row is begun, and the rows that are being sent are still reported.
 */
typedef int32_t (ZOOM_CALL *zoom_row_callback)(void *user_data, size_t index, const zoom_result *row);

/**
 * Receives a log line: its level (1 error, 2 warning, 3 info, 4 debug, 5 trace), its text in UTF-8 without a line
 * ending, valid only during the call, and the pointer passed to zoom_set_log_callback.
 */
typedef void (ZOOM_CALL *zoom_log_callback)(int32_t level, const char *line, void *user_data);

/* ---- Update in one call ------------------------------------------------------------------------------------------ */

/**
 * Updates a user in one call.
 *
 * - `access_token`: the token; "" if the options have the credentials.
 * - `user_id`: an id, an e-mail address, or "me" for the token's own user.
 * - `fields_json`: the fields to change as a JSON object, e.g. {"first_name":"Ada","type":2}.
 * - `options_json`: options as a JSON object, e.g. {"timeout_ms":5000}; NULL or "" for the defaults.
 * - `out`: NULL, or receives a result as in zoom_client_update_user.
 * - `message`, `message_capacity`: NULL and 0, or a buffer that receives the message of the result, truncated at a
 *   character boundary if the buffer is too short; truncation does not change the status.
 *
 * The library keeps the connection for the next such call with the same token and options, for at most a minute, and at
 * most 16 connections in all. With the option "keep":"off" it closes the connection after the call; zoom_cleanup closes
 * all.
 */
zoom_status ZOOM_CALL zoom_update_user(const char *access_token,
                                       const char *user_id,
                                       const char *fields_json,
                                       const char *options_json,
                                       zoom_result **out,
                                       char *message,
                                       size_t message_capacity);

/**
 * Closes the connections kept by zoom_update_user, and idle ones to the server of the option share. Optional: a program
 * need not call it before it exits.
 */
void ZOOM_CALL zoom_cleanup(void);

/* ---- Client ------------------------------------------------------------------------------------------------------ */

/** Creates a client with default options. Reads no file and opens no connection before the first call. */
zoom_client *ZOOM_CALL zoom_client_new(void);

/** Frees a client and closes its connections. NULL is a no-op. No call on it may be running. */
void ZOOM_CALL zoom_client_free(zoom_client *client);

/**
 * Sets an option, one of the ZOOM_OPT_ macros. The value is always text; "" restores the default. The next call opens a
 * new connection. Returns ZOOM_E_UNKNOWN_NAME for an unknown option and ZOOM_E_INVALID_ARGUMENT for an invalid value;
 * the option is then unchanged and zoom_client_error says why.
 */
zoom_status ZOOM_CALL zoom_client_set(zoom_client *client, const char *option, const char *value);

/**
 * Sets a callback that provides the access tokens of this client, in place of an option; NULL removes it. The library
 * calls it on the thread of each call that needs a token, before it sends anything, and a second time with
 * `was_refused` 1 if Zoom refuses the token or reports a missing scope; the update is then sent once more. If the next
 * token lacks the scope too, the library does not call the callback because of a scope for a minute. If the callback
 * provides no token, the call returns ZOOM_E_MISSING_TOKEN with the callback's message. One line ending after a token
 * is removed, with a warning.
 *
 * The callback must return, and must neither throw nor longjmp. A call on the same client from the callback returns
 * ZOOM_E_BUSY, and the callback must not wait for another thread that updates the same user. The library overwrites the
 * buffer after use. `user_data` must be valid as long as the client, or until another callback is set.
 */
zoom_status ZOOM_CALL zoom_client_set_token_callback(zoom_client *client,
                                                     zoom_token_callback callback,
                                                     void *user_data);

/** Why the last setter on this client failed, or "". The text is valid until the next call on the client. */
const char *ZOOM_CALL zoom_client_error(const zoom_client *client);

/**
 * Updates a user: PATCH /users/{user_id}. `user_id` is an id, an e-mail address, or "me" for the token's own user. It
 * is sent as given, without trimming. A text that looks like an access token (three parts of base64url, or more than
 * 256 characters without "@") or a placeholder such as ":userId" is ZOOM_E_INVALID_ARGUMENT; spaces, invisible
 * characters, quotes and the like cause a warning.
 *
 * ZOOM_OK means a completely received 204 response and nothing else. With the option confirm, reading the user has also
 * confirmed the update; with only_changes, ZOOM_OK may also mean that nothing differed and nothing was sent
 * (ZOOM_NUMBER_ATTEMPTS is 0). `*out`, if `out` is not NULL, receives a result to be freed with zoom_result_free, after
 * success and after failure. The patch is unchanged and can be used again.
 */
zoom_status ZOOM_CALL zoom_client_update_user(zoom_client *client,
                                              const char *user_id,
                                              const zoom_user_patch *patch,
                                              zoom_result **out);

/**
 * Reads a user: GET /users/{user_id}. `user_id` is an id, an e-mail address, or "me" for the token's own user.
 *
 * ZOOM_OK means a complete 200 response with a JSON object: ZOOM_TEXT_USER is that object, and ZOOM_LIST_USER has its
 * members. Their names are those of Zoom's GET response, e.g. vanity_url; zoom_field_text(i, "read_back") has the one
 * of a field. `*out`, if `out` is not NULL, receives a result to be freed with zoom_result_free, after success and
 * after failure.
 */
zoom_status ZOOM_CALL zoom_client_get_user(zoom_client *client, const char *user_id, zoom_result **out);

/**
 * Reads one page of the account's users: GET /users.
 *
 * - `options_json`: NULL or "" for active users, or a JSON object with any of: "status" ("active", "inactive" or
 *   "pending"), "role_id", "license", "group_id", "include_fields" ("custom_attributes" or "host_key"), "page_size" (1
 *   to 300).
 * - `page_token`: NULL or "" for the first page, then ZOOM_TEXT_NEXT_PAGE_TOKEN of the page before, with the same
 *   options. After the last page that text is "".
 *
 * ZOOM_LIST_USERS has the users of the page. An item has ZOOM_ITEM_ID, ZOOM_ITEM_EMAIL, ZOOM_ITEM_JSON and each member
 * of the user by Zoom's name, e.g. ZOOM_FIELD_DEPT. With "group_id" a page that is not the last may have no users.
 * `*out`, if `out` is not NULL, receives a result to be freed with zoom_result_free, after success and after failure.
 */
zoom_status ZOOM_CALL zoom_client_list_users(zoom_client *client,
                                             const char *options_json,
                                             const char *page_token,
                                             zoom_result **out);

/**
 * Reads a user and reports what zoom_client_update_user would change: GET /users/{user_id}. Sends no update.
 *
 * ZOOM_OK means that the user was read: the list ZOOM_LIST_FIELDS then has each field of the patch. Its outcome is
 * "differs", "already" if the user has that value, or "unverifiable" if Zoom does not return the field; its old value
 * is the user's, its new value that of the patch. A patch that fails validation is ZOOM_E_CHECK_FAILED, and the user is
 * not read. ZOOM_NUMBER_ATTEMPTS is 0, as it counts updates. `*out`, if `out` is not NULL, receives a result to be
 * freed with zoom_result_free, after success and after failure.
 */
zoom_status ZOOM_CALL zoom_client_plan(zoom_client *client,
                                       const char *user_id,
                                       const zoom_user_patch *patch,
                                       zoom_result **out);

/**
 * Checks everything that an update needs: options, host name, connection, proxy, certificate, clock, token, scopes,
 * rate limit, and the server of the option share if it is set. Sends at most one token request and one GET /users/me,
 * and changes nothing.
 *
 * ZOOM_LIST_CHECKS has each check. ZOOM_OK means that no check failed; otherwise the status is that of the first failed
 * check. `*out`, if `out` is not NULL, receives a result to be freed with zoom_result_free, after success and after
 * failure.
 */
zoom_status ZOOM_CALL zoom_client_doctor(zoom_client *client, zoom_result **out);

/**
 * Cancels the running call of this client, from any thread: the call returns ZOOM_E_CANCELLED within 20 ms, a
 * bulk run when it has written its results. Has no
 * effect if no call is running.
 */
void ZOOM_CALL zoom_client_cancel(const zoom_client *client);

/* ---- Patch ------------------------------------------------------------------------------------------------------- */

/** Creates an empty patch. */
zoom_user_patch *ZOOM_CALL zoom_user_patch_new(void);

/** Frees a patch. NULL is a no-op. */
void ZOOM_CALL zoom_user_patch_free(zoom_user_patch *patch);

/**
 * Sets a field, one of the ZOOM_FIELD_ macros, to text. For a field of another type the call converts the text: "2",
 * "true", "[\"a\"]". Replaces the value of a field that is already set.
 *
 * A setter fails only for NULL, invalid UTF-8 and invalid JSON. The call validates names and values and reports all
 * problems at once.
 */
zoom_status ZOOM_CALL zoom_user_patch_set(zoom_user_patch *patch, const char *field, const char *text);

/** Sets a field to an integer. */
zoom_status ZOOM_CALL zoom_user_patch_set_int64(zoom_user_patch *patch, const char *field, int64_t value);

/** Sets a field to false (0) or true (anything else). */
zoom_status ZOOM_CALL zoom_user_patch_set_bool(zoom_user_patch *patch, const char *field, int32_t value);

/** Sets a field to a JSON value, e.g. an array. Number texts and the order of members are kept. */
zoom_status ZOOM_CALL zoom_user_patch_set_json(zoom_user_patch *patch, const char *field, const char *json);

/** Sets a field to JSON null. Zoom does not document the effect. */
zoom_status ZOOM_CALL zoom_user_patch_set_null(zoom_user_patch *patch, const char *field);

/** Removes a field from the patch; ZOOM_OK even if it was not set. */
zoom_status ZOOM_CALL zoom_user_patch_unset(zoom_user_patch *patch, const char *field);

/**
 * Validates a patch without sending it. Returns ZOOM_OK, or ZOOM_E_CHECK_FAILED with ZOOM_LIST_PROBLEMS; either result
 * may have ZOOM_LIST_WARNINGS. `out` as in zoom_client_update_user.
 */
zoom_status ZOOM_CALL zoom_user_patch_check(const zoom_user_patch *patch, zoom_result **out);

/** Why the last setter on this patch failed, or "". The text is valid until the next call on the patch. */
const char *ZOOM_CALL zoom_user_patch_error(const zoom_user_patch *patch);

/* ---- Form -------------------------------------------------------------------------------------------------------- */

/** Creates an empty form. */
zoom_form *ZOOM_CALL zoom_form_new(void);

/** Frees a form. NULL is a no-op. */
void ZOOM_CALL zoom_form_free(zoom_form *form);

/**
 * Adds a text part, as a web form sends it. The name may be "", for a part without a name, and may occur more than
 * once; the value is sent as UTF-8. Returns ZOOM_E_INVALID_ARGUMENT if the name has a control character;
 * zoom_form_error says so.
 */
zoom_status ZOOM_CALL zoom_form_add(zoom_form *form, const char *name, const char *value);

/**
 * Adds a part with a file name, a content type or a charset.
 *
 * - `name`: "" for a part without the parameter `name`.
 * - `file_name`, `content_type`, `charset`: NULL for none; any text without control characters is sent as given. The
 *   charset is sent as a parameter of the content type, which defaults to "text/plain"; the library does not convert
 *   the value.
 * - `value`, `length`: any bytes, and their number; NULL and 0 for an empty value.
 */
zoom_status ZOOM_CALL zoom_form_add_part(zoom_form *form,
                                         const char *name,
                                         const char *file_name,
                                         const char *content_type,
                                         const char *charset,
                                         const void *value,
                                         size_t length);

/** Why the last add function on this form failed, or "". The text is valid until the next call on the form. */
const char *ZOOM_CALL zoom_form_error(const zoom_form *form);

/* ---- Custom requests, and requests rendered as text -------------------------------------------------------------- */

/**
 * Sends any other request unchanged.
 *
 * - `method`: any method except CONNECT and TRACE, case-sensitive.
 * - `path_and_query`: relative to the host if it starts with "/" ("/v2/users/me?login_type=1"), otherwise to base_url
 *   ("users/me"). Sent as given: printable ASCII without spaces and "#", at most 8 KiB.
 * - `headers`: NULL or "" for none, or lines "Name: value" that end with LF or CRLF. They replace the library's
 *   Authorization (no token is needed then), Accept, Accept-Encoding, Accept-Language, User-Agent and Content-Type.
 *   Headers that frame the message (Host, Content-Length, Connection ...) are refused.
 * - `body`, `length`: any bytes, and their number, at most 16 MiB; NULL and 0 for no body. The content type is
 *   "application/json" unless a header sets another. GET and HEAD take no body.
 * - `out`: as in zoom_client_update_user.
 *
 * ZOOM_OK means any completely received 2xx response. A 2xx response with an incomplete body is ZOOM_E_IO or
 * ZOOM_E_TIMEOUT; the result has the part that was received.
 *
 * The library retries within max_retries and deadline_ms. It retries any method if Zoom has not processed the request:
 * no byte of it was written, or the response is 429 (except for a daily limit), 307 or 308, or refuses the token and a
 * new one is available. After a broken connection, a timeout, 408, 425 or 5xx Zoom may have processed it: then the
 * library retries GET, HEAD, PUT, DELETE and OPTIONS, but not POST and PATCH.
 */
zoom_status ZOOM_CALL zoom_client_request(zoom_client *client,
                                          const char *method,
                                          const char *path_and_query,
                                          const char *headers,
                                          const void *body,
                                          size_t length,
                                          zoom_result **out);

/**
 * zoom_client_request with a form as the body, sent as multipart/form-data with its Content-Type. The form needs at
 * least one part; it is unchanged and can be used again.
 */
zoom_status ZOOM_CALL zoom_client_request_form(zoom_client *client,
                                               const char *method,
                                               const char *path_and_query,
                                               const char *headers,
                                               const zoom_form *form,
                                               zoom_result **out);

/**
 * Renders the request that zoom_client_update_user would send, without sending it; ZOOM_TEXT_RENDERED is the text.
 * `format` is "http" for the request as sent, with "<access_token>" in place of the token and a new multipart boundary
 * each time; "json"; "curl", "curl-cmd" or "curl-powershell" for a command that takes the token from the variable
 * ZOOM_TOKEN; or "postman" for a collection. Returns ZOOM_E_CHECK_FAILED if validation fails, and
 * ZOOM_E_INVALID_ARGUMENT if the format cannot express the request.
 */
zoom_status ZOOM_CALL zoom_client_render(zoom_client *client,
                                         const char *user_id,
                                         const zoom_user_patch *patch,
                                         const char *format,
                                         zoom_result **out);

/** Renders the request that zoom_client_request would send, as zoom_client_render does, without sending it. */
zoom_status ZOOM_CALL zoom_client_render_request(zoom_client *client,
                                                 const char *method,
                                                 const char *path_and_query,
                                                 const char *headers,
                                                 const void *body,
                                                 size_t length,
                                                 const char *format,
                                                 zoom_result **out);

/** Renders the request that zoom_client_request_form would send, as zoom_client_render does, without sending it. */
zoom_status ZOOM_CALL zoom_client_render_form(zoom_client *client,
                                              const char *method,
                                              const char *path_and_query,
                                              const char *headers,
                                              const zoom_form *form,
                                              const char *format,
                                              zoom_result **out);

/* ---- Many users -------------------------------------------------------------------------------------------------- */

/** Creates a bulk without rows. */
zoom_bulk *ZOOM_CALL zoom_bulk_new(void);

/** Frees a bulk. NULL is a no-op. */
void ZOOM_CALL zoom_bulk_free(zoom_bulk *bulk);

/**
 * Adds a row: a user, as in zoom_client_update_user, and the fields to change. The patch is copied, so that it can be
 * changed and added again for the next user. Returns ZOOM_E_INVALID_ARGUMENT if `user_id` is none or the bulk has a
 * file; zoom_bulk_error says so. The fields are checked when the bulk is run, all before the first is sent.
 */
zoom_status ZOOM_CALL zoom_bulk_add(zoom_bulk *bulk, const char *user_id, const zoom_user_patch *patch);

/**
 * Takes the rows of a file: CSV with a header, or JSON Lines with an object in each line. Reads its header now, and the
 * file again when the bulk is run. A bulk has either one file or single rows.
 *
 * `options_json` is NULL or "" for none, or a JSON object with any of: "format" ("csv" or "jsonl"), "delimiter" (one
 * character, or "tab"), "encoding" (e.g. "windows-1252"), "map" (an object: header to field), "ignore_column" (a
 * header or an array of headers), "clear" (the word in a cell that clears the field), "part" (the rows of a part of
 * the users, e.g. "2/4"), "duplicates" ("refuse" or "in-order").
 * Returns ZOOM_E_INVALID_ARGUMENT if the file cannot be read or a column is no field; zoom_bulk_error says why.
 */
zoom_status ZOOM_CALL zoom_bulk_add_file(zoom_bulk *bulk, const char *path, const char *options_json);

/** Why the last add function on this bulk failed, or "". The text is valid until the next call on the bulk. */
const char *ZOOM_CALL zoom_bulk_error(const zoom_bulk *bulk);

/**
 * Changes the users of a bulk: checks every row, reads the users, sends only what differs, with as many calls at a time
 * as the rate limit and the latency need.
 *
 * - `options_json`: NULL or "" for none, or a JSON object with the options of `zoomuser bulk apply`: "run" (a folder
 *   that is made, for the journal and the results; a run with a folder can be resumed and undone), "no_read", "canary",
 *   "stop_at", "max_time", "max_loss", "wait_day", "strict", "jobs", "skip_bad_rows", "duplicates", "junit".
 * - `callback`: called for each row that has ended, on the thread of this call; NULL for none: then the list
 *   ZOOM_LIST_ROWS of the result has every row. It must return, and must neither throw nor longjmp. A call on the same
 *   client or bulk from the callback returns ZOOM_E_BUSY.
 * - `user_data`: passed to the callback.
 *
 * ZOOM_OK means that every row succeeded. ZOOM_E_CHECK_FAILED means that nothing was sent: ZOOM_LIST_PROBLEMS says
 * why. ZOOM_E_ROWS_FAILED means that rows failed, a rule stopped the run, or its journal or results could not be
 * written; ZOOM_E_CANCELLED that the callback or zoom_client_cancel ended it; ZOOM_E_TIMEOUT, ZOOM_E_RATE_LIMITED,
 * ZOOM_E_UNAUTHORIZED, ZOOM_E_FORBIDDEN and ZOOM_E_MISSING_TOKEN that it ended early for all rows; ZOOM_E_IO that the
 * plan could not be written and nothing was sent. The numbers of the result have the rows by outcome: ZOOM_NUMBER_ROWS,
 * ZOOM_NUMBER_APPLIED ... The token callback and the log callback come on the thread of this call too. `*out`, if
 * `out` is not NULL, receives a result to be freed with zoom_result_free, after success and after failure. The bulk is
 * unchanged.
 */
zoom_status ZOOM_CALL zoom_client_run_bulk(zoom_client *client,
                                           const zoom_bulk *bulk,
                                           const char *options_json,
                                           zoom_row_callback callback,
                                           void *user_data,
                                           zoom_result **out);

/**
 * Goes on with a run that was stopped or killed. `folder` is its folder, or the file of which it is the latest run.
 * Rows that may have been sent are sent again: ZOOM_LIST_WARNINGS names them. With the option "retry" ("nothing",
 * "retryable" or "failed") rows that failed are tried again: without it those that may succeed now. The other options
 * are "stop_at", "max_time", "wait_day", "strict", "jobs" and "junit". The other arguments and the result are those of
 * zoom_client_run_bulk; a run that another process has is ZOOM_E_BUSY.
 */
zoom_status ZOOM_CALL zoom_client_resume_bulk(zoom_client *client,
                                              const char *folder,
                                              const char *options_json,
                                              zoom_row_callback callback,
                                              void *user_data,
                                              zoom_result **out);

/**
 * Puts the values back that users had before a run, where they still have those of the run: a run of its own, in the
 * folder of the option "run" or beside the other. `folder` is the folder of the run, or the file of which it is the
 * latest. ZOOM_LIST_WARNINGS has what cannot be put back. The other options are "stop_at", "max_time", "max_loss",
 * "wait_day", "jobs" and "junit". The other arguments and the result are those of zoom_client_run_bulk.
 */
zoom_status ZOOM_CALL zoom_client_undo_bulk(zoom_client *client,
                                            const char *folder,
                                            const char *options_json,
                                            zoom_row_callback callback,
                                            void *user_data,
                                            zoom_result **out);

/* ---- Result ------------------------------------------------------------------------------------------------------ */

/** Frees a result and all texts that it returned. NULL is a no-op. */
void ZOOM_CALL zoom_result_free(zoom_result *result);

/** The status of the call; ZOOM_E_NULL for NULL. */
zoom_status ZOOM_CALL zoom_result_status(const zoom_result *result);

/**
 * A text of the result. `what` is one of the ZOOM_TEXT_ macros, e.g. ZOOM_TEXT_MESSAGE. Where the result has none, and
 * for any other name, the text is "".
 */
const char *ZOOM_CALL zoom_result_text(const zoom_result *result, const char *what);

/**
 * A number of the result. `what` is one of the ZOOM_NUMBER_ macros, e.g. ZOOM_NUMBER_HTTP_STATUS. -1 where the result
 * has none, and for any other name.
 */
int64_t ZOOM_CALL zoom_result_number(const zoom_result *result, const char *what);

/** The first header of the response with this name, case-insensitive; "" if there is none. */
const char *ZOOM_CALL zoom_result_header(const zoom_result *result, const char *name);

/**
 * The body of the response, at most its first mebibyte, followed by a NUL. `*length`, if `length` is not NULL, receives
 * its length in bytes without that NUL. Without a response the body is "" and its length 0.
 */
const char *ZOOM_CALL zoom_result_body(const zoom_result *result, size_t *length);

/**
 * The number of items in a list of the result. `list` is one of the ZOOM_LIST_ macros, e.g. ZOOM_LIST_WARNINGS. 0 for
 * any other name.
 */
size_t ZOOM_CALL zoom_result_count(const zoom_result *result, const char *list);

/**
 * A text of item `i` (from 0) of a list. `what` is one of the ZOOM_ITEM_ macros: the comment of each ZOOM_LIST_ macro
 * says which of them its items have. "" where there is none, and for any other name.
 */
const char *ZOOM_CALL zoom_result_item(const zoom_result *result, const char *list, size_t i, const char *what);

/* ---- Text -------------------------------------------------------------------------------------------------------- */

/**
 * Copies a text into your buffer.
 *
 * Always returns the length of `text` in bytes without its NUL. If it is less than `capacity`, the buffer receives the
 * text and a NUL, otherwise "" (a text is never truncated). To ask for the length, pass a NULL `buffer` and a
 * `capacity` of 0. A NULL `text` counts as "".
 */
size_t ZOOM_CALL zoom_text_copy(const char *text, char *buffer, size_t capacity);

/* ---- Log --------------------------------------------------------------------------------------------------------- */

/**
 * Sets the callback that receives the library's log, for the whole process: lines up to `level` (0 none, 1 errors, 2
 * warnings, 3 a line for each attempt and each token request, 4 with user ids, 5 with field values). No level logs a
 * token or another secret. A NULL `callback` or `level` 0 stops logging. Returns ZOOM_E_INVALID_ARGUMENT for any other
 * level.
 *
 * The library calls it on the thread whose call is logged, during that call; several threads may call it at the same
 * time. It must return, and must neither throw nor longjmp. If it calls this library, those calls are not logged. A
 * call that is running when the callback is replaced may still pass a line to the old one.
 */
zoom_status ZOOM_CALL zoom_set_log_callback(int32_t level, zoom_log_callback callback, void *user_data);

/* ---- Versions and status numbers --------------------------------------------------------------------------------- */

/** The ABI version of this library. A binding compares it with the ZOOM_ABI_VERSION it was built for. */
uint32_t ZOOM_CALL zoom_abi_version(void);

/** The version of this library, e.g. "1.2.3". */
const char *ZOOM_CALL zoom_version(void);

/** The name of a status as in this header, e.g. "ZOOM_E_TIMEOUT"; "" for an unknown number. */
const char *ZOOM_CALL zoom_status_name(zoom_status status);

/** What a status means, in one line; "" for an unknown number. */
const char *ZOOM_CALL zoom_status_text(zoom_status status);

/** 1 if the same call may succeed later without a change (network, rate limit, Zoom's servers), else 0. */
int32_t ZOOM_CALL zoom_status_is_retryable(zoom_status status);

/* ---- The schema at run time -------------------------------------------------------------------------------------- */

/** The number of fields that zoom_user_patch_set knows. */
size_t ZOOM_CALL zoom_field_count(void);

/**
 * A property of field `i` (from 0). `what` is one of the ZOOM_PROPERTY_ macros, e.g. ZOOM_PROPERTY_NAME. Where a field
 * has no such property, for any other name and for an index out of range, the text is "". It is valid as long as the
 * library is loaded.
 */
const char *ZOOM_CALL zoom_field_text(size_t i, const char *what);

/** The number of options that zoom_client_set knows. */
size_t ZOOM_CALL zoom_option_count(void);

/**
 * A property of option `i` (from 0). `what` is one of the ZOOM_PROPERTY_ macros, e.g. ZOOM_PROPERTY_DEFAULT. Where an
 * option has no such property, for any other name and for an index out of range, the text is "". It is valid as long as
 * the library is loaded.
 */
const char *ZOOM_CALL zoom_option_text(size_t i, const char *what);

/* ---- Variants: the same functions with UTF-16 text, and with the length of a value ------------------------------- */

/** zoom_update_user with UTF-16 text; lengths and capacities count units of 16 bits. */
zoom_status ZOOM_CALL zoom_update_user_utf16(const uint16_t *access_token,
                                             const uint16_t *user_id,
                                             const uint16_t *fields_json,
                                             const uint16_t *options_json,
                                             zoom_result **out,
                                             uint16_t *message,
                                             size_t message_capacity);

/** zoom_client_set with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_set_utf16(zoom_client *client, const uint16_t *option, const uint16_t *value);

/** zoom_client_error with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_client_error_utf16(const zoom_client *client);

/** zoom_client_update_user with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_update_user_utf16(zoom_client *client,
                                                    const uint16_t *user_id,
                                                    const zoom_user_patch *patch,
                                                    zoom_result **out);

/** zoom_client_get_user with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_get_user_utf16(zoom_client *client, const uint16_t *user_id, zoom_result **out);

/** zoom_client_list_users with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_list_users_utf16(zoom_client *client,
                                                   const uint16_t *options_json,
                                                   const uint16_t *page_token,
                                                   zoom_result **out);

/** zoom_client_plan with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_plan_utf16(zoom_client *client,
                                             const uint16_t *user_id,
                                             const zoom_user_patch *patch,
                                             zoom_result **out);

/** zoom_user_patch_set with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_set_utf16(zoom_user_patch *patch, const uint16_t *field, const uint16_t *text);

/** zoom_user_patch_set_int64 with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_set_int64_utf16(zoom_user_patch *patch, const uint16_t *field, int64_t value);

/** zoom_user_patch_set_bool with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_set_bool_utf16(zoom_user_patch *patch, const uint16_t *field, int32_t value);

/** zoom_user_patch_set_json with UTF-16 text. */
zoom_status ZOOM_CALL zoom_user_patch_set_json_utf16(zoom_user_patch *patch,
                                                     const uint16_t *field,
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
zoom_status ZOOM_CALL zoom_form_add_part_utf16(zoom_form *form,
                                               const uint16_t *name,
                                               const uint16_t *file_name,
                                               const uint16_t *content_type,
                                               const uint16_t *charset,
                                               const void *value,
                                               size_t length);

/** zoom_form_error with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_form_error_utf16(const zoom_form *form);

/** zoom_client_request with UTF-16 text; bytes stay bytes. */
zoom_status ZOOM_CALL zoom_client_request_utf16(zoom_client *client,
                                                const uint16_t *method,
                                                const uint16_t *path_and_query,
                                                const uint16_t *headers,
                                                const void *body,
                                                size_t length,
                                                zoom_result **out);

/** zoom_client_request_form with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_request_form_utf16(zoom_client *client,
                                                     const uint16_t *method,
                                                     const uint16_t *path_and_query,
                                                     const uint16_t *headers,
                                                     const zoom_form *form,
                                                     zoom_result **out);

/** zoom_client_render with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_render_utf16(zoom_client *client,
                                               const uint16_t *user_id,
                                               const zoom_user_patch *patch,
                                               const uint16_t *format,
                                               zoom_result **out);

/** zoom_client_render_request with UTF-16 text; bytes stay bytes. */
zoom_status ZOOM_CALL zoom_client_render_request_utf16(zoom_client *client,
                                                       const uint16_t *method,
                                                       const uint16_t *path_and_query,
                                                       const uint16_t *headers,
                                                       const void *body,
                                                       size_t length,
                                                       const uint16_t *format,
                                                       zoom_result **out);

/** zoom_client_render_form with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_render_form_utf16(zoom_client *client,
                                                    const uint16_t *method,
                                                    const uint16_t *path_and_query,
                                                    const uint16_t *headers,
                                                    const zoom_form *form,
                                                    const uint16_t *format,
                                                    zoom_result **out);

/** zoom_bulk_add with UTF-16 text. */
zoom_status ZOOM_CALL zoom_bulk_add_utf16(zoom_bulk *bulk, const uint16_t *user_id, const zoom_user_patch *patch);

/** zoom_bulk_add_file with UTF-16 text. */
zoom_status ZOOM_CALL zoom_bulk_add_file_utf16(zoom_bulk *bulk, const uint16_t *path, const uint16_t *options_json);

/** zoom_bulk_error with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_bulk_error_utf16(const zoom_bulk *bulk);

/** zoom_client_run_bulk with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_run_bulk_utf16(zoom_client *client,
                                                 const zoom_bulk *bulk,
                                                 const uint16_t *options_json,
                                                 zoom_row_callback callback,
                                                 void *user_data,
                                                 zoom_result **out);

/** zoom_client_resume_bulk with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_resume_bulk_utf16(zoom_client *client,
                                                    const uint16_t *folder,
                                                    const uint16_t *options_json,
                                                    zoom_row_callback callback,
                                                    void *user_data,
                                                    zoom_result **out);

/** zoom_client_undo_bulk with UTF-16 text. */
zoom_status ZOOM_CALL zoom_client_undo_bulk_utf16(zoom_client *client,
                                                  const uint16_t *folder,
                                                  const uint16_t *options_json,
                                                  zoom_row_callback callback,
                                                  void *user_data,
                                                  zoom_result **out);

/** zoom_result_text with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_result_text_utf16(const zoom_result *result, const uint16_t *what);

/** zoom_result_number with UTF-16 text. */
int64_t ZOOM_CALL zoom_result_number_utf16(const zoom_result *result, const uint16_t *what);

/** zoom_result_header with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_result_header_utf16(const zoom_result *result, const uint16_t *name);

/** zoom_result_count with UTF-16 text. */
size_t ZOOM_CALL zoom_result_count_utf16(const zoom_result *result, const uint16_t *list);

/** zoom_result_item with UTF-16 text. */
const uint16_t *ZOOM_CALL zoom_result_item_utf16(const zoom_result *result,
                                                 const uint16_t *list,
                                                 size_t i,
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
zoom_status ZOOM_CALL zoom_client_set_n(zoom_client *client,
                                        const char *option,
                                        const char *value,
                                        size_t value_length);

/** zoom_user_patch_set with the length of `text` in bytes of UTF-8; a NULL of length 0 is "". */
zoom_status ZOOM_CALL zoom_user_patch_set_n(zoom_user_patch *patch,
                                            const char *field,
                                            const char *text,
                                            size_t text_length);

/** zoom_user_patch_set_json with the length of `json` in bytes of UTF-8; a NULL of length 0 is "". */
zoom_status ZOOM_CALL zoom_user_patch_set_json_n(zoom_user_patch *patch,
                                                 const char *field,
                                                 const char *json,
                                                 size_t json_length);

#ifdef __cplusplus
}
#endif

#endif /* ZOOMUSER_H */
