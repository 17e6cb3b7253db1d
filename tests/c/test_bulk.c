/* needs: c89 c99 c11 cxx static shared */
/* Many users: rows with and without a callback, a file in a run folder, undo, resume, wrong input. */

#include "utf16.h"

struct told {
    int rows;
    int failed;
    int stop_after;
    int busy;
    long lines;
    char users[256];
    zoom_client *client;
    zoom_bulk *bulk;
};

static int32_t ZOOM_CALL tell(void *user_data, size_t i, const zoom_result *row)
{
    struct told *told = (struct told *)user_data;

    told->rows++;
    told->failed += zoom_result_status(row) != ZOOM_OK;
    told->lines += (long)zoom_result_number(row, ZOOM_NUMBER_LINE);
    CHECK_INT(zoom_result_number(row, ZOOM_NUMBER_LINE), (long)i + 1);
    CHECK_RESULT(row);
    check_append(told->users, sizeof told->users, zoom_result_text(row, ZOOM_TEXT_USER_ID), 0);
    check_append(told->users, sizeof told->users, "=", 0);
    check_append(told->users, sizeof told->users, zoom_result_text(row, ZOOM_TEXT_OUTCOME), 0);
    check_append(told->users, sizeof told->users, " ", 0);
    if (told->client != NULL) {
        told->busy += zoom_client_set(told->client, ZOOM_OPT_PLAN, "none") == ZOOM_E_BUSY;
        told->busy += zoom_bulk_add_file(told->bulk, "x", NULL) == ZOOM_E_BUSY;
    }
    return told->rows == told->stop_after;
}

static void add(zoom_bulk *bulk, const char *user_id, const char *dept)
{
    zoom_user_patch *patch = zoom_user_patch_new();

    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_DEPT, dept), ZOOM_OK);
    CHECK_CASE(zoom_bulk_add(bulk, user_id, patch) == ZOOM_OK, user_id);
    zoom_user_patch_free(patch);
}

static void check_dept(zoom_client *client, const char *user_id, const char *dept)
{
    zoom_result *result = NULL;
    char part[64] = "\"dept\":\"";

    check_append(part, sizeof part, dept, 0);
    CHECK_INT(zoom_client_get_user(client, user_id, &result), ZOOM_OK);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_USER), part);
    zoom_result_free(result);
}

static void check_rows(zoom_client *client)
{
    zoom_bulk *bulk = zoom_bulk_new();
    zoom_result *result = NULL;
    struct told told;
    size_t i;

    add(bulk, "jane@example.com", "Bulk");
    add(bulk, "nobody@example.com", "Bulk");
    add(bulk, "john@example.com", "Bulk");
    CHECK_INT(zoom_client_run_bulk(client, bulk, NULL, NULL, NULL, &result), ZOOM_E_ROWS_FAILED);
    CHECK_RESULT(result);
    CHECK_TEXT(zoom_result_text(result, ZOOM_TEXT_MESSAGE), "3 rows: 2 sent, 1 failed");
    CHECK_TEXT(zoom_result_text(result, ZOOM_TEXT_WHY), "finished");
    CHECK_TEXT(zoom_result_text(result, ZOOM_TEXT_RUN), "");
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_EXIT), 12);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_ROWS), 3);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_SENT), 2);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_FAILED), 1);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_NOT_TRIED), 0);
    CHECK_INT(zoom_result_count(result, ZOOM_LIST_ROWS), 3);
    for (i = 0; i < 3; i++) {
        CHECK_TEXT(zoom_result_item(result, ZOOM_LIST_ROWS, i, ZOOM_ITEM_OUTCOME), i == 1 ? "failed" : "sent");
    }
    CHECK_TEXT(zoom_result_item(result, ZOOM_LIST_ROWS, 1, ZOOM_ITEM_USER_ID), "nobody@example.com");
    CHECK_TEXT(zoom_result_item(result, ZOOM_LIST_ROWS, 1, ZOOM_ITEM_STATUS), "NOT_FOUND");
    CHECK_TEXT(zoom_result_item(result, ZOOM_LIST_ROWS, 1, ZOOM_ITEM_HTTP_STATUS), "404");
    CHECK_TEXT(zoom_result_item(result, ZOOM_LIST_ROWS, 1, ZOOM_ITEM_LINE), "2");
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_JSON), "\"user_id\":\"nobody@example.com\"");
    zoom_result_free(result);
    check_dept(client, "jane@example.com", "Bulk");
    check_dept(client, "john@example.com", "Bulk");

    /* Again: nothing differs, and the callback is still called. */
    memset(&told, 0, sizeof told);
    told.client = client;
    told.bulk = bulk;
    CHECK_INT(zoom_client_run_bulk(client, bulk, "", tell, &told, &result), ZOOM_E_ROWS_FAILED);
    CHECK_INT(told.rows, 3);
    CHECK_INT(told.failed, 1);
    CHECK_INT(told.lines, 1 + 2 + 3);
    CHECK_INT(told.busy, 6);
    CHECK_HAS(told.users, "jane@example.com=already ");
    CHECK_HAS(told.users, "nobody@example.com=failed ");
    CHECK_INT(zoom_result_count(result, ZOOM_LIST_ROWS), 0);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_ALREADY), 2);
    zoom_result_free(result);
    zoom_bulk_free(bulk);
}

/* The callback ends the run. */
static void check_stop(zoom_client *client)
{
    zoom_bulk *bulk = zoom_bulk_new();
    zoom_result *result = NULL;
    struct told told;
    int i;

    for (i = 0; i < 20; i++) {
        char user_id[] = "slow-1+00@sandbox.test";

        user_id[7] = (char)('0' + i / 10);
        user_id[8] = (char)('0' + i % 10);
        add(bulk, user_id, "Stopped");
    }
    memset(&told, 0, sizeof told);
    told.stop_after = 2;
    CHECK_INT(zoom_client_run_bulk(client, bulk, "{\"no_read\": true, \"jobs\": 1}", tell, &told, &result),
              ZOOM_E_CANCELLED);
    CHECK(told.rows >= 2 && told.rows <= 4);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_SENT), told.rows);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_NOT_TRIED), 20 - told.rows);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_EXIT), 14);
    CHECK_TEXT(zoom_result_text(result, ZOOM_TEXT_WHY), "interrupted");
    zoom_result_free(result);
    zoom_bulk_free(bulk);
}

static void path(char *buffer, size_t capacity, const char *before, const char *name, const char *after)
{
    buffer[0] = '\0';
    check_append(buffer, capacity, before, 0);
    check_append(buffer, capacity, check_environment("ZOOM_TEST_FOLDER"), before[0] == '{');
    check_append(buffer, capacity, name, 0);
    check_append(buffer, capacity, after, 0);
}

static void check_is_there(const char *name)
{
    char file[1024];
    FILE *there;

    path(file, sizeof file, "", name, "");
    there = fopen(file, "r");
    CHECK_CASE(there != NULL, name);
    if (there != NULL) {
        fclose(there);
    }
}

/* A file in a run folder, its undo, and a run that has ended. */
static void check_file(zoom_client *client)
{
    zoom_bulk *bulk = zoom_bulk_new();
    zoom_result *result = NULL;
    struct told told;
    char file[1024];
    char folder[1024];
    char options[1200];
    FILE *csv;
    long rows = 0;
    int i;

    path(file, sizeof file, "", "/users.csv", "");
    csv = fopen(file, "w");
    if (!CHECK(csv != NULL)) {
        return;
    }
    fputs("email;Abteilung\njane@example.com;From a file\njohn@example.com;-\n", csv);
    fclose(csv);
    CHECK_INT(zoom_bulk_add_file(bulk, file, NULL), ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_bulk_error(bulk), "Abteilung");
    CHECK_INT(zoom_bulk_add_file(bulk, file, "{\"part\": \"3/2\"}"), ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_bulk_error(bulk), "part: expected");
    CHECK_INT(zoom_bulk_add_file(bulk, file, "{\"map\": {\"Abteilung\": \"dept\"}, \"clear\": \"-\"}"), ZOOM_OK);
    CHECK_TEXT(zoom_bulk_error(bulk), "");
    path(options, sizeof options, "{\"run\": \"", "/run", "\", \"max_loss\": 1}");
    CHECK_INT(zoom_client_run_bulk(client, bulk, options, NULL, NULL, &result), ZOOM_OK);
    CHECK_TEXT(zoom_result_text(result, ZOOM_TEXT_MESSAGE), "2 rows: 2 sent");
    CHECK_INT(zoom_result_count(result, ZOOM_LIST_ROWS), 2);
    CHECK_TEXT(zoom_result_item(result, ZOOM_LIST_ROWS, 1, ZOOM_ITEM_LINE), "3");
    zoom_text_copy(zoom_result_text(result, ZOOM_TEXT_RUN), folder, sizeof folder);
    CHECK_HAS(folder, "run");
    zoom_result_free(result);
    check_is_there("/run/report.html");
    check_is_there("/run/summary.json");
    check_dept(client, "jane@example.com", "From a file");
    check_dept(client, "john@example.com", "");

    /* The two parts of a file are its rows. */
    for (i = 1; i <= 2; i++) {
        zoom_bulk *part = zoom_bulk_new();
        char part_options[] = "{\"part\": \"1/2\", \"map\": {\"Abteilung\": \"dept\"}, \"clear\": \"-\"}";

        part_options[10] = (char)('0' + i);
        CHECK_INT(zoom_bulk_add_file(part, file, part_options), ZOOM_OK);
        zoom_client_run_bulk(client, part, "{\"max_loss\": 2}", NULL, NULL, &result);
        rows += zoom_result_number(result, ZOOM_NUMBER_ROWS) > 0 ? zoom_result_number(result, ZOOM_NUMBER_ROWS) : 0;
        zoom_result_free(result);
        zoom_bulk_free(part);
    }
    CHECK_INT(rows, 2);

    /* Its folder is there now. */
    CHECK_INT(zoom_client_run_bulk(client, bulk, options, NULL, NULL, &result), ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_MESSAGE), "exists");
    zoom_result_free(result);

    CHECK_INT(zoom_client_resume_bulk(client, folder, NULL, NULL, NULL, &result), ZOOM_OK);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_ROWS), 2);
    zoom_result_free(result);

    /* An option of another function. */
    CHECK_INT(zoom_client_resume_bulk(client, folder, "{\"no_read\": true}", NULL, NULL, &result), ZOOM_E_UNKNOWN_NAME);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_MESSAGE), "no_read");
    zoom_result_free(result);
    CHECK_INT(zoom_client_undo_bulk(client, folder, "{\"retry\": \"failed\"}", NULL, NULL, &result), ZOOM_E_UNKNOWN_NAME);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_MESSAGE), "retry");
    zoom_result_free(result);

    memset(&told, 0, sizeof told);
    path(options, sizeof options, "{\"run\": \"", "/undo", "\"}");
    CHECK_INT(zoom_client_undo_bulk(client, folder, options, NULL, NULL, &result), ZOOM_OK);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_ROWS), 2);
    zoom_result_free(result);
    check_dept(client, "jane@example.com", "Bulk");
    check_dept(client, "john@example.com", "Bulk");

    /* A file means its latest run, if the run's folder has the name that the command line gives it. */
    path(options, sizeof options, "{\"run\": \"", "/users.csv.run-1", "\", \"max_loss\": 1}");
    CHECK_INT(zoom_client_run_bulk(client, bulk, options, NULL, NULL, &result), ZOOM_OK);
    zoom_result_free(result);
    CHECK_INT(zoom_client_undo_bulk(client, file, NULL, NULL, NULL, &result), ZOOM_OK);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_ROWS), 2);
    zoom_result_free(result);
    check_dept(client, "jane@example.com", "Bulk");
    zoom_bulk_free(bulk);
}

static void check_refused(zoom_client *client, zoom_bulk *bulk, const char *options, zoom_status status, const char *part)
{
    zoom_result *result = NULL;

    CHECK_CASE(zoom_client_run_bulk(client, bulk, options, NULL, NULL, &result) == status, part);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_MESSAGE), part);
    CHECK_RESULT(result);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_ROWS), -1);
    zoom_result_free(result);
}

static void check_wrong(zoom_client *client)
{
    zoom_bulk *bulk = zoom_bulk_new();
    zoom_bulk *file = zoom_bulk_new();
    zoom_user_patch *patch = check_patch();
    zoom_result *result = NULL;

    check_refused(client, bulk, "", ZOOM_E_CHECK_FAILED, "no rows");
    add(bulk, "jane@example.com", "One");
    add(bulk, "Jane@Example.com", "Two");
    check_refused(client, bulk, "", ZOOM_E_CHECK_FAILED, "same user");
    check_refused(client, bulk, "{\"job\": 1}", ZOOM_E_UNKNOWN_NAME, "jobs");
    check_refused(client, bulk, "{\"jobs\": 0}", ZOOM_E_INVALID_ARGUMENT, "jobs: expected");
    check_refused(client, bulk, "x", ZOOM_E_INVALID_JSON, "options_json");
    check_refused(client, NULL, "", ZOOM_E_NULL, "bulk");
    check_refused(NULL, bulk, "", ZOOM_E_NULL, "client");
    CHECK_INT(zoom_client_run_bulk(client, bulk, "{\"duplicates\": \"in-order\"}", NULL, NULL, NULL), ZOOM_OK);
    check_dept(client, "jane@example.com", "Two");

    CHECK_INT(zoom_bulk_add(bulk, ":userId", patch), ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_bulk_error(bulk), "user_id");
    CHECK_INT(zoom_bulk_add(bulk, NULL, patch), ZOOM_E_NULL);
    CHECK_INT(zoom_bulk_add(bulk, "me", NULL), ZOOM_E_NULL);
    CHECK_HAS(zoom_bulk_error(bulk), "patch");
    CHECK_INT(zoom_bulk_add(NULL, "me", patch), ZOOM_E_NULL);
    CHECK_INT(zoom_bulk_add_file(bulk, "users.csv", NULL), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(zoom_bulk_add_file_utf16(file, wide("no such.csv"), NULL), ZOOM_E_INVALID_ARGUMENT);
    CHECK(wide_has(zoom_bulk_error_utf16(file), "no such.csv"));
    CHECK_INT(zoom_bulk_add_utf16(file, wide("jane@example.com"), patch), ZOOM_OK);
    CHECK_INT(zoom_client_run_bulk_utf16(client, file, wide("{\"strict\": true}"), NULL, NULL, NULL), ZOOM_OK);

    CHECK_INT(zoom_client_undo_bulk_utf16(client, wide("no such run"), NULL, NULL, NULL, &result), ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_MESSAGE), "no such run");
    zoom_result_free(result);
    CHECK_INT(zoom_client_resume_bulk_utf16(client, NULL, NULL, NULL, NULL, &result), ZOOM_E_NULL);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_MESSAGE), "folder");
    zoom_result_free(result);

    /* A dead token ends the run for all rows. */
    check_set(client, ZOOM_OPT_TOKEN, "wrong-token");
    CHECK_INT(zoom_client_run_bulk(client, file, "{\"no_read\": true}", NULL, NULL, &result), ZOOM_E_UNAUTHORIZED);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_NOT_TRIED), 1);
    CHECK_TEXT(zoom_result_text(result, ZOOM_TEXT_WHY), "token");
    CHECK_TEXT(zoom_result_item(result, ZOOM_LIST_ROWS, 0, ZOOM_ITEM_OUTCOME), "not-tried");
    zoom_result_free(result);
    zoom_bulk_free(NULL);
    zoom_bulk_free(file);
    zoom_bulk_free(bulk);
    zoom_user_patch_free(patch);
}

int main(void)
{
    zoom_client *client = check_client();

    check_rows(client);
    check_stop(client);
    check_file(client);
    check_wrong(client);
    zoom_client_free(client);
    return check_end();
}
