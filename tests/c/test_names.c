/* needs: c89 c99 c11 cxx static shared */
/* The getters of a result know the name behind each macro: some result has a value for it. */

#include "check.h"

enum { RESULTS = 7 };

static zoom_result *results[RESULTS];

static int has_text(const char *what)
{
    int i;

    for (i = 0; i < RESULTS; i++) {
        if (zoom_result_text(results[i], what)[0] != '\0') {
            return 1;
        }
    }
    return 0;
}

static int has_number(const char *what)
{
    int i;

    for (i = 0; i < RESULTS; i++) {
        if (zoom_result_number(results[i], what) != -1) {
            return 1;
        }
    }
    return 0;
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

int main(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    int i;

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
