/*
Checks for the tests of the C API, and helpers that connect to the sandbox. C89 and C++.

A failed check prints its place and its condition, and the test continues. check_end() prints the counts and returns the exit
code. Use the checks from the main thread only: other threads store their observations for it.

Environment of a test:
  ZOOM_TEST_BASE_URL       https://.../v2 of the sandbox
  ZOOM_TEST_HTTP_BASE_URL  the same without TLS
  ZOOM_TEST_CA_FILE        the certificate authority of the sandbox
  ZOOM_TEST_TOKEN          an access token that the sandbox accepts
*/

#ifndef CHECK_H
#define CHECK_H

#include "vocabulary.h"
#include "zoomuser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Not every test needs every function of this file. */
#if defined(__GNUC__)
#define CHECK_FUNCTION static __attribute__((unused))
#else
#define CHECK_FUNCTION static
#endif

static int check_passed = 0;
static int check_failed = 0;

/* Counts a success, or reports a failure. */
CHECK_FUNCTION int check_that(int ok, const char *file, int line, const char *what)
{
    if (ok) {
        check_passed++;
        return 1;
    }
    check_failed++;
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
    return 0;
}

CHECK_FUNCTION void check_int(long got, long expected, const char *file, int line, const char *what)
{
    if (!check_that(got == expected, file, line, what)) {
        fprintf(stderr, "    expected %ld, got %ld\n", expected, got);
    }
}

CHECK_FUNCTION void check_text(const char *got, const char *expected, const char *file, int line, const char *what)
{
    if (!check_that(got != NULL && strcmp(got, expected) == 0, file, line, what)) {
        fprintf(stderr, "    expected \"%s\", got \"%s\"\n", expected, got == NULL ? "(NULL)" : got);
    }
}

CHECK_FUNCTION void check_has(const char *text, const char *part, const char *file, int line, const char *what)
{
    if (!check_that(text != NULL && strstr(text, part) != NULL, file, line, what)) {
        fprintf(stderr, "    expected \"%s\" in \"%s\"\n", part, text == NULL ? "(NULL)" : text);
    }
}

#define CHECK(condition) check_that((condition) ? 1 : 0, __FILE__, __LINE__, #condition)
#define CHECK_INT(got, expected) check_int((long)(got), (long)(expected), __FILE__, __LINE__, #got)
#define CHECK_TEXT(got, expected) check_text((got), (expected), __FILE__, __LINE__, #got)
#define CHECK_HAS(text, part) check_has((text), (part), __FILE__, __LINE__, #text)
/* Checks a condition inside a loop, where the line alone does not identify the iteration. */
#define CHECK_CASE(condition, which) check_that((condition) ? 1 : 0, __FILE__, __LINE__, (which))

/* Prints the counts and returns the exit code of the test: 0 if there were checks and none failed. */
CHECK_FUNCTION int check_end(void)
{
    printf("%d passed, %d failed\n", check_passed, check_failed);
    return check_failed == 0 && check_passed > 0 ? 0 : 1;
}

/* A required environment variable. */
CHECK_FUNCTION const char *check_environment(const char *name)
{
    const char *value = getenv(name);

    if (value == NULL || value[0] == '\0') {
        fprintf(stderr, "%s is not set\n", name);
        exit(2);
    }
    return value;
}

CHECK_FUNCTION void check_set(zoom_client *client, const char *option, const char *value)
{
    CHECK_CASE(zoom_client_set(client, option, value) == ZOOM_OK, option);
}

/* A client for the sandbox at this URL. The connect timeout is long for runs under valgrind. */
CHECK_FUNCTION zoom_client *check_client_at(const char *base_url)
{
    zoom_client *client = zoom_client_new();

    if (!CHECK(client != NULL)) {
        exit(check_end());
    }
    check_set(client, ZOOM_OPT_BASE_URL, base_url);
    check_set(client, ZOOM_OPT_CA_FILE, check_environment("ZOOM_TEST_CA_FILE"));
    check_set(client, ZOOM_OPT_TOKEN, check_environment("ZOOM_TEST_TOKEN"));
    check_set(client, ZOOM_OPT_SYSTEM_ROOTS, "off");
    check_set(client, ZOOM_OPT_PROXY, "off");
    check_set(client, ZOOM_OPT_CONNECT_TIMEOUT_MS, "30000");
    /* One attempt and no rate limit, so that a test sees the response that it asked for. */
    check_set(client, ZOOM_OPT_MAX_RETRIES, "0");
    check_set(client, ZOOM_OPT_PLAN, "none");
    return client;
}

CHECK_FUNCTION zoom_client *check_client(void)
{
    return check_client_at(check_environment("ZOOM_TEST_BASE_URL"));
}

/* A patch that the sandbox accepts. */
CHECK_FUNCTION zoom_user_patch *check_patch(void)
{
    zoom_user_patch *patch = zoom_user_patch_new();

    if (!CHECK(patch != NULL)) {
        exit(check_end());
    }
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_DEPT, "Engineering"), ZOOM_OK);
    return patch;
}

/* Appends text to a buffer; with `quoted`, escaped for a JSON string. */
CHECK_FUNCTION void check_append(char *buffer, size_t capacity, const char *text, int quoted)
{
    size_t end = strlen(buffer);

    for (; *text != '\0' && end + 3 < capacity; text++) {
        if (quoted && (*text == '\\' || *text == '"')) {
            buffer[end++] = '\\';
        }
        buffer[end++] = *text;
    }
    buffer[end] = '\0';
}

/* The options of check_client without the token, as JSON, with more members at the end (", \"keep\": false" or ""). */
CHECK_FUNCTION void check_options(char *buffer, size_t capacity, const char *more)
{
    buffer[0] = '\0';
    check_append(buffer, capacity, "{\"system_roots\": false, \"proxy\": \"off\", \"connect_timeout_ms\": 30000", 0);
    check_append(buffer, capacity, ", \"max_retries\": 0, \"plan\": \"none\"", 0);
    check_append(buffer, capacity, ", \"base_url\": \"", 0);
    check_append(buffer, capacity, check_environment("ZOOM_TEST_BASE_URL"), 1);
    check_append(buffer, capacity, "\", \"ca_file\": \"", 0);
    check_append(buffer, capacity, check_environment("ZOOM_TEST_CA_FILE"), 1);
    check_append(buffer, capacity, "\"", 0);
    check_append(buffer, capacity, more, 0);
    check_append(buffer, capacity, "}", 0);
}

/* Updates a user and returns the result, which must have the same status. */
#define CHECK_UPDATE(client, user_id, patch, expected) \
    check_update((client), (user_id), (patch), (expected), __FILE__, __LINE__)

CHECK_FUNCTION zoom_result *check_update(zoom_client *client, const char *user_id, const zoom_user_patch *patch,
                                         zoom_status expected, const char *file, int line)
{
    zoom_result *result = NULL;
    zoom_status status = zoom_client_update_user(client, user_id, patch, &result);

    if (!check_that(status == expected, file, line, user_id == NULL ? "(NULL)" : user_id)) {
        fprintf(stderr, "    expected %s, got %s: %s\n", zoom_status_name(expected), zoom_status_name(status),
                zoom_result_text(result, "message"));
    }
    check_that(result != NULL, file, line, "a result");
    check_int(zoom_result_status(result), status, file, line, "zoom_result_status(result)");
    return result;
}

/* Checks the invariants of every result: returns the name of the first that does not hold, or "". */
#define CHECK_RESULT(result) check_text(check_result(result), "", __FILE__, __LINE__, "the invariants of a result")

#define CHECK_NAME(name) name,
#define CHECK_COLUMN(list, name) name,

CHECK_FUNCTION const char *check_result(const zoom_result *result)
{
    static const char *const texts[] = {EACH_TEXT(CHECK_NAME)};
    static const char *const lists[] = {EACH_LIST(CHECK_NAME)};
    static const char *const columns[] = {EACH_ITEM(CHECK_COLUMN)};
    const char *message = zoom_result_text(result, "message");
    int has_response = zoom_result_number(result, "http_status") != -1;
    const char *body;
    size_t length = 99;
    size_t i;
    size_t row;
    size_t column;

    if (message[0] == '\0' || strchr(message, '\n') != NULL || strchr(message, '\r') != NULL) {
        return "message";
    }
    for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *text = zoom_result_text(result, texts[i]);

        if (text == NULL || zoom_result_text(result, texts[i]) != text) { /* it is valid as long as the result */
            return texts[i];
        }
    }
    for (i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        size_t count = zoom_result_count(result, lists[i]);

        for (column = 0; column < sizeof columns / sizeof columns[0]; column++) {
            for (row = 0; row < count; row++) {
                if (zoom_result_item(result, lists[i], row, columns[column]) == NULL) {
                    return lists[i];
                }
            }
            if (zoom_result_item(result, lists[i], count, columns[column])[0] != '\0'
                || zoom_result_item(result, lists[i], (size_t)-1, columns[column])[0] != '\0') {
                return lists[i];
            }
        }
    }
    if (zoom_result_number(result, "attempts") < -1 || zoom_result_number(result, "waited_ms") < -1) {
        return "numbers";
    }
    body = zoom_result_body(result, &length);
    if (body == NULL || body[length] != '\0' || zoom_result_body(result, NULL) != body) {
        return "body";
    }
    if (has_response ? zoom_result_number(result, "http_status") < 100
                   : (length != 0 || zoom_result_count(result, "headers") != 0)) {
        return "response";
    }
    return "";
}

#endif
