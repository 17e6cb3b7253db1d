/* needs: c89 c99 c11 cxx static shared */
/* The UTF-16 variants: input, output, unpaired surrogates, NULL, "", and truncation. */

#include "utf16.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define CANARY 0x2323
#define TOKEN "tok-1234567890"
#define JANE "jane@example.com"
#define FIELDS "{\"dept\": \"Engineering\"}"

/* e with an acute accent, which is one unit, and an emoji, which is two. */
#define ACUTE "\xc3\xa9"
#define FACE "\xf0\x9f\x98\x80"
#define FACE_HIGH 0xd83d
#define FACE_LOW 0xde00

/* Unpaired surrogates: alone, at an end, in the wrong order, twice. */
static const uint16_t bad_utf16[][4] = {
    {FACE_HIGH, 0, 0, 0}, {FACE_LOW, 0, 0, 0}, {'a', FACE_HIGH, 0, 0}, {FACE_HIGH, 'a', 0, 0},
    {'a', FACE_LOW, 'b', 0}, {FACE_LOW, FACE_HIGH, 0, 0}, {FACE_HIGH, FACE_HIGH, FACE_LOW, 0},
    {FACE_HIGH, FACE_LOW, FACE_LOW, 0}, {0xdbff, 0, 0, 0}, {0xdfff, 0, 0, 0}
};

static const uint16_t nothing[] = {0};

/* Validation finds one problem, and it is this one, in UTF-8 and UTF-16. */
static void check_problem(const zoom_user_patch *patch, const char *field, const char *message)
{
    zoom_result *result = NULL;

    CHECK_INT(zoom_user_patch_check(patch, &result), ZOOM_E_CHECK_FAILED);
    CHECK_INT(zoom_result_count(result, "problems"), 1);
    CHECK_TEXT(zoom_result_item(result, "problems", 0, "field"), field);
    CHECK_TEXT(zoom_result_item(result, "problems", 0, "message"), message);
    CHECK_WIDE(zoom_result_item_utf16(result, wide("problems"), 0, wide("field")), field);
    CHECK_WIDE(zoom_result_item_utf16(result, wide("problems"), 0, wide("message")), message);
    CHECK_WIDE(zoom_result_text_utf16(result, wide("message")), zoom_result_text(result, "message"));
    CHECK_WIDE(zoom_result_text_utf16(result, wide("hint")), zoom_result_text(result, "hint"));
    CHECK_WIDE(zoom_result_text_utf16(result, wide("json")), zoom_result_text(result, "json"));
    CHECK_HAS(zoom_result_text(result, "json"), field);
    zoom_result_free(result);
}

static void check_patch_setters(void)
{
    zoom_user_patch *patch = zoom_user_patch_new();
    char text[2 * 65 * 4 + 1] = "";
    size_t i;

    /* The name of a field, which an answer repeats. */
    CHECK_INT(zoom_user_patch_set_utf16(patch, wide("r" ACUTE "sum" ACUTE), wide("a")), ZOOM_OK);
    check_problem(patch, "r" ACUTE "sum" ACUTE, "no such field");
    CHECK_INT(zoom_user_patch_unset(patch, "r" ACUTE "sum" ACUTE), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_json_utf16(patch, wide(FACE "x"), wide("1")), ZOOM_OK);
    check_problem(patch, FACE "x", "no such field");
    CHECK_INT(zoom_user_patch_unset(patch, FACE "x"), ZOOM_OK);

    /* Values: characters are counted, not units. */
    for (i = 0; i < 64; i++) {
        strcat(text, i % 2 == 0 ? FACE : ACUTE);
    }
    CHECK_INT(zoom_user_patch_set_utf16(patch, wide("first_name"), wide(text)), ZOOM_OK);
    CHECK_INT(zoom_user_patch_check(patch, NULL), ZOOM_OK);
    strcat(text, FACE);
    CHECK_INT(zoom_user_patch_set_utf16(patch, wide("first_name"), wide(text)), ZOOM_OK);
    check_problem(patch, "first_name", "expected at most 64 characters, got 65");
    CHECK_INT(zoom_user_patch_set_utf16(patch, wide("first_name"), nothing), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_utf16(patch, wide("type"), wide("2")), ZOOM_OK);
    CHECK_INT(zoom_user_patch_check(patch, NULL), ZOOM_OK);

    /* JSON, and why it is none. */
    CHECK_INT(zoom_user_patch_set_json_utf16(patch, wide("feature"), wide("{\"" FACE ACUTE "\": true}")), ZOOM_OK);
    check_problem(patch, "feature." FACE ACUTE, "no such member; expected zoom_phone");
    CHECK_INT(zoom_user_patch_set_json_utf16(patch, wide("feature"), wide("{\"zoom_phone\": true}")), ZOOM_OK);
    CHECK_INT(zoom_user_patch_check(patch, NULL), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_json_utf16(patch, wide(FACE), wide("{")), ZOOM_E_INVALID_JSON);
    CHECK_HAS(zoom_user_patch_error(patch), FACE ": not JSON");
    CHECK_INT(zoom_user_patch_set_json_utf16(patch, wide("dept"), nothing), ZOOM_E_INVALID_JSON);

    /* What is refused leaves the patch as it was. */
    for (i = 0; i < COUNT(bad_utf16); i++) {
        CHECK_INT(zoom_user_patch_set_utf16(patch, wide("dept"), bad_utf16[i]), ZOOM_E_ENCODING);
        CHECK_TEXT(zoom_user_patch_error(patch), "text: expected UTF-16 without unpaired surrogates");
        CHECK_INT(zoom_user_patch_set_utf16(patch, bad_utf16[i], wide("a")), ZOOM_E_ENCODING);
        CHECK_TEXT(zoom_user_patch_error(patch), "field: expected UTF-16 without unpaired surrogates");
        CHECK_INT(zoom_user_patch_set_json_utf16(patch, wide("dept"), bad_utf16[i]), ZOOM_E_ENCODING);
        CHECK_TEXT(zoom_user_patch_error(patch), "json: expected UTF-16 without unpaired surrogates");
        CHECK_INT(zoom_user_patch_set_json_utf16(patch, bad_utf16[i], wide("1")), ZOOM_E_ENCODING);
    }
    CHECK_INT(zoom_user_patch_set_utf16(patch, wide("dept"), NULL), ZOOM_E_NULL);
    CHECK_TEXT(zoom_user_patch_error(patch), "text: expected a pointer, got NULL");
    CHECK_INT(zoom_user_patch_set_utf16(patch, NULL, wide("a")), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_utf16(NULL, wide("dept"), wide("a")), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_json_utf16(patch, wide("dept"), NULL), ZOOM_E_NULL);
    CHECK_TEXT(zoom_user_patch_error(patch), "json: expected a pointer, got NULL");
    CHECK_INT(zoom_user_patch_set_json_utf16(patch, NULL, wide("1")), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_json_utf16(NULL, wide("dept"), wide("1")), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_check(patch, NULL), ZOOM_OK);
    zoom_user_patch_free(patch);
}

static void check_client_setter(void)
{
    zoom_client *client = zoom_client_new();
    size_t i;

    CHECK_INT(zoom_client_set_utf16(client, wide("timeout_ms"), wide("5000")), ZOOM_OK);
    CHECK_INT(zoom_client_set_utf16(client, wide("timeout_ms"), nothing), ZOOM_OK);
    CHECK_INT(zoom_client_set_utf16(client, wide("ca_file"), wide("/tmp/" ACUTE FACE ".pem")), ZOOM_OK);
    CHECK_TEXT(zoom_client_error(client), "");
    CHECK_INT(zoom_client_set_utf16(client, wide("keep" FACE ACUTE), wide("on")), ZOOM_E_UNKNOWN_NAME);
    CHECK_HAS(zoom_client_error(client), "no such option");
    CHECK_INT(zoom_client_set_utf16(client, nothing, wide("on")), ZOOM_E_UNKNOWN_NAME);
    CHECK_INT(zoom_client_set_utf16(client, wide("user_agent"), wide(ACUTE)), ZOOM_E_INVALID_ARGUMENT);
    for (i = 0; i < COUNT(bad_utf16); i++) {
        CHECK_INT(zoom_client_set_utf16(client, wide("ca_file"), bad_utf16[i]), ZOOM_E_ENCODING);
        CHECK_TEXT(zoom_client_error(client), "value: expected UTF-16 without unpaired surrogates");
        CHECK_INT(zoom_client_set_utf16(client, bad_utf16[i], wide("on")), ZOOM_E_ENCODING);
        CHECK_TEXT(zoom_client_error(client), "option: expected UTF-16 without unpaired surrogates");
    }
    CHECK_INT(zoom_client_set_utf16(client, wide("keep"), NULL), ZOOM_E_NULL);
    CHECK_TEXT(zoom_client_error(client), "value: expected a pointer, got NULL");
    CHECK_INT(zoom_client_set_utf16(client, NULL, wide("on")), ZOOM_E_NULL);
    CHECK_INT(zoom_client_set_utf16(NULL, wide("keep"), wide("on")), ZOOM_E_NULL);
    zoom_client_free(client);
}

/* A client with every option set as UTF-16. */
static zoom_client *wide_client(void)
{
    zoom_client *client = zoom_client_new();

    CHECK_INT(zoom_client_set_utf16(client, wide("base_url"), wide(check_environment("ZOOM_TEST_BASE_URL"))), ZOOM_OK);
    CHECK_INT(zoom_client_set_utf16(client, wide("ca_file"), wide(check_environment("ZOOM_TEST_CA_FILE"))), ZOOM_OK);
    CHECK_INT(zoom_client_set_utf16(client, wide("token"), wide(check_environment("ZOOM_TEST_TOKEN"))), ZOOM_OK);
    CHECK_INT(zoom_client_set_utf16(client, wide("system_roots"), wide("off")), ZOOM_OK);
    CHECK_INT(zoom_client_set_utf16(client, wide("proxy"), wide("off")), ZOOM_OK);
    CHECK_INT(zoom_client_set_utf16(client, wide("connect_timeout_ms"), wide("30000")), ZOOM_OK);
    return client;
}

static void check_update_of_client(void)
{
    zoom_client *client = wide_client();
    zoom_user_patch *patch = check_patch();
    const char *unknown = ACUTE FACE "@example.com";
    const uint16_t *text;
    zoom_result *result = NULL;
    size_t i;

    CHECK_INT(zoom_user_patch_set_utf16(patch, wide("dept"), wide(FACE ACUTE)), ZOOM_OK);
    CHECK_INT(zoom_client_update_user_utf16(client, wide(JANE), patch, NULL), ZOOM_OK);
    CHECK_INT(zoom_client_update_user_utf16(client, wide(JANE), patch, &result), ZOOM_OK);
    CHECK_WIDE(zoom_result_text_utf16(result, wide("message")), "the user is updated");
    CHECK_WIDE(zoom_result_text_utf16(result, wide("hint")), "");
    CHECK_WIDE(zoom_result_item_utf16(result, wide("headers"), 0, wide("name")),
               zoom_result_item(result, "headers", 0, "name"));
    CHECK_WIDE(zoom_result_item_utf16(result, wide("headers"), 0, wide("value")),
               zoom_result_item(result, "headers", 0, "value"));
    zoom_result_free(result);

    /* The user id goes there and comes back in Zoom's words. */
    CHECK_INT(zoom_client_update_user_utf16(client, wide(unknown), patch, &result), ZOOM_E_NOT_FOUND);
    CHECK_HAS(zoom_result_text(result, "api_message"), unknown);
    text = zoom_result_text_utf16(result, wide("api_message"));
    CHECK_WIDE(text, zoom_result_text(result, "api_message"));
    CHECK(zoom_result_text_utf16(result, wide("api_message")) == text); /* it lives as long as the result */
    CHECK_WIDE(zoom_result_text_utf16(result, wide("json")), zoom_result_text(result, "json"));
    CHECK_RESULT(result);

    /* What is not there is "". */
    CHECK_WIDE(zoom_result_text_utf16(result, wide("messages")), "");
    CHECK_WIDE(zoom_result_text_utf16(result, nothing), "");
    CHECK_WIDE(zoom_result_text_utf16(result, NULL), "");
    CHECK_WIDE(zoom_result_text_utf16(NULL, wide("message")), "");
    CHECK_WIDE(zoom_result_item_utf16(result, wide("headers"), zoom_result_count(result, "headers"), wide("name")), "");
    CHECK_WIDE(zoom_result_item_utf16(result, wide("headers"), (size_t)-1, wide("name")), "");
    CHECK_WIDE(zoom_result_item_utf16(result, wide("headers"), 0, wide("field")), "");
    CHECK_WIDE(zoom_result_item_utf16(result, wide("header"), 0, wide("name")), "");
    CHECK_WIDE(zoom_result_item_utf16(result, nothing, 0, wide("name")), "");
    CHECK_WIDE(zoom_result_item_utf16(result, NULL, 0, wide("name")), "");
    CHECK_WIDE(zoom_result_item_utf16(result, wide("headers"), 0, NULL), "");
    CHECK_WIDE(zoom_result_item_utf16(NULL, wide("headers"), 0, wide("name")), "");
    for (i = 0; i < COUNT(bad_utf16); i++) {
        CHECK_WIDE(zoom_result_text_utf16(result, bad_utf16[i]), "");
        CHECK_WIDE(zoom_result_item_utf16(result, bad_utf16[i], 0, wide("name")), "");
        CHECK_WIDE(zoom_result_item_utf16(result, wide("headers"), 0, bad_utf16[i]), "");
    }
    zoom_result_free(result);

    /* An invalid argument has a result too. */
    for (i = 0; i < COUNT(bad_utf16); i++) {
        CHECK_INT(zoom_client_update_user_utf16(client, bad_utf16[i], patch, &result), ZOOM_E_ENCODING);
        CHECK_WIDE(zoom_result_text_utf16(result, wide("message")),
                   "user_id: expected UTF-16 without unpaired surrogates");
        CHECK_RESULT(result);
        zoom_result_free(result);
    }
    CHECK_INT(zoom_client_update_user_utf16(client, NULL, patch, &result), ZOOM_E_NULL);
    CHECK_WIDE(zoom_result_text_utf16(result, wide("message")), "user_id: expected a pointer, got NULL");
    zoom_result_free(result);
    CHECK_INT(zoom_client_update_user_utf16(NULL, wide(JANE), patch, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_update_user_utf16(client, wide(JANE), NULL, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_update_user_utf16(client, nothing, patch, NULL), ZOOM_E_INVALID_ARGUMENT);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

static void check_one_call(void)
{
    const char *token = check_environment("ZOOM_TEST_TOKEN");
    char options[2048];
    uint16_t message[512];
    const uint16_t *arguments[4];
    zoom_result *result = NULL;
    size_t place;
    size_t i;

    check_options(options, sizeof options, "");
    CHECK_INT(zoom_update_user_utf16(wide(token), wide(JANE), wide("{\"dept\": \"" ACUTE FACE "\"}"), wide(options),
                                     &result, message, COUNT(message)),
              ZOOM_OK);
    CHECK_WIDE(message, "the user is updated");
    CHECK_INT(zoom_result_number(result, "http_status"), 204);
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_INT(zoom_update_user_utf16(wide(token), wide(JANE), wide(FIELDS), wide(options), NULL, NULL, 0), ZOOM_OK);
    CHECK_INT(zoom_update_user_utf16(wide(token), wide(FACE "@example.com"), wide(FIELDS), wide(options), &result,
                                     message, COUNT(message)),
              ZOOM_E_NOT_FOUND);
    CHECK_WIDE(message, zoom_result_text(result, "message"));
    CHECK_HAS(zoom_result_text(result, "message"), FACE "@example.com");
    zoom_result_free(result);

    /* From here on nothing is sent. A byte order mark before JSON is Windows' Notepad. */
    CHECK_INT(zoom_update_user_utf16(wide(TOKEN), wide(JANE), wide("\xef\xbb\xbf{}"), NULL, NULL, NULL, 0),
              ZOOM_E_CHECK_FAILED);
    CHECK_INT(zoom_update_user_utf16(nothing, wide(JANE), wide(FIELDS), NULL, NULL, NULL, 0), ZOOM_E_MISSING_TOKEN);
    CHECK_INT(zoom_update_user_utf16(nothing, wide(JANE), wide(FIELDS), nothing, NULL, NULL, 0), ZOOM_E_MISSING_TOKEN);
    CHECK_INT(zoom_update_user_utf16(wide(TOKEN), nothing, wide(FIELDS), NULL, NULL, NULL, 0), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(zoom_update_user_utf16(wide(TOKEN), wide(JANE), nothing, NULL, NULL, NULL, 0), ZOOM_E_INVALID_JSON);
    CHECK_INT(zoom_update_user_utf16(wide(TOKEN), wide(JANE), wide(FIELDS), wide("{"), NULL, NULL, 0),
              ZOOM_E_INVALID_JSON);
    for (place = 0; place < 4; place++) {
        static const char *const names[] = {"access_token", "user_id", "fields_json", "options_json"};
        char expected[64];

        for (i = 0; i <= COUNT(bad_utf16); i++) { /* the last turn is NULL, which options may be */
            arguments[0] = wide(TOKEN);
            arguments[1] = wide(JANE);
            arguments[2] = wide("{}");
            arguments[3] = wide("{}");
            arguments[place] = i < COUNT(bad_utf16) ? bad_utf16[i] : NULL;
            result = NULL;
            CHECK_CASE(zoom_update_user_utf16(arguments[0], arguments[1], arguments[2], arguments[3], &result, message,
                                              COUNT(message))
                           == (i < COUNT(bad_utf16) ? ZOOM_E_ENCODING : place < 3 ? ZOOM_E_NULL : ZOOM_E_CHECK_FAILED),
                       names[place]);
            sprintf(expected, "%s: expected %s", names[place],
                    i < COUNT(bad_utf16) ? "UTF-16 without unpaired surrogates" : "a pointer, got NULL");
            CHECK_WIDE(message, place < 3 || i < COUNT(bad_utf16) ? expected : zoom_result_text(result, "message"));
            CHECK_RESULT(result);
            zoom_result_free(result);
        }
    }
    zoom_cleanup();
}

/* The start of a message in a buffer of this many units. */
static const uint16_t *cut(size_t capacity)
{
    static uint16_t buffer[64];
    size_t i;

    for (i = 0; i < COUNT(buffer); i++) {
        buffer[i] = CANARY;
    }
    CHECK_INT(zoom_update_user_utf16(wide(TOKEN), wide(JANE), wide("{\"a" FACE FACE ACUTE "\": 1}"), NULL, NULL, buffer,
                                     capacity),
              ZOOM_E_CHECK_FAILED);
    CHECK(buffer[capacity] == CANARY);
    return buffer;
}

/* The capacity counts units, and no surrogate pair is split. */
static void check_message(void)
{
    static const char whole[] = "a" FACE FACE ACUTE ": no such field";
    const size_t length = wide_length(wide(whole));

    CHECK(cut(0)[0] == CANARY);
    CHECK_WIDE(cut(1), "");
    CHECK_WIDE(cut(2), "a");
    CHECK_WIDE(cut(3), "a"); /* not half of a face */
    CHECK_WIDE(cut(4), "a" FACE);
    CHECK_WIDE(cut(5), "a" FACE);
    CHECK_WIDE(cut(6), "a" FACE FACE);
    CHECK_WIDE(cut(7), "a" FACE FACE ACUTE);
    CHECK_WIDE(cut(length), "a" FACE FACE ACUTE ": no such fiel");
    CHECK_WIDE(cut(length + 1), whole);
    CHECK_WIDE(cut(length + 2), whole);
    CHECK_INT(zoom_update_user_utf16(wide(TOKEN), wide(JANE), wide("{}"), NULL, NULL, NULL, 100), ZOOM_E_CHECK_FAILED);
}

static uint16_t copied[32];

/* Copies into a buffer full of canaries; returns the length. */
static size_t copy(const uint16_t *text, size_t capacity)
{
    size_t i;

    for (i = 0; i < COUNT(copied); i++) {
        copied[i] = CANARY;
    }
    return zoom_text_copy_utf16(text, copied, capacity);
}

/* Lengths and capacities count units, and a text is copied completely or not at all. */
static void check_text_copy(void)
{
    static const uint16_t half[] = {FACE_HIGH, 0};

    CHECK_INT(copy(wide("a" FACE ACUTE), COUNT(copied)), 4);
    CHECK_WIDE(copied, "a" FACE ACUTE);
    CHECK_INT(copy(wide("a" FACE ACUTE), 5), 4); /* exactly full */
    CHECK_WIDE(copied, "a" FACE ACUTE);
    CHECK(copied[5] == CANARY);
    CHECK_INT(copy(wide("a" FACE ACUTE), 4), 4); /* one short */
    CHECK_WIDE(copied, "");
    CHECK(copied[1] == CANARY);
    CHECK_INT(copy(wide("a" FACE ACUTE), 1), 4);
    CHECK_WIDE(copied, "");
    CHECK_INT(copy(wide("a" FACE ACUTE), 0), 4);
    CHECK(copied[0] == CANARY);
    CHECK_INT(zoom_text_copy_utf16(wide("a" FACE), NULL, 0), 3);
    CHECK_INT(zoom_text_copy_utf16(wide("a" FACE), NULL, 10), 3);

    CHECK_INT(copy(nothing, COUNT(copied)), 0);
    CHECK_WIDE(copied, "");
    CHECK_INT(copy(nothing, 0), 0);
    CHECK(copied[0] == CANARY);
    CHECK_INT(copy(NULL, COUNT(copied)), 0);
    CHECK_WIDE(copied, "");
    CHECK(copied[1] == CANARY);
    CHECK_INT(zoom_text_copy_utf16(NULL, NULL, 0), 0);

    /* It copies without validation. */
    CHECK_INT(copy(half, COUNT(copied)), 1);
    CHECK(copied[0] == FACE_HIGH && copied[1] == 0);

    /* Overlapping: to the left, to the right, onto itself. */
    copy(wide("abcdef"), COUNT(copied));
    CHECK_INT(zoom_text_copy_utf16(copied + 2, copied, COUNT(copied)), 4);
    CHECK_WIDE(copied, "cdef");
    copy(wide("abcdef"), COUNT(copied));
    CHECK_INT(zoom_text_copy_utf16(copied, copied + 2, COUNT(copied) - 2), 6);
    CHECK_WIDE(copied + 2, "abcdef");
    copy(wide("abcdef"), COUNT(copied));
    CHECK_INT(zoom_text_copy_utf16(copied, copied, COUNT(copied)), 6);
    CHECK_WIDE(copied, "abcdef");
}

/* The token is in no text. */
static void check_secrets(void)
{
    static const char secret[] = "tok-SECRET-1234567890";
    zoom_client *client = wide_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result = NULL;
    uint16_t message[512];

    CHECK_INT(zoom_client_set_utf16(client, wide("token"), wide(secret)), ZOOM_OK);
    CHECK_INT(zoom_client_update_user_utf16(client, wide("echo-token@sandbox.test"), patch, &result), ZOOM_E_REJECTED);
    CHECK(wide_has(zoom_result_text_utf16(result, wide("json")), "Bearer ***")); /* it came back */
    CHECK(!wide_has(zoom_result_text_utf16(result, wide("json")), "SECRET"));
    CHECK(!wide_has(zoom_result_text_utf16(result, wide("api_message")), "SECRET"));
    zoom_result_free(result);
    CHECK_INT(zoom_client_set_utf16(client, wide("token"), wide("Bearer tok-SECRET")), ZOOM_E_INVALID_ARGUMENT);
    CHECK(strstr(zoom_client_error(client), "SECRET") == NULL);
    CHECK_INT(zoom_update_user_utf16(wide("Bearer tok-SECRET"), wide(JANE), wide(FIELDS), NULL, &result, message,
                                     COUNT(message)),
              ZOOM_E_INVALID_ARGUMENT);
    CHECK(!wide_has(message, "SECRET"));
    zoom_result_free(result);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

int main(void)
{
    check_patch_setters();
    check_client_setter();
    check_update_of_client();
    check_one_call();
    check_message();
    check_text_copy();
    check_secrets();
    return check_end();
}
