/* needs: c89 c99 c11 cxx static shared */
/* Reading a user; plans; updates that reading confirms or not; updates that send only the differences. */

#include "utf16.h"

static const char *const columns[] = {"outcome", "old", "new", "seen"};

/* An item of the list "fields": the field and its four other texts. */
static void check_field(const zoom_result *result, size_t i, const char *field, const char *const *cells)
{
    size_t column;

    CHECK_TEXT(zoom_result_item(result, "fields", i, "field"), field);
    for (column = 0; column < 4; column++) {
        CHECK_TEXT(zoom_result_item(result, "fields", i, columns[column]), cells[column]);
    }
}

/* The value of a member of the user, "" if there is none. */
static const char *member(const zoom_result *result, const char *name)
{
    size_t i;

    for (i = 0; i < zoom_result_count(result, "user"); i++) {
        if (strcmp(zoom_result_item(result, "user", i, "name"), name) == 0) {
            return zoom_result_item(result, "user", i, "value");
        }
    }
    return "";
}

static void check_get_user(void)
{
    zoom_client *client = check_client();
    zoom_result *result = NULL;

    CHECK_INT(zoom_client_get_user(client, "john@example.com", &result), ZOOM_OK);
    CHECK_RESULT(result);
    CHECK_INT(zoom_result_number(result, "http_status"), 200);
    CHECK_TEXT(zoom_result_text(result, "user"), zoom_result_body(result, NULL));
    CHECK_TEXT(member(result, "email"), "john@example.com");
    CHECK_TEXT(member(result, "type"), "2");
    CHECK_TEXT(member(result, "use_pmi"), "false");
    CHECK_TEXT(member(result, "login_types"), "[100]");
    CHECK_TEXT(member(result, "host_key"), "");
    CHECK_HAS(zoom_result_text(result, "json"), "\"user\":{");
    CHECK_INT(zoom_result_count(result, "fields"), 0);
    zoom_result_free(result);

    CHECK_INT(zoom_client_get_user_utf16(client, wide("john@example.com"), &result), ZOOM_OK);
    CHECK(wide_has(zoom_result_text_utf16(result, wide("user")), "\"email\":\"john@example.com\""));
    zoom_result_free(result);

    CHECK_INT(zoom_client_get_user(client, "nobody@example.com", &result), ZOOM_E_NOT_FOUND);
    CHECK_RESULT(result);
    CHECK_TEXT(zoom_result_text(result, "user"), "");
    CHECK_INT(zoom_result_count(result, "user"), 0);
    CHECK_INT(zoom_result_number(result, "api_code"), 1001);
    zoom_result_free(result);

    CHECK_INT(zoom_client_get_user(client, "status-204@sandbox.test", NULL), ZOOM_E_UNEXPECTED);
    CHECK_INT(zoom_client_get_user(client, "", &result), ZOOM_E_INVALID_ARGUMENT);
    zoom_result_free(result);
    CHECK_INT(zoom_client_get_user(client, "\xff", NULL), ZOOM_E_ENCODING);
    CHECK_INT(zoom_client_get_user(client, NULL, &result), ZOOM_E_NULL);
    CHECK_HAS(zoom_result_text(result, "message"), "user_id");
    zoom_result_free(result);
    CHECK_INT(zoom_client_get_user(NULL, "me", NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_get_user_utf16(NULL, NULL, NULL), ZOOM_E_NULL);
    zoom_client_free(client);
}

/* Restores the values that an earlier run has changed. */
static void restore(zoom_client *client, const char *path)
{
    static const char members[] = "{\"dept\":\"\",\"use_pmi\":false}";

    CHECK_CASE(zoom_client_request(client, "PUT", path, NULL, members, sizeof members - 1, NULL) == ZOOM_OK, path);
}

/* A plan reads the user, reports each field, and changes nothing. */
static void check_plan(void)
{
    static const char *const differs[] = {"differs", "", "Engineering", ""};
    static const char *const already[] = {"already", "false", "false", ""};
    static const char *const hidden[] = {"unverifiable", "", "123456", ""};
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result = NULL;

    CHECK_INT(zoom_user_patch_set_bool(patch, ZOOM_FIELD_USE_PMI, 0), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_HOST_KEY, "123456"), ZOOM_OK);
    restore(client, "/_sandbox/users/john@example.com");
    CHECK_INT(zoom_client_plan(client, "john@example.com", patch, &result), ZOOM_OK);
    CHECK_RESULT(result);
    CHECK_INT(zoom_result_count(result, ZOOM_LIST_FIELDS), 3);
    check_field(result, 0, "dept", differs);
    check_field(result, 1, "use_pmi", already);
    check_field(result, 2, "host_key", hidden);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_ATTEMPTS), 0);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_MESSAGE), "nothing was sent");
    zoom_result_free(result);
    CHECK_INT(zoom_client_plan_utf16(client, wide("john@example.com"), patch, &result), ZOOM_OK);
    CHECK_TEXT(zoom_result_item(result, "fields", 0, "outcome"), "differs"); /* the first plan changed nothing */
    zoom_result_free(result);

    CHECK_INT(zoom_client_plan(client, "nobody@example.com", patch, &result), ZOOM_E_NOT_FOUND);
    CHECK_INT(zoom_result_count(result, ZOOM_LIST_FIELDS), 0);
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_INT(zoom_client_plan(client, "\xff", patch, NULL), ZOOM_E_ENCODING);
    CHECK_INT(zoom_client_plan(client, NULL, patch, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_plan(client, "me", NULL, &result), ZOOM_E_NULL);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_MESSAGE), "patch");
    zoom_result_free(result);
    CHECK_INT(zoom_client_plan(NULL, "me", patch, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_plan_utf16(NULL, NULL, NULL, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_TYPE, "7"), ZOOM_OK);
    CHECK_INT(zoom_client_plan(client, "john@example.com", patch, &result), ZOOM_E_CHECK_FAILED);
    CHECK_TEXT(zoom_result_item(result, ZOOM_LIST_PROBLEMS, 0, ZOOM_ITEM_FIELD), "type");
    zoom_result_free(result);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

static void check_confirmed(void)
{
    static const char *const ignored[] = {"ignored", "", "Engineering", ""};
    static const char *const applied[] = {"applied", "false", "true", "true"};
    static const char *const hidden[] = {"unverifiable", "", "123456", ""};
    static const char *const already[] = {"already", "Engineering", "Engineering", "Engineering"};
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result;

    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_USE_PMI, "true"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_HOST_KEY, "123456"), ZOOM_OK);
    restore(client, "/_sandbox/users/ignores-dept@sandbox.test");
    restore(client, "/_sandbox/users/late-1@sandbox.test");
    check_set(client, ZOOM_OPT_CONFIRM, "on");
    result = CHECK_UPDATE(client, "ignores-dept@sandbox.test", patch, ZOOM_E_NOT_APPLIED);
    CHECK_RESULT(result);
    CHECK_INT(zoom_result_count(result, "fields"), 3);
    check_field(result, 0, "dept", ignored);
    check_field(result, 1, "use_pmi", applied);
    check_field(result, 2, "host_key", hidden);
    CHECK_INT(zoom_result_number(result, "http_status"), 204);
    CHECK_HAS(zoom_result_text(result, "message"), "dept");
    CHECK_HAS(zoom_result_text(result, "json"), "\"outcome\":\"ignored\"");
    CHECK(wide_has(zoom_result_item_utf16(result, wide("fields"), 1, wide("outcome")), "applied"));
    zoom_result_free(result);

    result = CHECK_UPDATE(client, "late-1@sandbox.test", patch, ZOOM_OK);
    CHECK_TEXT(zoom_result_item(result, "fields", 0, "outcome"), "applied");
    CHECK_INT(zoom_result_number(result, "attempts"), 1);
    zoom_result_free(result);

    check_set(client, ZOOM_OPT_ONLY_CHANGES, "on");
    zoom_user_patch_unset(patch, ZOOM_FIELD_HOST_KEY);
    result = CHECK_UPDATE(client, "late-1@sandbox.test", patch, ZOOM_OK);
    CHECK_INT(zoom_result_number(result, "attempts"), 0);
    CHECK_INT(zoom_result_number(result, "http_status"), -1);
    CHECK_HAS(zoom_result_text(result, "message"), "nothing was sent");
    CHECK_TEXT(zoom_result_item(result, "fields", 0, "outcome"), already[0]);
    CHECK_TEXT(zoom_result_item(result, "fields", 0, "old"), already[1]);
    zoom_result_free(result);

    result = CHECK_UPDATE(client, "nobody@example.com", patch, ZOOM_E_NOT_FOUND);
    CHECK_INT(zoom_result_number(result, "attempts"), 0);
    zoom_result_free(result);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

static void check_one_call(void)
{
    char options[2048];
    zoom_result *result = NULL;

    check_options(options, sizeof options, ", \"confirm\": true");
    CHECK_INT(zoom_update_user(check_environment("ZOOM_TEST_TOKEN"), "pending@example.com", "{\"dept\":\"x\"}", options,
                               &result, NULL, 0), ZOOM_E_NOT_APPLIED);
    CHECK_HAS(zoom_result_item(result, "warnings", 0, "message"), "pending");
    zoom_result_free(result);
    zoom_cleanup();
}

int main(void)
{
    check_get_user();
    check_plan();
    check_confirmed();
    check_one_call();
    return check_end();
}
