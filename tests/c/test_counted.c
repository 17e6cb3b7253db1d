/* needs: c89 c99 c11 cxx static shared */
/* The variants with lengths: values without a final NUL or with NUL inside, NULL, and impossible lengths. */

#include "check.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char bytes[] = "ignored";

/* No object is that long. */
static const size_t impossible[] = {(size_t)-1, (size_t)-2, (size_t)-1 / 2 + 1};

/* A copy of a text in memory of exactly its size, so that a tool finds a read beyond it. One byte for an empty text. */
static char *without_nul(const char *text, size_t length)
{
    char *copy = (char *)malloc(length == 0 ? 1 : length);

    if (copy == NULL) {
        exit(check_end());
    }
    memcpy(copy, text, length);
    return copy;
}

static zoom_status client_set(zoom_client *client, const char *option, const char *value, size_t length)
{
    char *copy = without_nul(value, length);
    zoom_status status = zoom_client_set_n(client, option, copy, length);

    free(copy);
    return status;
}

static zoom_status patch_set(zoom_user_patch *patch, const char *field, const char *text, size_t length)
{
    char *copy = without_nul(text, length);
    zoom_status status = zoom_user_patch_set_n(patch, field, copy, length);

    free(copy);
    return status;
}

static zoom_status patch_set_json(zoom_user_patch *patch, const char *field, const char *json, size_t length)
{
    char *copy = without_nul(json, length);
    zoom_status status = zoom_user_patch_set_json_n(patch, field, copy, length);

    free(copy);
    return status;
}

/* The first problem that validation finds is this one; with "" it finds none. */
static void check_problem(const zoom_user_patch *patch, const char *message)
{
    zoom_result *result = NULL;

    CHECK_INT(zoom_user_patch_check(patch, &result), message[0] == '\0' ? ZOOM_OK : ZOOM_E_CHECK_FAILED);
    CHECK_TEXT(zoom_result_item(result, "problems", 0, "message"), message);
    zoom_result_free(result);
}

static void check_options_of_a_client(const char *token)
{
    zoom_client *client = check_client_at(check_environment("ZOOM_TEST_BASE_URL"));
    zoom_user_patch *patch = check_patch();
    size_t i;

    check_set(client, ZOOM_OPT_TOKEN, "");
    CHECK_INT(client_set(client, ZOOM_OPT_TOKEN, token, strlen(token)), ZOOM_OK);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));
    CHECK_INT(client_set(client, ZOOM_OPT_TOKEN, token, strlen(token) - 1), ZOOM_OK);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_UNAUTHORIZED));

    /* No length: the default, whatever the pointer. */
    CHECK_INT(zoom_client_set_n(client, ZOOM_OPT_TOKEN, NULL, 0), ZOOM_OK);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_MISSING_TOKEN));
    CHECK_INT(zoom_client_set_n(client, ZOOM_OPT_TOKEN, token, strlen(token)), ZOOM_OK);
    CHECK_INT(zoom_client_set_n(client, ZOOM_OPT_TOKEN, bytes, 0), ZOOM_OK);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_MISSING_TOKEN));

    /* The length ends the value, not a NUL and not the text after it. */
    CHECK_INT(client_set(client, ZOOM_OPT_TIMEOUT_MS, "5000x", 4), ZOOM_OK);
    CHECK_INT(client_set(client, ZOOM_OPT_TIMEOUT_MS, "5000x", 5), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(client_set(client, ZOOM_OPT_USER_AGENT, "a\0b", 1), ZOOM_OK);
    CHECK_INT(client_set(client, ZOOM_OPT_USER_AGENT, "a\0b", 2), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(client_set(client, ZOOM_OPT_USER_AGENT, "a\0b", 3), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(client_set(client, ZOOM_OPT_CA_FILE, "\xc3\xa4", 2), ZOOM_OK);
    CHECK_INT(client_set(client, ZOOM_OPT_CA_FILE, "\xc3\xa4", 1), ZOOM_E_ENCODING);
    CHECK_TEXT(zoom_client_error(client), "value: expected UTF-8");

    for (i = 0; i < COUNT(impossible); i++) {
        CHECK_INT(zoom_client_set_n(client, ZOOM_OPT_KEEP, bytes, impossible[i]), ZOOM_E_INVALID_ARGUMENT);
        CHECK_HAS(zoom_client_error(client), "value: expected a length");
        CHECK_INT(zoom_client_set_n(client, ZOOM_OPT_KEEP, NULL, impossible[i]), ZOOM_E_NULL);
    }
    CHECK_INT(zoom_client_set_n(client, ZOOM_OPT_KEEP, NULL, 5), ZOOM_E_NULL);
    CHECK_TEXT(zoom_client_error(client), "value: expected a pointer, got NULL");
    CHECK_INT(zoom_client_set_n(client, NULL, "on", 2), ZOOM_E_NULL);
    CHECK_TEXT(zoom_client_error(client), "option: expected a pointer, got NULL");
    CHECK_INT(zoom_client_set_n(client, "\xff", "on", 2), ZOOM_E_ENCODING);
    CHECK_INT(zoom_client_set_n(client, "timout_ms", "1", 1), ZOOM_E_UNKNOWN_NAME);
    CHECK_INT(zoom_client_set_n(NULL, ZOOM_OPT_KEEP, "on", 2), ZOOM_E_NULL);
    CHECK_INT(zoom_client_set_n(client, ZOOM_OPT_KEEP, "on", 2), ZOOM_OK);
    CHECK_TEXT(zoom_client_error(client), "");
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

static void check_setter_of_text(void)
{
    zoom_user_patch *patch = check_patch();
    char text[65];
    size_t i;

    /* The check says how many characters it sees. */
    memset(text, 'x', sizeof text);
    CHECK_INT(patch_set(patch, ZOOM_FIELD_FIRST_NAME, text, 64), ZOOM_OK);
    check_problem(patch, "");
    CHECK_INT(patch_set(patch, ZOOM_FIELD_FIRST_NAME, text, 65), ZOOM_OK);
    check_problem(patch, "expected at most 64 characters, got 65");
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_FIRST_NAME), ZOOM_OK);
    CHECK_INT(patch_set(patch, ZOOM_FIELD_HOST_KEY, "1234567", 5), ZOOM_OK);
    check_problem(patch, "expected 6 to 10 characters, got 5");
    CHECK_INT(patch_set(patch, ZOOM_FIELD_HOST_KEY, "1234567", 6), ZOOM_OK);
    check_problem(patch, "");

    /* A NUL is a character. */
    CHECK_INT(patch_set(patch, ZOOM_FIELD_DEPT, "a\0b", 3), ZOOM_OK);
    text[32] = '\0';
    text[64] = '\0';
    CHECK_INT(patch_set(patch, ZOOM_FIELD_FIRST_NAME, text, 65), ZOOM_OK);
    check_problem(patch, "expected at most 64 characters, got 65");
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_FIRST_NAME), ZOOM_OK);

    /* No length: the empty text. */
    CHECK_INT(zoom_user_patch_set_n(patch, ZOOM_FIELD_HOST_KEY, NULL, 0), ZOOM_OK);
    check_problem(patch, "expected 6 to 10 characters, got 0");
    CHECK_INT(patch_set(patch, ZOOM_FIELD_HOST_KEY, "123456", 6), ZOOM_OK);
    CHECK_INT(patch_set(patch, ZOOM_FIELD_HOST_KEY, "123456", 0), ZOOM_OK);
    check_problem(patch, "expected 6 to 10 characters, got 0");
    CHECK_INT(patch_set(patch, ZOOM_FIELD_HOST_KEY, "123456", 6), ZOOM_OK);

    /* What is refused leaves the field as it was. */
    CHECK_INT(patch_set(patch, ZOOM_FIELD_HOST_KEY, "\xe2\x82\xac", 2), ZOOM_E_ENCODING);
    CHECK_TEXT(zoom_user_patch_error(patch), "text: expected UTF-8");
    CHECK_INT(patch_set(patch, ZOOM_FIELD_HOST_KEY, "a\xff", 2), ZOOM_E_ENCODING);
    for (i = 0; i < COUNT(impossible); i++) {
        CHECK_INT(zoom_user_patch_set_n(patch, ZOOM_FIELD_HOST_KEY, bytes, impossible[i]), ZOOM_E_INVALID_ARGUMENT);
        CHECK_HAS(zoom_user_patch_error(patch), "text: expected a length");
        CHECK_INT(zoom_user_patch_set_n(patch, ZOOM_FIELD_HOST_KEY, NULL, impossible[i]), ZOOM_E_NULL);
    }
    CHECK_INT(zoom_user_patch_set_n(patch, ZOOM_FIELD_HOST_KEY, NULL, 5), ZOOM_E_NULL);
    CHECK_TEXT(zoom_user_patch_error(patch), "text: expected a pointer, got NULL");
    CHECK_INT(zoom_user_patch_set_n(patch, NULL, "a", 1), ZOOM_E_NULL);
    CHECK_TEXT(zoom_user_patch_error(patch), "field: expected a pointer, got NULL");
    CHECK_INT(zoom_user_patch_set_n(patch, "\xff", "a", 1), ZOOM_E_ENCODING);
    CHECK_INT(zoom_user_patch_set_n(NULL, ZOOM_FIELD_DEPT, "a", 1), ZOOM_E_NULL);
    check_problem(patch, "");
    zoom_user_patch_free(patch);
}

static void check_setter_of_json(void)
{
    zoom_user_patch *patch = check_patch();
    size_t i;

    CHECK_INT(patch_set_json(patch, ZOOM_FIELD_FEATURE, "{\"zoom_phone\": true}}", 20), ZOOM_OK);
    check_problem(patch, "");
    CHECK_INT(patch_set_json(patch, ZOOM_FIELD_FEATURE, "{\"zoom_phone\": true}}", 21), ZOOM_E_INVALID_JSON);
    CHECK_INT(patch_set_json(patch, ZOOM_FIELD_FEATURE, "{\"zoom_phone\": true}", 19), ZOOM_E_INVALID_JSON);
    CHECK_INT(patch_set_json(patch, ZOOM_FIELD_TYPE, "99", 2), ZOOM_OK);
    CHECK_INT(patch_set_json(patch, ZOOM_FIELD_TYPE, "21", 1), ZOOM_OK);
    check_problem(patch, "");

    /* JSON has no NUL, neither inside nor at its end. */
    CHECK_INT(patch_set_json(patch, ZOOM_FIELD_TYPE, "2", 2), ZOOM_E_INVALID_JSON);
    CHECK_INT(patch_set_json(patch, ZOOM_FIELD_DEPT, "\"a\0b\"", 5), ZOOM_E_INVALID_JSON);
    CHECK_HAS(zoom_user_patch_error(patch), "dept: not JSON");

    /* No length: the empty text, which is no JSON. */
    CHECK_INT(zoom_user_patch_set_json_n(patch, ZOOM_FIELD_DEPT, NULL, 0), ZOOM_E_INVALID_JSON);
    CHECK_INT(patch_set_json(patch, ZOOM_FIELD_DEPT, "1", 0), ZOOM_E_INVALID_JSON);

    CHECK_INT(patch_set_json(patch, ZOOM_FIELD_DEPT, "\"\xc3\xa4\"", 2), ZOOM_E_ENCODING);
    CHECK_TEXT(zoom_user_patch_error(patch), "json: expected UTF-8");
    for (i = 0; i < COUNT(impossible); i++) {
        CHECK_INT(zoom_user_patch_set_json_n(patch, ZOOM_FIELD_DEPT, bytes, impossible[i]), ZOOM_E_INVALID_ARGUMENT);
        CHECK_HAS(zoom_user_patch_error(patch), "json: expected a length");
        CHECK_INT(zoom_user_patch_set_json_n(patch, ZOOM_FIELD_DEPT, NULL, impossible[i]), ZOOM_E_NULL);
    }
    CHECK_INT(zoom_user_patch_set_json_n(patch, ZOOM_FIELD_DEPT, NULL, 5), ZOOM_E_NULL);
    CHECK_TEXT(zoom_user_patch_error(patch), "json: expected a pointer, got NULL");
    CHECK_INT(zoom_user_patch_set_json_n(patch, NULL, "1", 1), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_json_n(patch, "\xff", "1", 1), ZOOM_E_ENCODING);
    CHECK_INT(zoom_user_patch_set_json_n(NULL, ZOOM_FIELD_DEPT, "1", 1), ZOOM_E_NULL);
    check_problem(patch, "");
    zoom_user_patch_free(patch);
}

int main(void)
{
    check_options_of_a_client(check_environment("ZOOM_TEST_TOKEN"));
    check_setter_of_text();
    check_setter_of_json();
    return check_end();
}
