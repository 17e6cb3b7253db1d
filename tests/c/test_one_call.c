/* needs: c89 c99 c11 cxx static shared */
/* zoom_update_user: its arguments, its options, its message, its result. */

#include "check.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define JANE "jane@example.com"
#define TOKEN "tok-1234567890"
/* A token of the form of Zoom's. */
#define FORMED "eyJzdiI6IjAwMDAwMSJ9.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl"
#define FIELDS "{\"dept\": \"Engineering\"}"
#define CANARY '#'

static char options[2048];

struct call {
    const char *token;
    const char *user_id;
    const char *fields;
    const char *options;
    zoom_status status;
    const char *message; /* a part of it */
};

/* Calls that send nothing: without options the library would connect to Zoom. */
static const struct call refused[] = {
    {NULL, JANE, FIELDS, NULL, ZOOM_E_NULL, "access_token: expected a pointer"},
    {TOKEN, NULL, FIELDS, NULL, ZOOM_E_NULL, "user_id: expected a pointer"},
    {TOKEN, JANE, NULL, NULL, ZOOM_E_NULL, "fields_json: expected a pointer"},
    {NULL, NULL, NULL, NULL, ZOOM_E_NULL, "access_token: expected a pointer"},
    {"\xff", JANE, FIELDS, NULL, ZOOM_E_ENCODING, "access_token"},
    {TOKEN, "\xff", FIELDS, NULL, ZOOM_E_ENCODING, "user_id"},
    {TOKEN, JANE, "\xff", NULL, ZOOM_E_ENCODING, "fields_json"},
    {TOKEN, JANE, FIELDS, "\xff", ZOOM_E_ENCODING, "options_json"},
    {"", JANE, FIELDS, NULL, ZOOM_E_MISSING_TOKEN, "token"},
    {"", JANE, FIELDS, "", ZOOM_E_MISSING_TOKEN, "token"},
    {"", JANE, FIELDS, " \n", ZOOM_E_MISSING_TOKEN, "token"},
    {"", JANE, FIELDS, "{}", ZOOM_E_MISSING_TOKEN, "token"},
    {"", JANE, FIELDS, "{\"token\": null}", ZOOM_E_MISSING_TOKEN, "token"},
    {TOKEN, JANE, FIELDS, "{\"token\": \"tok-other\"}", ZOOM_E_INVALID_ARGUMENT, "given twice"},
    {"a b", JANE, FIELDS, NULL, ZOOM_E_INVALID_ARGUMENT, "token"},
    {TOKEN, "", FIELDS, NULL, ZOOM_E_INVALID_ARGUMENT, "user_id"},
    {JANE, FORMED, FIELDS, NULL, ZOOM_E_INVALID_ARGUMENT, "token: expected an access token, got what"},
    {TOKEN, FORMED, FIELDS, NULL, ZOOM_E_INVALID_ARGUMENT, "are the arguments swapped?"},
    {TOKEN, TOKEN, FIELDS, NULL, ZOOM_E_INVALID_ARGUMENT, "are the arguments swapped?"},
    {"", FORMED, FIELDS, "{\"token\": \"" TOKEN "\"}", ZOOM_E_INVALID_ARGUMENT, "are the arguments swapped?"},
    {TOKEN, ":userId", FIELDS, NULL, ZOOM_E_INVALID_ARGUMENT, "got a placeholder"},
    {TOKEN, JANE, FIELDS, "{\"rate_file\": \"~/rate\"}", ZOOM_E_INVALID_ARGUMENT, "rate_file: begins with ~"},
    {TOKEN, JANE, "", NULL, ZOOM_E_INVALID_JSON, "fields"},
    {TOKEN, JANE, "[]", NULL, ZOOM_E_INVALID_JSON, "fields"},
    {TOKEN, JANE, "null", NULL, ZOOM_E_INVALID_JSON, "fields"},
    {TOKEN, JANE, "{\"dept\": }", NULL, ZOOM_E_INVALID_JSON, "fields"},
    {TOKEN, JANE, "{\"dept\": 1, \"dept\": 2}", NULL, ZOOM_E_INVALID_JSON, "stands twice"},
    {TOKEN, JANE, "{}", NULL, ZOOM_E_CHECK_FAILED, "empty"},
    {TOKEN, JANE, "{\"type\": 7}", NULL, ZOOM_E_CHECK_FAILED, "type: expected one of"},
    {TOKEN, JANE, FIELDS, "[]", ZOOM_E_INVALID_JSON, "options"},
    {TOKEN, JANE, FIELDS, "{", ZOOM_E_INVALID_JSON, "options"},
    {TOKEN, JANE, FIELDS, "timeout_ms=1", ZOOM_E_INVALID_JSON, "options"},
    {TOKEN, JANE, FIELDS, "{\"timout_ms\": 1}", ZOOM_E_UNKNOWN_NAME, "the nearest is timeout_ms"},
    {TOKEN, JANE, FIELDS, "{\"timeout_ms\": \"soon\"}", ZOOM_E_INVALID_ARGUMENT, "timeout_ms"},
    {TOKEN, JANE, FIELDS, "{\"timeout_ms\": 0}", ZOOM_E_INVALID_ARGUMENT, "timeout_ms"},
    {TOKEN, JANE, FIELDS, "{\"timeout_ms\": [1]}", ZOOM_E_INVALID_ARGUMENT, "timeout_ms"},
    {TOKEN, JANE, FIELDS, "{\"keep\": 7}", ZOOM_E_INVALID_ARGUMENT, "keep"}
};

static void check_refused(void)
{
    size_t i;

    for (i = 0; i < COUNT(refused); i++) {
        const struct call *call = &refused[i];
        zoom_result *result = NULL;
        char message[512];
        zoom_status status = zoom_update_user(call->token, call->user_id, call->fields, call->options, &result, message,
                                              sizeof message);

        if (!CHECK_CASE(status == call->status, call->message)) {
            fprintf(stderr, "    expected %s, got %s\n", zoom_status_name(call->status), zoom_status_name(status));
        }
        CHECK_HAS(message, call->message);
        CHECK_TEXT(zoom_result_text(result, "message"), message);
        CHECK_INT(zoom_result_status(result), status);
        CHECK_INT(zoom_result_number(result, "http_status"), -1);
        CHECK_RESULT(result);
        zoom_result_free(result);
        CHECK_INT(zoom_update_user(call->token, call->user_id, call->fields, call->options, NULL, NULL, 0), status);
    }
}

static void check_sent(void)
{
    const char *token = check_environment("ZOOM_TEST_TOKEN");
    char more[512];
    char with_token[2048];
    char message[512];
    zoom_result *result = NULL;

    check_options(options, sizeof options, "");
    CHECK_INT(zoom_update_user(token, JANE, FIELDS, options, &result, message, sizeof message), ZOOM_OK);
    CHECK_TEXT(message, "the user is updated");
    CHECK_INT(zoom_result_number(result, "http_status"), 204);
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_INT(zoom_update_user(token, JANE, FIELDS, options, NULL, NULL, 0), ZOOM_OK);
    CHECK_INT(zoom_update_user(token, "error-404-1001@sandbox.test", FIELDS, options, &result, message, sizeof message),
              ZOOM_E_NOT_FOUND);
    CHECK_INT(zoom_result_number(result, "api_code"), 1001);
    zoom_result_free(result);
    CHECK_INT(zoom_update_user("not-the-token", JANE, FIELDS, options, NULL, NULL, 0), ZOOM_E_UNAUTHORIZED);
    CHECK_INT(zoom_update_user(token, JANE, FIELDS, options, NULL, NULL, 0), ZOOM_OK);

    /* The token in the options; text, numbers and booleans as JSON has them. */
    strcpy(more, ", \"timeout_ms\": 20000, \"keep\": false, \"check\": \"warn\", \"user_agent\": null, \"token\": \"");
    check_append(more, sizeof more, token, 1);
    check_append(more, sizeof more, "\"", 0);
    check_options(with_token, sizeof with_token, more);
    CHECK_INT(zoom_update_user("", JANE, FIELDS, with_token, NULL, NULL, 0), ZOOM_OK);
    CHECK_INT(zoom_update_user(token, JANE, FIELDS, with_token, NULL, message, sizeof message),
              ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(message, "given twice");

    check_options(options, sizeof options, ", \"timeout_ms\": 200");
    CHECK_INT(zoom_update_user(token, "slow-30000@sandbox.test", FIELDS, options, NULL, message, sizeof message),
              ZOOM_E_TIMEOUT);

    /* A byte order mark before the fields, as Windows' Notepad writes it. */
    check_options(options, sizeof options, "");
    CHECK_INT(zoom_update_user(token, JANE, "\xef\xbb\xbf" FIELDS, options, NULL, NULL, 0), ZOOM_OK);

    zoom_cleanup();
    zoom_cleanup();
    CHECK_INT(zoom_update_user(token, JANE, FIELDS, options, NULL, NULL, 0), ZOOM_OK);
    zoom_cleanup();
}

/* The message "h\u00f6he: no such field" in a buffer of this size. */
static const char *cut(size_t capacity)
{
    static char buffer[64];

    memset(buffer, CANARY, sizeof buffer);
    CHECK_INT(zoom_update_user(TOKEN, JANE, "{\"h\xc3\xb6he\": 1}", NULL, NULL, buffer, capacity), ZOOM_E_CHECK_FAILED);
    CHECK(buffer[capacity] == CANARY);
    return buffer;
}

static void check_message(void)
{
    static const char whole[] = "h\xc3\xb6he: no such field";

    CHECK(cut(0)[0] == CANARY);
    CHECK_TEXT(cut(1), "");
    CHECK_TEXT(cut(2), "h");
    CHECK_TEXT(cut(3), "h"); /* not half of an o umlaut */
    CHECK_TEXT(cut(4), "h\xc3\xb6");
    CHECK_TEXT(cut(5), "h\xc3\xb6h");
    CHECK_TEXT(cut(sizeof whole - 1), "h\xc3\xb6he: no such fiel");
    CHECK_TEXT(cut(sizeof whole), whole);
    CHECK_TEXT(cut(sizeof whole + 1), whole);
    CHECK_INT(zoom_update_user(TOKEN, JANE, "{}", NULL, NULL, NULL, 100), ZOOM_E_CHECK_FAILED);
}

int main(void)
{
    zoom_cleanup();
    check_refused();
    check_sent();
    check_message();
    return check_end();
}
