/* needs: c89 c99 c11 cxx static shared */
/* The access token is in no text that the library returns. */

#include "check.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define FIELDS "{\"dept\": \"Engineering\"}"

/* A token that the sandbox does not accept; calls that need an accepted one use the sandbox's token. */
#define SECRET "tok-SECRET-1234567890"

static int is_in(const char *bytes, size_t length, const char *secret)
{
    size_t size = strlen(secret);
    size_t i;

    for (i = 0; i + size <= length; i++) {
        if (memcmp(bytes + i, secret, size) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Checks a text; a failure prints `where`, not the text. */
static void check_hides(const char *text, const char *secret, const char *where)
{
    CHECK_CASE(!is_in(text, strlen(text), secret), where);
}

/* Every text of a result. */
static void check_result_hides(const zoom_result *result, const char *secret)
{
    static const char *const texts[] = {"message", "hint", "api_message", "tracking_id", "json"};
    static const char *const lists[] = {"field_errors", "problems", "warnings", "headers"};
    static const char *const columns[] = {"field", "message", "name", "value"};
    const char *body;
    size_t length = 0;
    size_t i;
    size_t row;
    size_t column;

    for (i = 0; i < COUNT(texts); i++) {
        check_hides(zoom_result_text(result, texts[i]), secret, texts[i]);
    }
    for (i = 0; i < COUNT(lists); i++) {
        for (row = 0; row < zoom_result_count(result, lists[i]); row++) {
            for (column = 0; column < COUNT(columns); column++) {
                check_hides(zoom_result_item(result, lists[i], row, columns[column]), secret, lists[i]);
            }
        }
    }
    check_hides(zoom_result_header(result, "x-echo"), secret, "x-echo");
    body = zoom_result_body(result, &length);
    CHECK_CASE(!is_in(body, length, secret), "body");
}

/* Responses and failures of all kinds, with this token. */
static void check_calls(zoom_client *client, const char *secret)
{
    static const char *const users[] = {
        "echo-token@sandbox.test", "error-401-124@sandbox.test", "error-400-300@sandbox.test", "jane@example.com",
        "drop@sandbox.test", "garbage@sandbox.test", "truncate-body@sandbox.test", "redirect-302@sandbox.test", ""
    };
    zoom_user_patch *patch = check_patch();
    zoom_user_patch *bad = zoom_user_patch_new();
    size_t i;
    zoom_result *result;

    check_set(client, ZOOM_OPT_TOKEN, secret);
    for (i = 0; i < COUNT(users); i++) {
        result = NULL;
        zoom_client_update_user(client, users[i], patch, &result);
        CHECK_RESULT(result);
        check_result_hides(result, secret);
        zoom_result_free(result);
    }
    /* The response repeats the token, which the result shows as asterisks. */
    result = CHECK_UPDATE(client, "echo-token@sandbox.test", patch, ZOOM_E_REJECTED);
    CHECK_HAS(zoom_result_text(result, "api_message"), "You sent Bearer ***");
    CHECK_HAS(zoom_result_header(result, "x-echo"), "Bearer ***");
    zoom_result_free(result);

    check_set(client, ZOOM_OPT_TIMEOUT_MS, "200");
    result = CHECK_UPDATE(client, "slow-30000@sandbox.test", patch, ZOOM_E_TIMEOUT);
    check_result_hides(result, secret);
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_TIMEOUT_MS, "");

    /* A value that the check refuses is not repeated. */
    CHECK_INT(zoom_user_patch_set(bad, ZOOM_FIELD_TYPE, secret), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(bad, ZOOM_FIELD_HOST_KEY, secret), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(bad, ZOOM_FIELD_TIMEZONE, secret), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(bad, ZOOM_FIELD_LINKEDIN_URL, secret), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(bad, ZOOM_FIELD_PLAN_UNITED_TYPE, secret), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(bad, "access_token", secret), ZOOM_OK);
    result = CHECK_UPDATE(client, "jane@example.com", bad, ZOOM_E_CHECK_FAILED);
    CHECK(zoom_result_count(result, "problems") >= 4);
    check_result_hides(result, secret);
    zoom_result_free(result);

    check_set(client, ZOOM_OPT_CA_FILE, "");
    check_set(client, ZOOM_OPT_SYSTEM_ROOTS, "on");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_TLS);
    check_result_hides(result, secret);
    zoom_result_free(result);
    check_set(client, ZOOM_OPT_BASE_URL, "https://127.0.0.1:1/v2");
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_CONNECT);
    check_result_hides(result, secret);
    zoom_result_free(result);
    zoom_user_patch_free(bad);
    zoom_user_patch_free(patch);
}

/* The token in places where it does not belong. */
static void check_setters(void)
{
    static const char *const values[] = {
        "Bearer " SECRET, SECRET " x", SECRET "\n", SECRET "\xc3\xa4", "https://" SECRET "@api.zoom.us",
        "ftp://" SECRET, "http://" SECRET ".example.com/v2", "https://api.zoom.us/v2?access_token=" SECRET,
        "http://u:" SECRET "@", "http://u:" SECRET "@:x", SECRET
    };
    zoom_client *client = zoom_client_new();
    zoom_user_patch *patch = zoom_user_patch_new();
    size_t option;
    size_t i;
    int refused = 0;

    for (option = 0; option < zoom_option_count(); option++) {
        for (i = 0; i < COUNT(values); i++) {
            refused += zoom_client_set(client, zoom_option_text(option, ZOOM_PROPERTY_NAME), values[i]) != ZOOM_OK;
            check_hides(zoom_client_error(client), SECRET, zoom_option_text(option, ZOOM_PROPERTY_NAME));
        }
    }
    CHECK(refused > 50);
    CHECK_INT(zoom_user_patch_set_json(patch, ZOOM_FIELD_FEATURE, "{\"" SECRET "\": \"" SECRET), ZOOM_E_INVALID_JSON);
    check_hides(zoom_user_patch_error(patch), SECRET, "zoom_user_patch_error");
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

struct call {
    const char *token;
    const char *fields;
    const char *options;
    zoom_status status;
};

static void check_one_call(void)
{
    static const struct call calls[] = {
        {"Bearer " SECRET, FIELDS, NULL, ZOOM_E_INVALID_ARGUMENT},
        {SECRET, FIELDS, "{\"token\": \"" SECRET "\"}", ZOOM_E_INVALID_ARGUMENT},
        {"", FIELDS, "{\"token\": \"" SECRET, ZOOM_E_INVALID_JSON},
        {"", FIELDS, "{\"token\": " SECRET "}", ZOOM_E_INVALID_JSON},
        {"", FIELDS, "{\"token\": {\"" SECRET "\": 1}}", ZOOM_E_INVALID_ARGUMENT},
        {"", FIELDS, "{\"tokens\": \"" SECRET "\"}", ZOOM_E_UNKNOWN_NAME},
        {"", FIELDS, "{\"timeout_ms\": \"" SECRET "\"}", ZOOM_E_INVALID_ARGUMENT},
        {SECRET, "{\"dept\": \"" SECRET, NULL, ZOOM_E_INVALID_JSON},
        {SECRET, "{\"token\": \"" SECRET "\"}", NULL, ZOOM_E_CHECK_FAILED},
        {SECRET, "{}", NULL, ZOOM_E_CHECK_FAILED}
    };
    const char *own = check_environment("ZOOM_TEST_TOKEN");
    char options[2048];
    char message[512];
    zoom_result *result;
    size_t i;

    for (i = 0; i < COUNT(calls); i++) {
        result = NULL;
        CHECK_INT(zoom_update_user(calls[i].token, "jane@example.com", calls[i].fields, calls[i].options, &result,
                                   message, sizeof message),
                  calls[i].status);
        check_hides(message, SECRET, "message");
        check_result_hides(result, SECRET);
        zoom_result_free(result);
    }
    check_options(options, sizeof options, "");
    CHECK_INT(zoom_update_user(own, "echo-token@sandbox.test", FIELDS, options, &result, message, sizeof message),
              ZOOM_E_REJECTED);
    check_hides(message, own, "message");
    check_result_hides(result, own);
    zoom_result_free(result);
    zoom_cleanup();
}

int main(void)
{
    zoom_client *client = check_client();

    check_calls(client, check_environment("ZOOM_TEST_TOKEN"));
    zoom_client_free(client);
    client = check_client();
    check_calls(client, SECRET);
    zoom_client_free(client);
    check_setters();
    check_one_call();
    return check_end();
}
