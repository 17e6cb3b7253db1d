/* needs: c89 c99 c11 cxx static shared */
/* The client: its options and their errors, and the outcomes of updates. */

#include "check.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct setting {
    const char *option;
    const char *value;
};

static const struct setting good_settings[] = {
    {ZOOM_OPT_TOKEN, "abc.DEF-123_~+/="}, {ZOOM_OPT_TOKEN, ""},
    {ZOOM_OPT_BASE_URL, "https://api.zoom.us/v2"}, {ZOOM_OPT_BASE_URL, "https://api.zoomgov.com/v2/"},
    {ZOOM_OPT_BASE_URL, "http://127.0.0.1:8080/v2"}, {ZOOM_OPT_BASE_URL, "http://[::1]:8080"},
    {ZOOM_OPT_BASE_URL, "http://localhost"}, {ZOOM_OPT_BASE_URL, ""},
    {ZOOM_OPT_ENCODING, "json"}, {ZOOM_OPT_ENCODING, "multipart"}, {ZOOM_OPT_ENCODING, "JSON"}, {ZOOM_OPT_ENCODING, ""},
    {ZOOM_OPT_CHECK, "strict"}, {ZOOM_OPT_CHECK, "warn"}, {ZOOM_OPT_CHECK, ""},
    {ZOOM_OPT_TIMEOUT_MS, "1"}, {ZOOM_OPT_TIMEOUT_MS, "3600000"}, {ZOOM_OPT_TIMEOUT_MS, " 5000 "},
    {ZOOM_OPT_TIMEOUT_MS, ""},
    {ZOOM_OPT_CONNECT_TIMEOUT_MS, "1"}, {ZOOM_OPT_CONNECT_TIMEOUT_MS, "3600000"}, {ZOOM_OPT_CONNECT_TIMEOUT_MS, ""},
    {ZOOM_OPT_DEADLINE_MS, "1"}, {ZOOM_OPT_DEADLINE_MS, "86400000"}, {ZOOM_OPT_DEADLINE_MS, ""},
    {ZOOM_OPT_PROXY, "http://127.0.0.1:3128"}, {ZOOM_OPT_PROXY, "http://name:pass@proxy.example.com:3128"},
    {ZOOM_OPT_PROXY, "https://proxy.example.com"}, {ZOOM_OPT_PROXY, "socks5h://name:p%40ss@127.0.0.1:1080"},
    {ZOOM_OPT_PROXY, "socks5://127.0.0.1"}, {ZOOM_OPT_PROXY, "socks4a://127.0.0.1"}, {ZOOM_OPT_PROXY, "socks4://h"},
    {ZOOM_OPT_PROXY, "off"}, {ZOOM_OPT_PROXY, ""},
    {ZOOM_OPT_CERT_FILE, "no-such-file.pem"}, {ZOOM_OPT_CERT_FILE, ""},
    {ZOOM_OPT_KEY_FILE, "no-such-file.key"}, {ZOOM_OPT_KEY_FILE, ""},
    {ZOOM_OPT_CA_FILE, "no-such-file.pem"}, {ZOOM_OPT_CA_FILE, ""},
    {ZOOM_OPT_SYSTEM_ROOTS, "on"}, {ZOOM_OPT_SYSTEM_ROOTS, "off"}, {ZOOM_OPT_SYSTEM_ROOTS, "TRUE"},
    {ZOOM_OPT_SYSTEM_ROOTS, "0"}, {ZOOM_OPT_SYSTEM_ROOTS, "no"}, {ZOOM_OPT_SYSTEM_ROOTS, ""},
    {ZOOM_OPT_USER_AGENT, "payroll/1.0 (nightly)"}, {ZOOM_OPT_USER_AGENT, ""},
    {ZOOM_OPT_SUB_ACCOUNT_ID, "abc"}, {ZOOM_OPT_SUB_ACCOUNT_ID, ""},
    {ZOOM_OPT_KEEP, "off"}, {ZOOM_OPT_KEEP, "1"}, {ZOOM_OPT_KEEP, ""}
};

static const struct setting bad_settings[] = {
    {ZOOM_OPT_TOKEN, "Bearer abc"}, {ZOOM_OPT_TOKEN, "a b"}, {ZOOM_OPT_TOKEN, "a\nb"}, {ZOOM_OPT_TOKEN, "\xc3\xa4"},
    {ZOOM_OPT_BASE_URL, "api.zoom.us"}, {ZOOM_OPT_BASE_URL, "http://api.zoom.us/v2"},
    {ZOOM_OPT_BASE_URL, "ftp://127.0.0.1"}, {ZOOM_OPT_BASE_URL, "https://"}, {ZOOM_OPT_BASE_URL, "https://a@b.example"},
    {ZOOM_OPT_BASE_URL, "https://api.zoom.us/v2?a=b"}, {ZOOM_OPT_BASE_URL, "https://api.zoom.us:99999/v2"},
    {ZOOM_OPT_ENCODING, "xml"}, {ZOOM_OPT_CHECK, "off"},
    {ZOOM_OPT_TIMEOUT_MS, "0"}, {ZOOM_OPT_TIMEOUT_MS, "-1"}, {ZOOM_OPT_TIMEOUT_MS, "3600001"},
    {ZOOM_OPT_TIMEOUT_MS, "1.5"}, {ZOOM_OPT_TIMEOUT_MS, "5s"}, {ZOOM_OPT_TIMEOUT_MS, "99999999999999999999999"},
    {ZOOM_OPT_CONNECT_TIMEOUT_MS, "0"}, {ZOOM_OPT_DEADLINE_MS, "86400001"},
    {ZOOM_OPT_PROXY, "socks6://127.0.0.1:1080"}, {ZOOM_OPT_PROXY, "http://"}, {ZOOM_OPT_PROXY, "socks4://a:b@h"},
    {ZOOM_OPT_PROXY, "http://wpad/wpad.dat"}, {ZOOM_OPT_PROXY, "pac:http://h/p"}, {ZOOM_OPT_PROXY, "http://a%zz@h"},
    {ZOOM_OPT_CERT_FILE, "a\nb"}, {ZOOM_OPT_KEY_FILE, "a\nb"},
    {ZOOM_OPT_CA_FILE, "a\nb"}, {ZOOM_OPT_SYSTEM_ROOTS, "maybe"}, {ZOOM_OPT_KEEP, "2"},
    {ZOOM_OPT_USER_AGENT, "a\r\nb"}, {ZOOM_OPT_USER_AGENT, "\xc3\xa4"}, {ZOOM_OPT_USER_AGENT, " a"}
};

/* The outcome that a user id of the sandbox causes. -1: no such number. */
struct ending {
    const char *user_id;
    zoom_status status;
    int http_status;
    int api_code;
};

static const struct ending endings[] = {
    {"error-400-300@sandbox.test", ZOOM_E_REJECTED, 400, 300},
    {"error-400-1010@sandbox.test", ZOOM_E_NOT_FOUND, 400, 1010},
    {"error-400-4711@sandbox.test", ZOOM_E_FORBIDDEN, 400, 4711},
    {"error-401-124@sandbox.test", ZOOM_E_UNAUTHORIZED, 401, 124},
    {"error-403-200@sandbox.test", ZOOM_E_FORBIDDEN, 403, 200},
    {"error-404-1001@sandbox.test", ZOOM_E_NOT_FOUND, 404, 1001},
    {"error-409-1005@sandbox.test", ZOOM_E_REJECTED, 409, 1005},
    {"rate-second@sandbox.test", ZOOM_E_RATE_LIMITED, 429, 429},
    {"rate-daily@sandbox.test", ZOOM_E_RATE_LIMITED, 429, 429},
    {"error-500-500@sandbox.test", ZOOM_E_SERVER, 500, 500},
    {"status-500@sandbox.test", ZOOM_E_SERVER, 500, -1},
    {"status-200@sandbox.test", ZOOM_E_UNEXPECTED, 200, -1},
    {"html-502@sandbox.test", ZOOM_E_SERVER, 502, -1},
    {"xml-404@sandbox.test", ZOOM_E_NOT_FOUND, 404, 1001},
    {"binary-400@sandbox.test", ZOOM_E_REJECTED, 400, -1},
    {"redirect-302@sandbox.test", ZOOM_E_UNEXPECTED, 302, -1},
    {"big-9000@sandbox.test", ZOOM_E_REJECTED, 400, 300},
    {"big-2000000@sandbox.test", ZOOM_E_REJECTED, 400, -1},
    {"oauth-error@sandbox.test", ZOOM_E_REJECTED, 400, -1},
    {"early@sandbox.test", ZOOM_E_REJECTED, 413, 300},
    {"truncate-body@sandbox.test", ZOOM_E_REJECTED, 400, -1},
    {"garbage@sandbox.test", ZOOM_E_UNEXPECTED, -1, -1},
    {"lines-500@sandbox.test", ZOOM_E_UNEXPECTED, -1, -1},
    {"drop@sandbox.test", ZOOM_E_IO, -1, -1},
    {"reset@sandbox.test", ZOOM_E_IO, -1, -1},
    {"truncate-9@sandbox.test", ZOOM_E_IO, -1, -1},
    {"nobody@example.com", ZOOM_E_NOT_FOUND, 404, 1001},
    {"http10-204@sandbox.test", ZOOM_OK, 204, -1},
    {"slow-20@sandbox.test", ZOOM_OK, 204, -1},
    {"drip-1@sandbox.test", ZOOM_OK, 204, -1},
    {"lines-90@sandbox.test", ZOOM_OK, 204, -1},
    {"jane@example.com", ZOOM_OK, 204, -1},
    {"JANE@example.com", ZOOM_OK, 204, -1},
    {"me", ZOOM_OK, 204, -1}
};

static void check_options_of_a_client(void)
{
    zoom_client *client = zoom_client_new();
    const char *error;
    size_t i;

    CHECK(client != NULL);
    CHECK_TEXT(zoom_client_error(client), "");
    for (i = 0; i < COUNT(good_settings); i++) {
        CHECK_CASE(zoom_client_set(client, good_settings[i].option, good_settings[i].value) == ZOOM_OK,
                   good_settings[i].value);
        CHECK_TEXT(zoom_client_error(client), "");
    }
    for (i = 0; i < COUNT(bad_settings); i++) {
        CHECK_CASE(zoom_client_set(client, bad_settings[i].option, bad_settings[i].value) == ZOOM_E_INVALID_ARGUMENT,
                   bad_settings[i].value);
        CHECK_HAS(zoom_client_error(client), bad_settings[i].option);
        CHECK(strchr(zoom_client_error(client), '\n') == NULL);
    }

    CHECK_INT(zoom_client_set(client, "timout_ms", "1"), ZOOM_E_UNKNOWN_NAME);
    CHECK_TEXT(zoom_client_error(client), "timout_ms: no such option; the nearest is timeout_ms");
    CHECK_INT(zoom_client_set(client, "baseUrl", "1"), ZOOM_E_UNKNOWN_NAME);
    CHECK_HAS(zoom_client_error(client), "the nearest is base_url");
    CHECK_INT(zoom_client_set(client, "xyzzy", "1"), ZOOM_E_UNKNOWN_NAME);
    CHECK_TEXT(zoom_client_error(client), "xyzzy: no such option");
    CHECK_INT(zoom_client_set(client, "", "1"), ZOOM_E_UNKNOWN_NAME);
    CHECK_INT(zoom_client_set(client, "TOKEN", "1"), ZOOM_E_UNKNOWN_NAME);

    CHECK_INT(zoom_client_set(NULL, "token", "a"), ZOOM_E_NULL);
    CHECK_INT(zoom_client_set(client, NULL, "a"), ZOOM_E_NULL);
    CHECK_TEXT(zoom_client_error(client), "option: expected a pointer, got NULL");
    CHECK_INT(zoom_client_set(client, "token", NULL), ZOOM_E_NULL);
    CHECK_TEXT(zoom_client_error(client), "value: expected a pointer, got NULL");
    CHECK_INT(zoom_client_set(client, "\xff", "a"), ZOOM_E_ENCODING);
    CHECK_TEXT(zoom_client_error(client), "option: expected UTF-8");
    CHECK_INT(zoom_client_set(client, "user_agent", "\xff"), ZOOM_E_ENCODING);
    CHECK_TEXT(zoom_client_error(client), "value: expected UTF-8");

    /* The text lives until the next call; a success takes it away. */
    error = zoom_client_error(client);
    CHECK(zoom_client_error(client) == error);
    CHECK_TEXT(error, "value: expected UTF-8");
    check_set(client, ZOOM_OPT_KEEP, "on");
    CHECK_TEXT(zoom_client_error(client), "");

    CHECK_TEXT(zoom_client_error(NULL), "");
    zoom_client_cancel(NULL);
    zoom_client_free(NULL);
    zoom_client_free(client);
}

/* Calls that fail before anything is sent. */
static void check_refusals(void)
{
    zoom_client *client = zoom_client_new();
    zoom_user_patch *patch = check_patch();
    zoom_user_patch *empty = zoom_user_patch_new();
    zoom_result *result;

    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_MISSING_TOKEN);
    CHECK_HAS(zoom_result_text(result, "message"), "token");
    CHECK_INT(zoom_result_number(result, "attempts"), 0);
    CHECK_RESULT(result);
    zoom_result_free(result);
    zoom_client_free(client);

    client = check_client();
    result = CHECK_UPDATE(client, "jane@example.com", empty, ZOOM_E_CHECK_FAILED);
    CHECK_INT(zoom_result_count(result, "problems"), 1);
    CHECK_INT(zoom_result_number(result, "attempts"), 0);
    zoom_result_free(result);

    result = CHECK_UPDATE(NULL, "jane@example.com", patch, ZOOM_E_NULL);
    CHECK_TEXT(zoom_result_text(result, "message"), "client: expected a pointer, got NULL");
    CHECK_RESULT(result);
    zoom_result_free(result);
    result = CHECK_UPDATE(client, NULL, patch, ZOOM_E_NULL);
    CHECK_TEXT(zoom_result_text(result, "message"), "user_id: expected a pointer, got NULL");
    zoom_result_free(result);
    result = CHECK_UPDATE(client, "jane@example.com", NULL, ZOOM_E_NULL);
    CHECK_TEXT(zoom_result_text(result, "message"), "patch: expected a pointer, got NULL");
    zoom_result_free(result);
    CHECK_INT(zoom_client_update_user(NULL, NULL, NULL, NULL), ZOOM_E_NULL);

    zoom_result_free(CHECK_UPDATE(client, "", patch, ZOOM_E_INVALID_ARGUMENT));
    zoom_result_free(CHECK_UPDATE(client, ".", patch, ZOOM_E_INVALID_ARGUMENT));
    zoom_result_free(CHECK_UPDATE(client, "..", patch, ZOOM_E_INVALID_ARGUMENT));
    zoom_result_free(CHECK_UPDATE(client, "a\r\nb", patch, ZOOM_E_INVALID_ARGUMENT));
    zoom_result_free(CHECK_UPDATE(client, "\xff", patch, ZOOM_E_ENCODING));

    zoom_user_patch_free(empty);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

static void check_success(const char *base_url)
{
    zoom_client *client = check_client_at(base_url);
    zoom_user_patch *patch = check_patch();
    int i;

    for (i = 0; i < 3; i++) {
        zoom_result *result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK);
        size_t length = 99;

        CHECK_RESULT(result);
        CHECK_TEXT(zoom_result_text(result, "message"), "the user is updated");
        CHECK_TEXT(zoom_result_text(result, "hint"), "");
        CHECK_TEXT(zoom_result_text(result, "api_message"), "");
        CHECK_HAS(zoom_result_text(result, "tracking_id"), "v=2.0");
        CHECK_TEXT(zoom_result_header(result, "X-Zm-TrackingId"), zoom_result_text(result, "tracking_id"));
        CHECK_INT(zoom_result_number(result, "http_status"), 204);
        CHECK_INT(zoom_result_number(result, "api_code"), -1);
        CHECK_INT(zoom_result_number(result, "retry_after_ms"), -1);
        CHECK_INT(zoom_result_number(result, "attempts"), 1);
        CHECK_TEXT(zoom_result_body(result, &length), "");
        CHECK_INT(length, 0);
        CHECK_INT(zoom_result_count(result, "field_errors"), 0);
        CHECK_INT(zoom_result_count(result, "problems"), 0);
        CHECK_INT(zoom_result_count(result, "warnings"), 0);
        CHECK(zoom_result_count(result, "headers") > 0);
        zoom_result_free(result);
    }
    /* Without a result, with other options, and with the other encoding. */
    CHECK_INT(zoom_client_update_user(client, "jane@example.com", patch, NULL), ZOOM_OK);
    check_set(client, ZOOM_OPT_ENCODING, "multipart");
    CHECK_INT(zoom_client_update_user(client, "jane@example.com", patch, NULL), ZOOM_OK);
    check_set(client, ZOOM_OPT_KEEP, "off");
    check_set(client, ZOOM_OPT_SUB_ACCOUNT_ID, "abc");
    CHECK_INT(zoom_client_update_user(client, "jane@example.com", patch, NULL), ZOOM_OK);
    /* An option that is refused stays as it was. */
    CHECK_INT(zoom_client_set(client, ZOOM_OPT_TOKEN, "a b"), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(zoom_client_update_user(client, "jane@example.com", patch, NULL), ZOOM_OK);
    check_set(client, ZOOM_OPT_TOKEN, "");
    CHECK_INT(zoom_client_update_user(client, "jane@example.com", patch, NULL), ZOOM_E_MISSING_TOKEN);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

static void check_endings(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    size_t i;

    for (i = 0; i < COUNT(endings); i++) {
        zoom_result *result = CHECK_UPDATE(client, endings[i].user_id, patch, endings[i].status);

        CHECK_RESULT(result);
        CHECK_CASE(zoom_result_number(result, "http_status") == endings[i].http_status, endings[i].user_id);
        CHECK_CASE(zoom_result_number(result, "api_code") == endings[i].api_code, endings[i].user_id);
        CHECK_CASE(zoom_result_number(result, "attempts") >= 1, endings[i].user_id);
        zoom_result_free(result);
    }
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

static void check_details(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result;
    size_t length = 0;

    result = CHECK_UPDATE(client, "fields-error@sandbox.test", patch, ZOOM_E_REJECTED);
    CHECK_TEXT(zoom_result_text(result, "api_message"), "Validation Failed.");
    CHECK_INT(zoom_result_count(result, "field_errors"), 2);
    CHECK_TEXT(zoom_result_item(result, "field_errors", 0, "field"), "first_name");
    CHECK_TEXT(zoom_result_item(result, "field_errors", 0, "message"), "Invalid field.");
    CHECK_TEXT(zoom_result_item(result, "field_errors", 1, "field"), "phone_numbers[0].country");
    CHECK_HAS(zoom_result_text(result, "message"), "phone_numbers[0].country: Invalid field.");
    CHECK_RESULT(result);
    zoom_result_free(result);

    result = CHECK_UPDATE(client, "error-404-1001@sandbox.test", patch, ZOOM_E_NOT_FOUND);
    CHECK_HAS(zoom_result_text(result, "message"), "HTTP 404, code 1001");
    CHECK_HAS(zoom_result_text(result, "hint"), "user id");
    zoom_result_free(result);

    result = CHECK_UPDATE(client, "rate-seconds@sandbox.test", patch, ZOOM_E_RATE_LIMITED);
    CHECK(zoom_result_number(result, "retry_after_ms") >= 0 && zoom_result_number(result, "retry_after_ms") <= 1000);
    zoom_result_free(result);
    result = CHECK_UPDATE(client, "rate-date@sandbox.test", patch, ZOOM_E_RATE_LIMITED);
    CHECK(zoom_result_number(result, "retry_after_ms") >= 0 && zoom_result_number(result, "retry_after_ms") <= 2000);
    zoom_result_free(result);

    result = CHECK_UPDATE(client, "truncate-body@sandbox.test", patch, ZOOM_E_REJECTED);
    CHECK_INT(zoom_result_count(result, "warnings"), 1);
    CHECK_HAS(zoom_result_item(result, "warnings", 0, "message"), "is incomplete");
    zoom_result_free(result);

    result = CHECK_UPDATE(client, "big-9000@sandbox.test", patch, ZOOM_E_REJECTED);
    zoom_result_body(result, &length);
    CHECK_INT(length, 9000);
    CHECK(strlen(zoom_result_text(result, "message")) < 1000); /* a dialog box has to hold it */
    zoom_result_free(result);
    result = CHECK_UPDATE(client, "big-2000000@sandbox.test", patch, ZOOM_E_REJECTED);
    zoom_result_body(result, &length);
    CHECK_INT(length, 1024L * 1024L);
    zoom_result_free(result);

    check_set(client, ZOOM_OPT_TOKEN, "not-the-token");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_UNAUTHORIZED);
    CHECK_INT(zoom_result_number(result, "api_code"), 124);
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_TOKEN, "expired-token");
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_UNAUTHORIZED));
    check_set(client, ZOOM_OPT_TOKEN, "noscope-token");
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_FORBIDDEN));

    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

/* With check=warn the library sends everything, and Zoom validates it. */
static void check_the_check(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result;

    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_TYPE, 7), ZOOM_OK);
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_CHECK_FAILED);
    CHECK_INT(zoom_result_number(result, "attempts"), 0);
    CHECK_TEXT(zoom_result_item(result, "problems", 0, "field"), "type");
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_CHECK, "warn");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_REJECTED);
    CHECK_INT(zoom_result_number(result, "http_status"), 400);
    CHECK_INT(zoom_result_count(result, "problems"), 0);
    CHECK_TEXT(zoom_result_item(result, "warnings", 0, "field"), "type");
    CHECK_TEXT(zoom_result_item(result, "field_errors", 0, "field"), "type");
    CHECK_RESULT(result);
    zoom_result_free(result);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

/* Network failures. Port 1 of this machine is closed. */
static void check_no_way(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result;

    check_set(client, ZOOM_OPT_TIMEOUT_MS, "200");
    result = CHECK_UPDATE(client, "slow-30000@sandbox.test", patch, ZOOM_E_TIMEOUT);
    CHECK_HAS(zoom_result_text(result, "message"), "timeout_ms is 200 ms");
    CHECK_RESULT(result);
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_TIMEOUT_MS, "");
    check_set(client, ZOOM_OPT_DEADLINE_MS, "200");
    result = CHECK_UPDATE(client, "slow-30000@sandbox.test", patch, ZOOM_E_TIMEOUT);
    CHECK_HAS(zoom_result_text(result, "message"), "deadline_ms is 200 ms");
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_DEADLINE_MS, "");
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));

    check_set(client, ZOOM_OPT_PROXY, "http://127.0.0.1:1");
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_PROXY));
    check_set(client, ZOOM_OPT_PROXY, "off");
    check_set(client, ZOOM_OPT_CA_FILE, "no-such-file.pem");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_result_text(result, "message"), "ca_file: ");
    CHECK_HAS(zoom_result_text(result, "message"), "no-such-file.pem cannot be read");
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_CA_FILE, check_environment("ZOOM_TEST_CA_FILE"));
    check_set(client, ZOOM_OPT_KEY_FILE, "no-such-file.key");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_result_text(result, "message"), "key_file: needs the option cert_file");
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_KEY_FILE, "");
    check_set(client, ZOOM_OPT_CA_FILE, "");
    /* No certificate authority is trusted. */
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_result_text(result, "message"), "system_roots");
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_SYSTEM_ROOTS, "on");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_TLS);
    CHECK_HAS(zoom_result_text(result, "message"), "issued by \"zoomuser sandbox CA\"");
    CHECK_HAS(zoom_result_text(result, "hint"), "set ca_file");
    CHECK_RESULT(result);
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_BASE_URL, "https://127.0.0.1:1/v2");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_CONNECT);
    CHECK_RESULT(result);
    zoom_result_free(result);

    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

int main(void)
{
    int i;
    int made = 0;

    check_options_of_a_client();
    check_refusals();
    check_success(check_environment("ZOOM_TEST_BASE_URL"));
    check_success(check_environment("ZOOM_TEST_HTTP_BASE_URL"));
    check_endings();
    check_details();
    check_the_check();
    check_no_way();
    for (i = 0; i < 10000; i++) {
        zoom_client *client = zoom_client_new();

        made += client != NULL && zoom_client_set(client, ZOOM_OPT_TOKEN, "abcdef") == ZOOM_OK;
        zoom_client_free(client);
    }
    CHECK_INT(made, 10000);
    return check_end();
}
