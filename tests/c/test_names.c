/* needs: c89 c99 c11 cxx static shared */
/* The getters of a result know the name behind each macro: some result has a value for it. */

#include "check.h"

enum { RESULTS = 10 };

static zoom_result *results[RESULTS];

/* The names that a row of a bulk run has. */
static char row_names[4096];

static int row_has(const char *what)
{
    char name[64] = " ";

    check_append(name, sizeof name - 2, what, 0);
    check_append(name, sizeof name, " ", 0);
    return strstr(row_names, name) != NULL;
}

static int32_t ZOOM_CALL on_row(void *user_data, size_t i, const zoom_result *row)
{
    static const char *const texts[] = {EACH_TEXT(CHECK_NAME)};
    static const char *const numbers[] = {EACH_NUMBER(CHECK_NAME)};

    (void)user_data;
    for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        check_append(row_names, sizeof row_names, zoom_result_text(row, texts[i])[0] != '\0' ? " " : "", 0);
        check_append(row_names, sizeof row_names, zoom_result_text(row, texts[i])[0] != '\0' ? texts[i] : "", 0);
    }
    for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        check_append(row_names, sizeof row_names, zoom_result_number(row, numbers[i]) != -1 ? " " : "", 0);
        check_append(row_names, sizeof row_names, zoom_result_number(row, numbers[i]) != -1 ? numbers[i] : "", 0);
    }
    check_append(row_names, sizeof row_names, " ", 0);
    return 0;
}

static int has_text(const char *what)
{
    int i;

    for (i = 0; i < RESULTS; i++) {
        if (zoom_result_text(results[i], what)[0] != '\0') {
            return 1;
        }
    }
    return row_has(what);
}

static int has_number(const char *what)
{
    int i;

    for (i = 0; i < RESULTS; i++) {
        if (zoom_result_number(results[i], what) != -1) {
            return 1;
        }
    }
    return row_has(what);
}

static int has_list(const char *list)
{
    int i;

    for (i = 0; i < RESULTS; i++) {
        if (zoom_result_count(results[i], list) != 0) {
            return 1;
        }
    }
    return 0;
}

static int has_item(const char *list, const char *what)
{
    int i;
    size_t row;

    for (i = 0; i < RESULTS; i++) {
        for (row = 0; row < zoom_result_count(results[i], list); row++) {
            if (zoom_result_item(results[i], list, row, what)[0] != '\0') {
                return 1;
            }
        }
    }
    return 0;
}

static void call(zoom_client *client, zoom_user_patch *patch)
{
    CHECK_INT(zoom_user_patch_set_bool(patch, ZOOM_FIELD_USE_PMI, 1), ZOOM_OK);
    results[0] = CHECK_UPDATE(client, "fields-error@sandbox.test", patch, ZOOM_E_REJECTED);
    results[1] = CHECK_UPDATE(client, "rate-seconds@sandbox.test", patch, ZOOM_E_RATE_LIMITED);
    CHECK_INT(zoom_client_render(client, "jane@example.com", patch, "http", &results[2]), ZOOM_OK);
    CHECK_INT(zoom_client_get_user(client, "jane@example.com", &results[3]), ZOOM_OK);
    check_set(client, ZOOM_OPT_CONFIRM, "on");
    results[4] = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK);
    check_set(client, ZOOM_OPT_TOKEN, "expired-token");
    CHECK_INT(zoom_client_doctor(client, &results[5]), ZOOM_E_UNAUTHORIZED);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_TYPE, "7"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_TIMEZONE, "Mars/Olympus"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_check(patch, &results[6]), ZOOM_E_CHECK_FAILED);
}

/* Rows of a bulk run, in a folder. */
static void call_bulk(zoom_client *client, zoom_user_patch *patch)
{
    zoom_bulk *bulk = zoom_bulk_new();
    char options[1024] = "{\"run\": \"";

    check_append(options, sizeof options, check_environment("ZOOM_TEST_FOLDER"), 1);
    check_append(options, sizeof options, "/names\"}", 0);
    CHECK_INT(zoom_bulk_add(bulk, "nobody@example.com", patch), ZOOM_OK);
    CHECK_INT(zoom_bulk_add(bulk, "jane@example.com", patch), ZOOM_OK);
    CHECK_INT(zoom_client_run_bulk(client, bulk, options, NULL, NULL, &results[7]), ZOOM_E_ROWS_FAILED);
    CHECK_INT(zoom_client_run_bulk(client, bulk, NULL, on_row, NULL, &results[8]), ZOOM_E_ROWS_FAILED);
    CHECK_INT(zoom_client_list_users(client, "{\"page_size\": 1}", NULL, &results[9]), ZOOM_OK);
    zoom_bulk_free(bulk);
}

int main(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    int i;

    call_bulk(client, patch);
    call(client, patch);
#define CHECK_IS_TEXT(name) CHECK_CASE(has_text(name), #name);
#define CHECK_IS_NUMBER(name) CHECK_CASE(has_number(name), #name);
#define CHECK_IS_LIST(name) CHECK_CASE(has_list(name), #name);
#define CHECK_IS_ITEM(list, name) CHECK_CASE(has_item(list, name), #list " " #name);
    EACH_TEXT(CHECK_IS_TEXT)
    EACH_NUMBER(CHECK_IS_NUMBER)
    EACH_LIST(CHECK_IS_LIST)
    EACH_ITEM(CHECK_IS_ITEM)
    CHECK(!has_text("mesage") && !has_number("attempt") && !has_list("problem"));
    CHECK(!has_item(ZOOM_LIST_PROBLEMS, ZOOM_ITEM_VALUE));
    for (i = 0; i < RESULTS; i++) {
        CHECK_RESULT(results[i]);
        zoom_result_free(results[i]);
    }
    zoom_user_patch_free(patch);
    zoom_client_free(client);
    return check_end();
}
