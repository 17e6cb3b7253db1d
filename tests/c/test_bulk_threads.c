/* needs: c99 c11 cxx static shared posix threads */
/* A bulk run makes its calls on threads of its own, but every callback comes on the thread of the call; cancelling. */

#define _POSIX_C_SOURCE 200809L

#include "posix.h"

static pthread_t caller;

/* How often each callback came, and how often on another thread. */
static int tokens, lines, rows, elsewhere;

static int32_t ZOOM_CALL give(void *user_data, int32_t was_refused, char *buffer, size_t capacity)
{
    (void)was_refused;
    (void)capacity;
    tokens++;
    elsewhere += !pthread_equal(pthread_self(), caller);
    strcpy(buffer, (const char *)user_data);
    return 0;
}

static void ZOOM_CALL on_line(int32_t level, const char *line, void *user_data)
{
    (void)level;
    (void)line;
    (void)user_data;
    lines++;
    elsewhere += !pthread_equal(pthread_self(), caller);
}

static int32_t ZOOM_CALL on_row(void *user_data, size_t i, const zoom_result *row)
{
    (void)i;
    (void)row;
    rows++;
    elsewhere += !pthread_equal(pthread_self(), caller);
    if (user_data != NULL) {
        zoom_client_cancel((zoom_client *)user_data);
    }
    return 0;
}

/* A row for the first user, unless it is NULL, and 8 for others. */
static zoom_bulk *bulk_of(const char *first, const char *user)
{
    zoom_bulk *bulk = zoom_bulk_new();
    zoom_user_patch *patch = check_patch();
    int i;

    if (first != NULL) {
        CHECK_INT(zoom_bulk_add(bulk, first, patch), ZOOM_OK);
    }
    for (i = 0; i < 8; i++) {
        char user_id[64] = "";

        check_append(user_id, sizeof user_id, user, 0);
        user_id[strcspn(user_id, "?")] = (char)('0' + i);
        CHECK_INT(zoom_bulk_add(bulk, user_id, patch), ZOOM_OK);
    }
    zoom_user_patch_free(patch);
    return bulk;
}

static void check_callbacks(void)
{
    zoom_client *client = check_client();
    zoom_bulk *bulk = bulk_of(NULL, "slow-20+?@sandbox.test");
    char token[256] = "";

    check_append(token, sizeof token, check_environment("ZOOM_TEST_TOKEN"), 0);
    check_set(client, ZOOM_OPT_TOKEN, "");
    CHECK_INT(zoom_client_set_token_callback(client, give, token), ZOOM_OK);
    CHECK_INT(zoom_set_log_callback(3, on_line, NULL), ZOOM_OK);
    CHECK_INT(zoom_client_run_bulk(client, bulk, "{\"no_read\": true, \"jobs\": 4}", on_row, NULL, NULL), ZOOM_OK);
    CHECK_INT(zoom_set_log_callback(0, NULL, NULL), ZOOM_OK);
    CHECK(tokens > 0 && lines >= 8);
    CHECK_INT(rows, 8);
    CHECK_INT(elsewhere, 0);
    zoom_bulk_free(bulk);
    zoom_client_free(client);
}

/* Rows whose calls run are in doubt; the others are not tried. */
static void check_cancel(void)
{
    zoom_client *client = check_client();
    zoom_bulk *bulk = bulk_of(NULL, "slow-20+?@sandbox.test");
    zoom_bulk *slow = bulk_of("jane@example.com", "slow-20000+?@sandbox.test");
    zoom_result *result = NULL;
    double began;

    CHECK_INT(zoom_client_run_bulk(client, bulk, "{\"no_read\": true, \"jobs\": 1}", on_row, client, &result),
              ZOOM_E_CANCELLED);
    CHECK(zoom_result_number(result, ZOOM_NUMBER_SENT) >= 1);
    CHECK(zoom_result_number(result, ZOOM_NUMBER_NOT_TRIED) >= 5);
    CHECK_TEXT(zoom_result_text(result, ZOOM_TEXT_WHY), "interrupted");
    zoom_result_free(result);

    /* The first row ends at once, and its callback cancels the others. */
    began = posix_now();
    CHECK_INT(zoom_client_run_bulk(client, slow, "{\"no_read\": true, \"jobs\": 9}", on_row, client, &result),
              ZOOM_E_CANCELLED);
    CHECK(posix_now() - began < 15.0);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_SENT), 1);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_IN_DOUBT) + zoom_result_number(result, ZOOM_NUMBER_NOT_TRIED), 8);
    zoom_result_free(result);
    zoom_bulk_free(slow);
    zoom_bulk_free(bulk);
    zoom_client_free(client);
}

int main(void)
{
    posix_watchdog(200);
    caller = pthread_self();
    check_callbacks();
    check_cancel();
    return check_end();
}
