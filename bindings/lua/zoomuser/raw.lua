-- Made from the C API by `cargo xtask bindings`. Not to be changed by hand.

local ffi = require("ffi")

local CALL = (ffi.os == "Windows" and ffi.arch == "x86") and "__stdcall " or ""

-- Left out: zoom_set_log_callback, for the log may come from another thread, which no Lua state can take.
ffi.cdef((([[
typedef struct zoom_client zoom_client;
typedef struct zoom_user_patch zoom_user_patch;
typedef struct zoom_form zoom_form;
typedef struct zoom_bulk zoom_bulk;
typedef struct zoom_result zoom_result;
typedef int32_t (CALL *zoom_token_callback)(void *, int32_t, char *, size_t);
typedef int32_t (CALL *zoom_row_callback)(void *, size_t, const zoom_result *);
typedef void (CALL *zoom_log_callback)(int32_t, const char *, void *);
int32_t CALL zoom_update_user(const char *access_token, const char *user_id, const char *fields_json, const char *options_json, zoom_result **out, char *message, size_t message_capacity);
void CALL zoom_cleanup(void);
zoom_client *CALL zoom_client_new(void);
void CALL zoom_client_free(zoom_client *client);
int32_t CALL zoom_client_set(zoom_client *client, const char *option, const char *value);
int32_t CALL zoom_client_set_token_callback(zoom_client *client, zoom_token_callback callback, void *user_data);
const char *CALL zoom_client_error(zoom_client *client);
int32_t CALL zoom_client_update_user(zoom_client *client, const char *user_id, zoom_user_patch *patch, zoom_result **out);
int32_t CALL zoom_client_get_user(zoom_client *client, const char *user_id, zoom_result **out);
int32_t CALL zoom_client_list_users(zoom_client *client, const char *options_json, const char *page_token, zoom_result **out);
int32_t CALL zoom_client_plan(zoom_client *client, const char *user_id, zoom_user_patch *patch, zoom_result **out);
int32_t CALL zoom_client_doctor(zoom_client *client, zoom_result **out);
void CALL zoom_client_cancel(zoom_client *client);
zoom_user_patch *CALL zoom_user_patch_new(void);
void CALL zoom_user_patch_free(zoom_user_patch *patch);
int32_t CALL zoom_user_patch_set(zoom_user_patch *patch, const char *field, const char *text);
int32_t CALL zoom_user_patch_set_int64(zoom_user_patch *patch, const char *field, int64_t value);
int32_t CALL zoom_user_patch_set_bool(zoom_user_patch *patch, const char *field, int32_t value);
int32_t CALL zoom_user_patch_set_json(zoom_user_patch *patch, const char *field, const char *json);
int32_t CALL zoom_user_patch_set_null(zoom_user_patch *patch, const char *field);
int32_t CALL zoom_user_patch_unset(zoom_user_patch *patch, const char *field);
int32_t CALL zoom_user_patch_check(zoom_user_patch *patch, zoom_result **out);
const char *CALL zoom_user_patch_error(zoom_user_patch *patch);
zoom_form *CALL zoom_form_new(void);
void CALL zoom_form_free(zoom_form *form);
int32_t CALL zoom_form_add(zoom_form *form, const char *name, const char *value);
int32_t CALL zoom_form_add_part(zoom_form *form, const char *name, const char *file_name, const char *content_type, const char *charset, const void *value, size_t length);
const char *CALL zoom_form_error(zoom_form *form);
int32_t CALL zoom_client_request(zoom_client *client, const char *method, const char *path_and_query, const char *headers, const void *body, size_t length, zoom_result **out);
int32_t CALL zoom_client_request_form(zoom_client *client, const char *method, const char *path_and_query, const char *headers, zoom_form *form, zoom_result **out);
int32_t CALL zoom_client_render(zoom_client *client, const char *user_id, zoom_user_patch *patch, const char *format, zoom_result **out);
int32_t CALL zoom_client_render_request(zoom_client *client, const char *method, const char *path_and_query, const char *headers, const void *body, size_t length, const char *format, zoom_result **out);
int32_t CALL zoom_client_render_form(zoom_client *client, const char *method, const char *path_and_query, const char *headers, zoom_form *form, const char *format, zoom_result **out);
zoom_bulk *CALL zoom_bulk_new(void);
void CALL zoom_bulk_free(zoom_bulk *bulk);
int32_t CALL zoom_bulk_add(zoom_bulk *bulk, const char *user_id, zoom_user_patch *patch);
int32_t CALL zoom_bulk_add_file(zoom_bulk *bulk, const char *path, const char *options_json);
const char *CALL zoom_bulk_error(zoom_bulk *bulk);
int32_t CALL zoom_client_run_bulk(zoom_client *client, zoom_bulk *bulk, const char *options_json, zoom_row_callback callback, void *user_data, zoom_result **out);
int32_t CALL zoom_client_resume_bulk(zoom_client *client, const char *folder, const char *options_json, zoom_row_callback callback, void *user_data, zoom_result **out);
int32_t CALL zoom_client_undo_bulk(zoom_client *client, const char *folder, const char *options_json, zoom_row_callback callback, void *user_data, zoom_result **out);
void CALL zoom_result_free(zoom_result *result);
int32_t CALL zoom_result_status(zoom_result *result);
const char *CALL zoom_result_text(zoom_result *result, const char *what);
int64_t CALL zoom_result_number(zoom_result *result, const char *what);
const char *CALL zoom_result_header(zoom_result *result, const char *name);
const char *CALL zoom_result_body(zoom_result *result, size_t *length);
size_t CALL zoom_result_count(zoom_result *result, const char *list);
const char *CALL zoom_result_item(zoom_result *result, const char *list, size_t i, const char *what);
size_t CALL zoom_text_copy(const char *text, char *buffer, size_t capacity);
uint32_t CALL zoom_abi_version(void);
const char *CALL zoom_version(void);
const char *CALL zoom_status_name(int32_t status);
const char *CALL zoom_status_text(int32_t status);
int32_t CALL zoom_status_is_retryable(int32_t status);
size_t CALL zoom_field_count(void);
const char *CALL zoom_field_text(size_t i, const char *what);
size_t CALL zoom_option_count(void);
const char *CALL zoom_option_text(size_t i, const char *what);
int32_t CALL zoom_client_set_n(zoom_client *client, const char *option, const char *value, size_t value_length);
int32_t CALL zoom_user_patch_set_n(zoom_user_patch *patch, const char *field, const char *text, size_t text_length);
int32_t CALL zoom_user_patch_set_json_n(zoom_user_patch *patch, const char *field, const char *json, size_t json_length);
]]):gsub("CALL ", CALL)))

local raw = { abi_version = 1, library = ffi.os == "Windows" and "zoomuser" or ffi.os == "OSX" and "libzoomuser.dylib" or "libzoomuser.so.0.2" }

raw.status = {
  OK = 0,
  NULL = 1,
  ENCODING = 2,
  INVALID_ARGUMENT = 3,
  UNKNOWN_NAME = 4,
  INVALID_JSON = 5,
  BUSY = 7,
  MISSING_TOKEN = 8,
  CHECK_FAILED = 9,
  DNS = 20,
  CONNECT = 21,
  TLS = 22,
  TIMEOUT = 23,
  CANCELLED = 24,
  IO = 25,
  PROXY = 26,
  UNAUTHORIZED = 40,
  FORBIDDEN = 41,
  NOT_FOUND = 42,
  RATE_LIMITED = 43,
  REJECTED = 44,
  SERVER = 45,
  UNEXPECTED = 46,
  NOT_APPLIED = 47,
  UNCONFIRMED = 48,
  ROWS_FAILED = 49,
  PANIC = 90,
  OUT_OF_MEMORY = 91,
  INTERNAL = 92,
}

return raw
