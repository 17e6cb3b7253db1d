/* needs: c99 c11 cxx static shared posix panic */
/*
Panics: built with -DZOOM_TEST_PANIC against a library with the feature test-panic. zoom_test_panic() makes the next
call of any function panic; that call returns what its kind of function returns then, and the library goes on.
*/

#define _POSIX_C_SOURCE 200809L

#include "posix.h"
#include "utf16.h"
#include "vocabulary.h"

#define PLUS_ONE(name) +1

#ifndef ZOOM_TEST_PANIC
#error "Define ZOOM_TEST_PANIC and link a library that has the feature test-panic."
#endif

#ifdef __cplusplus
extern "C" {
#endif
void ZOOM_CALL zoom_test_panic(void);        /* the next call of any function panics */
void ZOOM_CALL zoom_test_panic_locked(void); /* the next call that locks a handle panics while it holds it */
void ZOOM_CALL zoom_test_panic_result(uint32_t times); /* so many results panic while they are built */
#ifdef __cplusplus
}
#endif

#define TOKEN "tok-SECRET-1234567890"

/* A free function that panics frees nothing; these pointers are kept so that no leak is reported. */
static zoom_client *lost_client;
static zoom_user_patch *lost_patch;
static zoom_form *lost_form;
static zoom_result *lost_result;

/* Redirects stderr to a file while the library panics, to check it afterwards. */
static FILE *captured;
static int real_stderr = -1;

static void capture_stderr(void)
{
    captured = tmpfile();
    if (!CHECK(captured != NULL)) {
        exit(check_end());
    }
    fflush(stderr);
    real_stderr = dup(2);
    CHECK(dup2(fileno(captured), 2) != -1);
}

static void check_captured(void)
{
    static char text[65536];
    size_t length;
    char *line;

    fflush(stderr);
    CHECK(dup2(real_stderr, 2) != -1);
    close(real_stderr);
    rewind(captured);
    length = fread(text, 1, sizeof text - 1, captured);
    text[length] = '\0';
    fclose(captured);
    CHECK_HAS(text, "a panic that a test asked for"); /* it did panic */
    CHECK(length < sizeof text - 1);                  /* all of it was read */
    CHECK(strstr(text, "SECRET") == NULL);            /* no part of the token */
    for (line = strtok(text, "\n"); check_failed != 0 && line != NULL; line = strtok(NULL, "\n")) {
        if (strstr(line, ": failed: ") != NULL || strncmp(line, "    expected", 12) == 0) {
            fprintf(stderr, "%s\n", line); /* the checks report there too */
        }
    }
}

/* Makes this call panic. */
#define PANIC(call) (zoom_test_panic(), (call))

static void check_client_functions(zoom_client *client, zoom_user_patch *patch)
{
    zoom_result *result = NULL;
    zoom_status status;

    CHECK(PANIC(zoom_client_new()) == NULL);
    CHECK_INT(PANIC(zoom_client_set(client, ZOOM_OPT_TIMEOUT_MS, "1")), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_set_utf16(client, wide(ZOOM_OPT_TIMEOUT_MS), wide("1"))), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_set_n(client, ZOOM_OPT_TIMEOUT_MS, "1", 1)), ZOOM_E_PANIC);
    CHECK_TEXT(PANIC(zoom_client_error(client)), "");
    CHECK_WIDE(PANIC(zoom_client_error_utf16(client)), "");
    CHECK_INT(PANIC(zoom_client_update_user(client, "jane@example.com", patch, NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_doctor(client, NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_get_user(client, "jane@example.com", NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_get_user_utf16(client, wide("jane@example.com"), &result)), ZOOM_E_PANIC);
    zoom_result_free(result);
    CHECK_INT(PANIC(zoom_client_plan(client, "jane@example.com", patch, NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_plan_utf16(client, wide("jane@example.com"), patch, &result)), ZOOM_E_PANIC);
    zoom_result_free(result);
    CHECK_INT(PANIC(zoom_client_update_user_utf16(client, wide("jane@example.com"), patch, &result)), ZOOM_E_PANIC);
    CHECK_INT(zoom_result_status(result), ZOOM_E_PANIC);
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_INT(PANIC(zoom_client_update_user(client, "jane@example.com", patch, &result)), ZOOM_E_PANIC);
    CHECK_INT(zoom_result_status(result), ZOOM_E_PANIC);
    CHECK_HAS(zoom_result_text(result, "message"), "defect");
    CHECK_RESULT(result);
    zoom_result_free(result);
    zoom_test_panic();
    zoom_client_cancel(client);

    /* The client goes on. Nothing is sent: it has no token. */
    status = zoom_client_update_user(client, "jane@example.com", patch, NULL);
    CHECK(status == ZOOM_E_MISSING_TOKEN || status == ZOOM_E_PANIC);
    CHECK_INT(zoom_client_set(client, ZOOM_OPT_TIMEOUT_MS, "1000"), ZOOM_OK);
}

static void check_patch_functions(zoom_user_patch *patch)
{
    zoom_result *result = NULL;

    CHECK(PANIC(zoom_user_patch_new()) == NULL);
    CHECK_INT(PANIC(zoom_user_patch_set(patch, "dept", "a")), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_utf16(patch, wide("type"), wide("7"))), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_n(patch, "type", "7", 1)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_int64(patch, "type", 7)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_bool(patch, "use_pmi", 1)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_json(patch, "dept", "1")), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_json_utf16(patch, wide("type"), wide("7"))), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_json_n(patch, "type", "7", 1)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_null(patch, "dept")), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_unset(patch, "dept")), ZOOM_E_PANIC);
    CHECK_TEXT(PANIC(zoom_user_patch_error(patch)), "");
    CHECK_WIDE(PANIC(zoom_user_patch_error_utf16(patch)), "");
    CHECK_INT(PANIC(zoom_user_patch_set_int64_utf16(patch, wide("type"), 7)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_bool_utf16(patch, wide("type"), 7)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_set_null_utf16(patch, wide("dept"))), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_unset_utf16(patch, wide("dept"))), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_check(patch, NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_user_patch_check(patch, &result)), ZOOM_E_PANIC);
    CHECK_INT(zoom_result_status(result), ZOOM_E_PANIC);
    CHECK_RESULT(result);
    zoom_result_free(result);

    /* The patch is as it was: one good field. */
    CHECK_INT(zoom_user_patch_check(patch, &result), ZOOM_OK);
    CHECK_INT(zoom_result_count(result, "warnings"), 0);
    zoom_result_free(result);
    CHECK_INT(zoom_user_patch_set(patch, "dept", "b"), ZOOM_OK);
}

static void check_form_and_request_functions(zoom_client *client, zoom_user_patch *patch)
{
    zoom_form *form = zoom_form_new();
    zoom_result *result = NULL;
    const uint16_t *x = wide("x");
    const uint16_t *http = wide("http");

    CHECK(PANIC(zoom_form_new()) == NULL);
    CHECK_INT(PANIC(zoom_form_add(form, "a", "b")), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_form_add_utf16(form, x, x)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_form_add_part(form, "a", NULL, NULL, NULL, "b", 1)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_form_add_part_utf16(form, x, NULL, NULL, NULL, "b", 1)), ZOOM_E_PANIC);
    CHECK_TEXT(PANIC(zoom_form_error(form)), "");
    CHECK_WIDE(PANIC(zoom_form_error_utf16(form)), "");
    CHECK_INT(zoom_client_render_form(client, "PUT", "x", NULL, form, "http", &result), ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_result_text(result, "message"), "at least one part"); /* nothing was added */
    zoom_result_free(result);
    CHECK_INT(PANIC(zoom_client_request(client, "PUT", "x", NULL, "b", 1, &result)), ZOOM_E_PANIC);
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_INT(PANIC(zoom_client_request_utf16(client, x, x, NULL, "b", 1, NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_request_form(client, "PUT", "x", NULL, form, NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_request_form_utf16(client, x, x, NULL, form, NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_render(client, "me", patch, "http", NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_render_utf16(client, x, patch, http, NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_render_request(client, "PUT", "x", NULL, "b", 1, "http", NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_render_request_utf16(client, x, x, NULL, "b", 1, http, NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_render_form(client, "PUT", "x", NULL, form, "http", NULL)), ZOOM_E_PANIC);
    CHECK_INT(PANIC(zoom_client_render_form_utf16(client, x, x, NULL, form, http, NULL)), ZOOM_E_PANIC);
    CHECK_INT(zoom_client_render_request(client, "PUT", "x", NULL, "b", 1, "http", NULL), ZOOM_OK);
    zoom_form_free(form);
}

static void check_result_functions(zoom_user_patch *patch)
{
    zoom_result *result = NULL;
    size_t length = 99;

    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_TYPE, 7), ZOOM_OK);
    CHECK_INT(zoom_user_patch_check(patch, &result), ZOOM_E_CHECK_FAILED);
    CHECK_INT(PANIC(zoom_result_status(result)), ZOOM_E_PANIC);
    CHECK_TEXT(PANIC(zoom_result_text(result, "message")), "");
    CHECK_WIDE(PANIC(zoom_result_text_utf16(result, wide("message"))), "");
    CHECK_INT(PANIC(zoom_result_number(result, "attempts")), -1);
    CHECK_TEXT(PANIC(zoom_result_header(result, "date")), "");
    CHECK_TEXT(PANIC(zoom_result_body(result, &length)), "");
    CHECK_INT(length, 0); /* who reads so many bytes must not read past "" */
    CHECK_INT(PANIC(zoom_result_count(result, "problems")), 0);
    CHECK_INT(PANIC(zoom_result_count_utf16(result, wide("problems"))), 0);
    CHECK_INT(PANIC(zoom_result_number_utf16(result, wide("attempts"))), -1);
    CHECK_WIDE(PANIC(zoom_result_header_utf16(result, wide("date"))), "");
    CHECK_TEXT(PANIC(zoom_result_item(result, "problems", 0, "message")), "");
    CHECK_WIDE(PANIC(zoom_result_item_utf16(result, wide("problems"), 0, wide("message"))), "");

    CHECK_INT(zoom_result_status(result), ZOOM_E_CHECK_FAILED);
    CHECK_INT(zoom_result_count(result, "problems"), 1);
    CHECK_TEXT(zoom_result_item(result, "problems", 0, "field"), "type");
    CHECK_WIDE(zoom_result_item_utf16(result, wide("problems"), 0, wide("field")), "type");
    zoom_result_free(result);
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_TYPE), ZOOM_OK);
}

static void check_other_functions(void)
{
    char buffer[16] = "before";
    uint16_t wide_buffer[16] = {0};

    CHECK_INT(PANIC(zoom_text_copy("Ada", buffer, sizeof buffer)), 0);
    CHECK_INT(PANIC(zoom_text_copy_utf16(wide("Ada"), wide_buffer, 16)), 0);
    CHECK_INT(PANIC(zoom_abi_version()), 0);
    CHECK_TEXT(PANIC(zoom_version()), "");
    CHECK_TEXT(PANIC(zoom_status_name(ZOOM_OK)), "");
    CHECK_TEXT(PANIC(zoom_status_text(ZOOM_OK)), "");
    CHECK_WIDE(PANIC(zoom_version_utf16()), "");
    CHECK_WIDE(PANIC(zoom_status_name_utf16(ZOOM_OK)), "");
    CHECK_WIDE(PANIC(zoom_status_text_utf16(ZOOM_OK)), "");
    CHECK_WIDE(PANIC(zoom_field_text_utf16(0, wide(ZOOM_PROPERTY_NAME))), "");
    CHECK_WIDE(PANIC(zoom_option_text_utf16(0, wide(ZOOM_PROPERTY_NAME))), "");
    CHECK_INT(PANIC(zoom_status_is_retryable(ZOOM_E_TIMEOUT)), 0);
    CHECK_INT(PANIC(zoom_field_count()), 0);
    CHECK_TEXT(PANIC(zoom_field_text(0, ZOOM_PROPERTY_NAME)), "");
    CHECK_INT(PANIC(zoom_option_count()), 0);
    CHECK_TEXT(PANIC(zoom_option_text(0, ZOOM_PROPERTY_NAME)), "");
    zoom_test_panic();
    zoom_cleanup();

    CHECK_INT(zoom_text_copy("Ada", buffer, sizeof buffer), 3);
    CHECK_TEXT(buffer, "Ada");
    CHECK_INT(zoom_text_copy_utf16(wide("Ada"), wide_buffer, 16), 3);
    CHECK_WIDE(wide_buffer, "Ada");
    CHECK_INT(zoom_abi_version(), ZOOM_ABI_VERSION);
    CHECK_TEXT(zoom_version(), ZOOM_VERSION);
    CHECK_TEXT(zoom_status_name(ZOOM_E_PANIC), "ZOOM_E_PANIC");
    CHECK_INT(zoom_field_count(), 0 EACH_FIELD(PLUS_ONE));
    CHECK_INT(zoom_option_count(), 0 EACH_OPTION(PLUS_ONE));
}

static void check_one_call(void)
{
    zoom_result *result = NULL;
    char message[256] = "";
    char small[4] = "###";
    uint16_t wide_message[256] = {0};

    CHECK_INT(PANIC(zoom_update_user(TOKEN, "jane@example.com", "{}", NULL, &result, message, sizeof message)),
              ZOOM_E_PANIC);
    CHECK_HAS(message, "defect in this library");
    CHECK_TEXT(zoom_result_text(result, "message"), message);
    CHECK_INT(zoom_result_status(result), ZOOM_E_PANIC);
    CHECK(strstr(message, TOKEN) == NULL);
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_INT(PANIC(zoom_update_user(TOKEN, "jane@example.com", "{}", NULL, NULL, small, sizeof small)), ZOOM_E_PANIC);
    CHECK_INT(strlen(small), 3);
    CHECK_INT(PANIC(zoom_update_user_utf16(wide(TOKEN), wide("jane@example.com"), wide("{}"), NULL, &result,
                                           wide_message, sizeof wide_message / sizeof wide_message[0])),
              ZOOM_E_PANIC);
    CHECK_INT(zoom_result_status(result), ZOOM_E_PANIC);
    CHECK_WIDE(wide_message, zoom_result_text(result, "message"));
    CHECK_HAS(zoom_result_text(result, "message"), "defect in this library");
    zoom_result_free(result);
    CHECK_INT(zoom_update_user(TOKEN, "jane@example.com", "{}", NULL, NULL, NULL, 0), ZOOM_E_CHECK_FAILED);
}

static void check_free_functions(void)
{
    lost_client = zoom_client_new();
    lost_patch = zoom_user_patch_new();
    zoom_user_patch_check(lost_patch, &lost_result);
    zoom_test_panic();
    zoom_client_free(lost_client);
    zoom_test_panic();
    zoom_user_patch_free(lost_patch);
    lost_form = zoom_form_new();
    zoom_test_panic();
    zoom_form_free(lost_form);
    zoom_test_panic();
    zoom_result_free(lost_result);
}

/* A panic while a handle is locked: that handle can only be freed from then on, all others still work. */
static void check_locked(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_user_patch *spoilt = check_patch();
    zoom_form *form = zoom_form_new();

    zoom_test_panic_locked();
    CHECK_INT(zoom_form_add(form, "a", "b"), ZOOM_E_PANIC);
    CHECK_INT(zoom_client_request_form(client, "PUT", "x", NULL, form, NULL), ZOOM_E_PANIC);
    zoom_form_free(form);
    zoom_test_panic_locked();
    CHECK_INT(zoom_user_patch_set(spoilt, ZOOM_FIELD_DEPT, "x"), ZOOM_E_PANIC);
    CHECK_INT(zoom_user_patch_set(spoilt, ZOOM_FIELD_DEPT, "x"), ZOOM_E_PANIC);
    CHECK_INT(zoom_user_patch_check(spoilt, NULL), ZOOM_E_PANIC);
    CHECK_TEXT(zoom_user_patch_error(spoilt), "");
    CHECK_INT(zoom_client_update_user(client, "jane@example.com", spoilt, NULL), ZOOM_E_PANIC);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));
    zoom_test_panic_locked();
    CHECK_INT(zoom_client_update_user(client, "jane@example.com", patch, NULL), ZOOM_E_PANIC);
    CHECK_INT(zoom_client_set(client, ZOOM_OPT_KEEP, "on"), ZOOM_E_PANIC);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_DEPT, "x"), ZOOM_OK);
    zoom_user_patch_free(spoilt);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

/* Makes building the result of this call panic: once, or again while the result that reports the panic is built. */
#define PANIC_RESULT(times, call) (zoom_test_panic_result(times), (call))

/* A call of each function that returns a result. After one panic the result reports it; after two there is none. */
static void check_building_with(zoom_client *client, zoom_user_patch *patch, uint32_t times)
{
    enum { CALLS = 12 };
    zoom_form *form = zoom_form_new();
    char message[512];
    int i;

    CHECK_INT(zoom_form_add(form, "a", "b"), ZOOM_OK);
    for (i = 0; i < CALLS; i++) {
        zoom_result *result = (zoom_result *)(void *)patch; /* an old pointer is never left there */
        zoom_status status = ZOOM_OK;

        strcpy(message, "before");
        zoom_test_panic_result(times);
        switch (i) {
        case 0: status = zoom_client_update_user(client, "jane@example.com", patch, &result); break;
        case 1: status = zoom_client_get_user(client, "jane@example.com", &result); break;
        case 2: status = zoom_client_doctor(client, &result); break;
        case 3: status = zoom_user_patch_check(patch, &result); break;
        case 4: status = zoom_client_request(client, "GET", "users/me", NULL, NULL, 0, &result); break;
        case 5: status = zoom_client_request_form(client, "PUT", "users/me", NULL, form, &result); break;
        case 6: status = zoom_client_render(client, "jane@example.com", patch, "http", &result); break;
        case 7: status = zoom_client_render_request(client, "PUT", "x", NULL, "b", 1, "http", &result); break;
        case 8: status = zoom_client_render_form(client, "PUT", "x", NULL, form, "http", &result); break;
        case 9: status = zoom_client_plan(client, "jane@example.com", patch, &result); break;
        case 10: status = zoom_client_update_user(client, NULL, patch, &result); break; /* an invalid argument */
        default:
            status = zoom_update_user(TOKEN, "jane@example.com", "{}", NULL, &result, message, sizeof message);
            CHECK_HAS(message, "defect in this library");
        }
        CHECK_INT(status, ZOOM_E_PANIC);
        if (times == 1) {
            CHECK_INT(zoom_result_status(result), ZOOM_E_PANIC);
            CHECK_HAS(zoom_result_text(result, "message"), "defect in this library");
            CHECK_RESULT(result);
        } else {
            CHECK(result == NULL);
        }
        zoom_result_free(result);
    }
    CHECK_INT(PANIC_RESULT(times, zoom_user_patch_check(patch, NULL)), ZOOM_E_PANIC);
    zoom_test_panic_result(0);
    CHECK_INT(zoom_user_patch_check(patch, NULL), ZOOM_OK);
    zoom_form_free(form);
}

/* The result is built after the call: a panic must not reach C then either, and the status of the call is not lost. */
static void check_building(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result = NULL;

    check_building_with(client, patch, 1);
    check_building_with(client, patch, 2);
    CHECK_INT(PANIC_RESULT(1, zoom_client_update_user(client, "jane@example.com", patch, &result)), ZOOM_E_PANIC);
    CHECK_HAS(zoom_result_text(result, "message"), "ZOOM_OK: the user is updated");
    zoom_result_free(result);
    result = NULL;
    CHECK_INT(PANIC_RESULT(1, zoom_client_get_user(client, "nobody@example.com", &result)), ZOOM_E_PANIC);
    CHECK_HAS(zoom_result_text(result, "message"), "ZOOM_E_NOT_FOUND: ");
    zoom_result_free(result);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK)); /* the client goes on */
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

int main(void)
{
    zoom_client *client = zoom_client_new();
    zoom_user_patch *patch = check_patch();

    posix_watchdog(120);
    setenv("RUST_BACKTRACE", "0", 1); /* keeps what is captured short */
    capture_stderr();
    check_client_functions(client, patch);
    check_patch_functions(patch);
    check_form_and_request_functions(client, patch);
    check_result_functions(patch);
    check_other_functions();
    check_one_call();
    check_free_functions();
    check_locked();
    check_building();
    zoom_user_patch_free(patch);
    zoom_client_free(client);
    check_captured();
    return check_end();
}
