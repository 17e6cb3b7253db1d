/* needs: c89 c99 c11 cxx static shared */
/* The header: by itself, included twice, its constants, its versions, and the exact types of its functions. */

#include "zoomuser.h"
#include "zoomuser.h"

#include "check.h"

/* Two equal labels would not compile. */
static int place_of(zoom_status status)
{
    switch (status) {
    case ZOOM_OK: return 0;
    case ZOOM_E_NULL: return 1;
    case ZOOM_E_ENCODING: return 2;
    case ZOOM_E_INVALID_ARGUMENT: return 3;
    case ZOOM_E_UNKNOWN_NAME: return 4;
    case ZOOM_E_INVALID_JSON: return 5;
    case ZOOM_E_BUSY: return 6;
    case ZOOM_E_MISSING_TOKEN: return 7;
    case ZOOM_E_CHECK_FAILED: return 8;
    case ZOOM_E_DNS: return 9;
    case ZOOM_E_CONNECT: return 10;
    case ZOOM_E_TLS: return 11;
    case ZOOM_E_TIMEOUT: return 12;
    case ZOOM_E_CANCELLED: return 13;
    case ZOOM_E_IO: return 14;
    case ZOOM_E_PROXY: return 15;
    case ZOOM_E_UNAUTHORIZED: return 16;
    case ZOOM_E_FORBIDDEN: return 17;
    case ZOOM_E_NOT_FOUND: return 18;
    case ZOOM_E_RATE_LIMITED: return 19;
    case ZOOM_E_REJECTED: return 20;
    case ZOOM_E_SERVER: return 21;
    case ZOOM_E_UNEXPECTED: return 22;
    case ZOOM_E_NOT_APPLIED: return 23;
    case ZOOM_E_PANIC: return 24;
    case ZOOM_E_OUT_OF_MEMORY: return 25;
    case ZOOM_E_INTERNAL: return 26;
    default: return -1;
    }
}

/* Does not compile if a type differs, and does not link if a function is missing. */
static void check_functions(void)
{
    zoom_status(ZOOM_CALL *update_user)(const char *, const char *, const char *, const char *, zoom_result **, char *,
                                        size_t) = zoom_update_user;
    void(ZOOM_CALL *cleanup)(void) = zoom_cleanup;
    zoom_client *(ZOOM_CALL *client_new)(void) = zoom_client_new;
    void(ZOOM_CALL *client_free)(zoom_client *) = zoom_client_free;
    zoom_status(ZOOM_CALL *client_set)(zoom_client *, const char *, const char *) = zoom_client_set;
    const char *(ZOOM_CALL *client_error)(const zoom_client *) = zoom_client_error;
    zoom_status(ZOOM_CALL *client_update_user)(zoom_client *, const char *, const zoom_user_patch *, zoom_result **) =
        zoom_client_update_user;
    zoom_status(ZOOM_CALL *client_plan)(zoom_client *, const char *, const zoom_user_patch *, zoom_result **) =
        zoom_client_plan;
    void(ZOOM_CALL *client_cancel)(const zoom_client *) = zoom_client_cancel;
    zoom_user_patch *(ZOOM_CALL *patch_new)(void) = zoom_user_patch_new;
    void(ZOOM_CALL *patch_free)(zoom_user_patch *) = zoom_user_patch_free;
    zoom_status(ZOOM_CALL *patch_set)(zoom_user_patch *, const char *, const char *) = zoom_user_patch_set;
    zoom_status(ZOOM_CALL *patch_set_int64)(zoom_user_patch *, const char *, int64_t) = zoom_user_patch_set_int64;
    zoom_status(ZOOM_CALL *patch_set_bool)(zoom_user_patch *, const char *, int32_t) = zoom_user_patch_set_bool;
    zoom_status(ZOOM_CALL *patch_set_json)(zoom_user_patch *, const char *, const char *) = zoom_user_patch_set_json;
    zoom_status(ZOOM_CALL *patch_set_null)(zoom_user_patch *, const char *) = zoom_user_patch_set_null;
    zoom_status(ZOOM_CALL *patch_unset)(zoom_user_patch *, const char *) = zoom_user_patch_unset;
    zoom_status(ZOOM_CALL *patch_check)(const zoom_user_patch *, zoom_result **) = zoom_user_patch_check;
    const char *(ZOOM_CALL *patch_error)(const zoom_user_patch *) = zoom_user_patch_error;
    void(ZOOM_CALL *result_free)(zoom_result *) = zoom_result_free;
    zoom_status(ZOOM_CALL *result_status)(const zoom_result *) = zoom_result_status;
    const char *(ZOOM_CALL *result_text)(const zoom_result *, const char *) = zoom_result_text;
    int64_t(ZOOM_CALL *result_number)(const zoom_result *, const char *) = zoom_result_number;
    const char *(ZOOM_CALL *result_header)(const zoom_result *, const char *) = zoom_result_header;
    const char *(ZOOM_CALL *result_body)(const zoom_result *, size_t *) = zoom_result_body;
    size_t(ZOOM_CALL *result_count)(const zoom_result *, const char *) = zoom_result_count;
    const char *(ZOOM_CALL *result_item)(const zoom_result *, const char *, size_t, const char *) = zoom_result_item;
    size_t(ZOOM_CALL *text_copy)(const char *, char *, size_t) = zoom_text_copy;
    uint32_t(ZOOM_CALL *abi_version)(void) = zoom_abi_version;
    const char *(ZOOM_CALL *version)(void) = zoom_version;
    const char *(ZOOM_CALL *status_name)(zoom_status) = zoom_status_name;
    const char *(ZOOM_CALL *status_text)(zoom_status) = zoom_status_text;
    int32_t(ZOOM_CALL *status_is_retryable)(zoom_status) = zoom_status_is_retryable;
    size_t(ZOOM_CALL *field_count)(void) = zoom_field_count;
    const char *(ZOOM_CALL *field_text)(size_t, const char *) = zoom_field_text;
    size_t(ZOOM_CALL *option_count)(void) = zoom_option_count;
    const char *(ZOOM_CALL *option_text)(size_t, const char *) = zoom_option_text;
    zoom_status(ZOOM_CALL *update_user_utf16)(const uint16_t *, const uint16_t *, const uint16_t *, const uint16_t *,
                                              zoom_result **, uint16_t *, size_t) = zoom_update_user_utf16;
    zoom_status(ZOOM_CALL *client_set_utf16)(zoom_client *, const uint16_t *, const uint16_t *) = zoom_client_set_utf16;
    zoom_status(ZOOM_CALL *client_update_user_utf16)(zoom_client *, const uint16_t *, const zoom_user_patch *,
                                                     zoom_result **) = zoom_client_update_user_utf16;
    zoom_status(ZOOM_CALL *patch_set_utf16)(zoom_user_patch *, const uint16_t *, const uint16_t *) =
        zoom_user_patch_set_utf16;
    zoom_status(ZOOM_CALL *patch_set_json_utf16)(zoom_user_patch *, const uint16_t *, const uint16_t *) =
        zoom_user_patch_set_json_utf16;
    const uint16_t *(ZOOM_CALL *result_text_utf16)(const zoom_result *, const uint16_t *) = zoom_result_text_utf16;
    const uint16_t *(ZOOM_CALL *result_item_utf16)(const zoom_result *, const uint16_t *, size_t, const uint16_t *) =
        zoom_result_item_utf16;
    size_t(ZOOM_CALL *text_copy_utf16)(const uint16_t *, uint16_t *, size_t) = zoom_text_copy_utf16;
    zoom_status(ZOOM_CALL *client_set_n)(zoom_client *, const char *, const char *, size_t) = zoom_client_set_n;
    zoom_status(ZOOM_CALL *patch_set_n)(zoom_user_patch *, const char *, const char *, size_t) = zoom_user_patch_set_n;
    zoom_status(ZOOM_CALL *patch_set_json_n)(zoom_user_patch *, const char *, const char *, size_t) =
        zoom_user_patch_set_json_n;

    CHECK(update_user != NULL && cleanup != NULL && client_new != NULL && client_free != NULL && client_set != NULL);
    CHECK(client_error != NULL && client_update_user != NULL && client_plan != NULL && client_cancel != NULL);
    CHECK(patch_new != NULL && patch_free != NULL && patch_set != NULL && patch_set_int64 != NULL);
    CHECK(patch_set_bool != NULL && patch_set_json != NULL && patch_set_null != NULL && patch_unset != NULL);
    CHECK(patch_check != NULL && patch_error != NULL);
    CHECK(result_free != NULL && result_status != NULL && result_text != NULL && result_number != NULL);
    CHECK(result_header != NULL && result_body != NULL && result_count != NULL && result_item != NULL);
    CHECK(text_copy != NULL && abi_version != NULL && version != NULL);
    CHECK(status_name != NULL && status_text != NULL && status_is_retryable != NULL);
    CHECK(field_count != NULL && field_text != NULL && option_count != NULL && option_text != NULL);
    CHECK(update_user_utf16 != NULL && client_set_utf16 != NULL && client_update_user_utf16 != NULL);
    CHECK(patch_set_utf16 != NULL && patch_set_json_utf16 != NULL && text_copy_utf16 != NULL);
    CHECK(result_text_utf16 != NULL && result_item_utf16 != NULL);
    CHECK(client_set_n != NULL && patch_set_n != NULL && patch_set_json_n != NULL);
}

int main(void)
{
    char version[64];

    CHECK_INT(place_of(ZOOM_E_INTERNAL), 26);
    CHECK_INT(place_of(6), -1);
    CHECK_INT(ZOOM_OK, 0);
    CHECK_INT(sizeof(zoom_status), 4);
    CHECK((zoom_status)-1 < 0);

    CHECK_INT(zoom_abi_version(), ZOOM_ABI_VERSION);
    CHECK_TEXT(zoom_version(), ZOOM_VERSION);
    sprintf(version, "%d.%d.%d", ZOOM_VERSION_MAJOR, ZOOM_VERSION_MINOR, ZOOM_VERSION_PATCH);
    CHECK_TEXT(ZOOM_VERSION, version);

    check_functions();
    return check_end();
}
