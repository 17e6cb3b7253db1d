/* needs: c99 c11 cxx static shared posix threads */
/* The result: missing values, headers, bodies of any bytes, and reading from several threads. */

#define _POSIX_C_SOURCE 200809L

#include "posix.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const texts[] = {EACH_TEXT(CHECK_NAME)};
static const char *const numbers[] = {EACH_NUMBER(CHECK_NAME)};
static const char *const lists[] = {EACH_LIST(CHECK_NAME)};
static const char *const unknown[] = {"", "MESSAGE", "message ", "messages", "header", "status", "\xff", "json\xc3"};

static void check_null(void)
{
    size_t length = 99;
    size_t i;

    CHECK_INT(zoom_result_status(NULL), ZOOM_E_NULL);
    for (i = 0; i < COUNT(texts); i++) {
        CHECK_TEXT(zoom_result_text(NULL, texts[i]), "");
    }
    for (i = 0; i < COUNT(numbers); i++) {
        CHECK_INT(zoom_result_number(NULL, numbers[i]), -1);
    }
    for (i = 0; i < COUNT(lists); i++) {
        CHECK_INT(zoom_result_count(NULL, lists[i]), 0);
        CHECK_TEXT(zoom_result_item(NULL, lists[i], 0, "message"), "");
    }
    CHECK_TEXT(zoom_result_header(NULL, "date"), "");
    CHECK_TEXT(zoom_result_body(NULL, &length), "");
    CHECK_INT(length, 0);
    CHECK_TEXT(zoom_result_body(NULL, NULL), "");
    CHECK_TEXT(zoom_result_text(NULL, NULL), "");
    CHECK_INT(zoom_result_number(NULL, NULL), -1);
    CHECK_TEXT(zoom_result_header(NULL, NULL), "");
    CHECK_INT(zoom_result_count(NULL, NULL), 0);
    CHECK_TEXT(zoom_result_item(NULL, NULL, 0, NULL), "");
    zoom_result_free(NULL);
}

/* A call that fails before it validates the patch. */
static void check_fault(void)
{
    zoom_result *result = CHECK_UPDATE(NULL, "jane@example.com", NULL, ZOOM_E_NULL);
    size_t length = 99;
    size_t i;

    CHECK_RESULT(result);
    CHECK_HAS(zoom_result_text(result, "message"), "client");
    CHECK_TEXT(zoom_result_text(result, "hint"), "");
    CHECK_TEXT(zoom_result_text(result, "api_message"), "");
    CHECK_TEXT(zoom_result_text(result, "tracking_id"), "");
    CHECK_INT(zoom_result_number(result, "http_status"), -1);
    CHECK_INT(zoom_result_number(result, "api_code"), -1);
    CHECK_INT(zoom_result_number(result, "retry_after_ms"), -1);
    for (i = 0; i < COUNT(lists); i++) {
        CHECK_INT(zoom_result_count(result, lists[i]), 0);
    }
    CHECK_TEXT(zoom_result_header(result, "date"), "");
    CHECK_TEXT(zoom_result_body(result, &length), "");
    CHECK_INT(length, 0);
    zoom_result_free(result);
}

static void check_unknown_names(const zoom_result *result)
{
    size_t i;
    size_t row;

    for (i = 0; i < COUNT(unknown); i++) {
        CHECK_TEXT(zoom_result_text(result, unknown[i]), "");
        CHECK_INT(zoom_result_number(result, unknown[i]), -1);
        CHECK_TEXT(zoom_result_header(result, unknown[i]), "");
        CHECK_INT(zoom_result_count(result, unknown[i]), 0);
        CHECK_TEXT(zoom_result_item(result, unknown[i], 0, "message"), "");
    }
    CHECK_TEXT(zoom_result_text(result, "http_status"), "");
    CHECK_INT(zoom_result_number(result, "message"), -1);
    CHECK_TEXT(zoom_result_text(result, NULL), "");
    CHECK_INT(zoom_result_number(result, NULL), -1);
    CHECK_TEXT(zoom_result_header(result, NULL), "");
    CHECK_INT(zoom_result_count(result, NULL), 0);
    CHECK_TEXT(zoom_result_item(result, NULL, 0, "message"), "");
    for (row = 0; row < zoom_result_count(result, "headers"); row++) {
        CHECK_TEXT(zoom_result_item(result, "headers", row, NULL), "");
        CHECK_TEXT(zoom_result_item(result, "headers", row, "field"), ""); /* a column of other lists */
        CHECK_TEXT(zoom_result_item(result, "headers", row, ""), "");
    }
    CHECK_TEXT(zoom_result_item(result, "field_errors", 0, "name"), "");
}

static void check_headers(const zoom_result *result)
{
    size_t count = zoom_result_count(result, "headers");
    size_t row;
    size_t found = 0;

    CHECK(count >= 4);
    for (row = 0; row < count; row++) {
        const char *name = zoom_result_item(result, "headers", row, "name");

        CHECK(name[0] != '\0');
        if (strcmp(name, "Date") == 0) {
            found++;
            CHECK_TEXT(zoom_result_header(result, "date"), zoom_result_item(result, "headers", row, "value"));
        }
    }
    CHECK_INT(found, 1);
    CHECK(zoom_result_header(result, "DATE") == zoom_result_header(result, "date"));
    CHECK_HAS(zoom_result_header(result, "Content-Type"), "application/octet-stream");
    CHECK_TEXT(zoom_result_header(result, "content-length"), "256");
    CHECK_TEXT(zoom_result_header(result, "x-no-such-header"), "");
    CHECK_TEXT(zoom_result_header(result, "Date:"), "");
}

/* All 256 byte values, NUL among them. */
static void check_body(const zoom_result *result)
{
    size_t length = 0;
    const char *body = zoom_result_body(result, &length);
    int i;
    int right = 0;

    CHECK_INT(length, 256);
    for (i = 0; i < 256 && length == 256; i++) {
        right += (unsigned char)body[i] == i;
    }
    CHECK_INT(right, 256);
    CHECK(body[length] == '\0');
    CHECK_HAS(zoom_result_text(result, "json"), "\"body\":null");
}

static void check_json(const zoom_result *result)
{
    const char *json = zoom_result_text(result, "json");

    CHECK(json[0] == '{' && json[strlen(json) - 1] == '}');
    CHECK_HAS(json, "\"status\":44");
    CHECK_HAS(json, "\"name\":\"REJECTED\"");
    CHECK_HAS(json, "\"http_status\":400");
    CHECK_HAS(json, "\"ok\":false");
    CHECK(strstr(json, check_environment("ZOOM_TEST_TOKEN")) == NULL);
    CHECK(strchr(json, '\n') == NULL);
}

/* The observations of one reader, compared by the main thread. */
struct reader {
    pthread_t thread;
    const zoom_result *result;
    const char *json;
    const uint16_t *wide_json;
    int different;
};

static void *read_result(void *argument)
{
    static const uint16_t wide_name[] = {'j', 's', 'o', 'n', 0};
    struct reader *reader = (struct reader *)argument;
    int turn;

    reader->json = zoom_result_text(reader->result, "json");
    reader->wide_json = zoom_result_text_utf16(reader->result, wide_name);
    for (turn = 0; turn < 1000; turn++) {
        size_t length = 0;

        reader->different += zoom_result_text(reader->result, "json") != reader->json;
        reader->different += zoom_result_text_utf16(reader->result, wide_name) != reader->wide_json;
        reader->different += zoom_result_status(reader->result) != ZOOM_E_REJECTED;
        reader->different += zoom_result_number(reader->result, "http_status") != 400;
        reader->different += zoom_result_header(reader->result, "date")[0] == '\0';
        zoom_result_body(reader->result, &length);
        reader->different += length != 256;
        reader->different += zoom_result_count(reader->result, "headers") < 4;
        reader->different += zoom_result_item(reader->result, "headers", 0, "name")[0] == '\0';
    }
    return NULL;
}

/* The first reader makes the JSON text and its UTF-16 form; all readers get the same. */
static void check_side_by_side(const zoom_result *result)
{
    struct reader readers[4];
    size_t i;

    for (i = 0; i < COUNT(readers); i++) {
        readers[i].result = result;
        readers[i].json = NULL;
        readers[i].wide_json = NULL;
        readers[i].different = 0;
        CHECK(pthread_create(&readers[i].thread, NULL, read_result, &readers[i]) == 0);
    }
    for (i = 0; i < COUNT(readers); i++) {
        CHECK(pthread_join(readers[i].thread, NULL) == 0);
        CHECK_INT(readers[i].different, 0);
        CHECK(readers[i].json != NULL && readers[i].json == readers[0].json);
        CHECK(readers[i].wide_json != NULL && readers[i].wide_json == readers[0].wide_json);
    }
}

int main(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result;

    posix_watchdog(300);
    check_null();
    check_fault();

    result = CHECK_UPDATE(client, "binary-400@sandbox.test", patch, ZOOM_E_REJECTED);
    zoom_user_patch_free(patch);
    zoom_client_free(client); /* the result needs neither */
    check_side_by_side(result);
    CHECK_RESULT(result);
    check_unknown_names(result);
    check_headers(result);
    check_body(result);
    check_json(result);
    zoom_result_free(result);
    return check_end();
}
