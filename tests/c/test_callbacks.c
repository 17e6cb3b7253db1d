/* needs: c89 c99 c11 cxx shared static */
/* Callbacks: tokens that the program provides, and the log. */

#include "check.h"

struct vault {
    const char *first;
    const char *second;
    int asked;
    int refused;
    int busy;
    size_t capacity;
    zoom_client *client;
    zoom_user_patch *patch;
};

/* Provides the first token, and the second if that is refused. A token that starts with "!" is an error message. */
static int32_t ZOOM_CALL give(void *user_data, int32_t was_refused, char *buffer, size_t capacity)
{
    struct vault *vault = (struct vault *)user_data;
    const char *text = was_refused ? vault->second : vault->first;

    vault->asked++;
    vault->refused += was_refused;
    vault->capacity = capacity;
    if (vault->client != NULL) {
        vault->busy += zoom_client_update_user(vault->client, "jane@example.com", vault->patch, NULL) == ZOOM_E_BUSY;
        vault->busy += zoom_client_set_token_callback(vault->client, NULL, NULL) == ZOOM_E_BUSY;
    }
    if (text == NULL) {
        return 7;
    }
    if (text[0] == '!') {
        strcpy(buffer, text + 1);
        return 1;
    }
    strcpy(buffer, text);
    return 0;
}

/* Writes to the last byte. */
static int32_t ZOOM_CALL fill(void *user_data, int32_t was_refused, char *buffer, size_t capacity)
{
    (void)user_data;
    (void)was_refused;
    memset(buffer, 'x', capacity);
    return 0;
}

static void check_tokens(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    struct vault vault;
    zoom_result *result;

    memset(&vault, 0, sizeof vault);
    vault.first = "expired-token";
    vault.second = check_environment("ZOOM_TEST_TOKEN");
    vault.client = client;
    vault.patch = check_patch();
    CHECK_INT(zoom_client_set_token_callback(client, give, &vault), ZOOM_OK);

    /* An option gives one as well. */
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_INVALID_ARGUMENT));
    CHECK_INT(vault.asked, 0);
    check_set(client, ZOOM_OPT_TOKEN, "");

    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK);
    CHECK_INT(zoom_result_number(result, "attempts"), 2);
    CHECK_INT(vault.asked, 2);
    CHECK_INT(vault.refused, 1);
    CHECK_INT(vault.busy, 4); /* two calls from within, twice */
    CHECK(vault.capacity > 16 * 1024);
    zoom_result_free(result);
    vault.client = NULL;

    vault.first = vault.second;
    result = CHECK_UPDATE(client, "echo-token@sandbox.test", patch, ZOOM_E_REJECTED);
    CHECK_INT(vault.asked, 3);
    CHECK(strstr(zoom_result_text(result, "json"), vault.second) == NULL);
    zoom_result_free(result);

    vault.first = "!the vault is closed";
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_MISSING_TOKEN);
    CHECK_TEXT(zoom_result_text(result, "message"), "token source: the vault is closed");
    CHECK_INT(zoom_result_number(result, "attempts"), 0);
    zoom_result_free(result);
    vault.first = NULL;
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_MISSING_TOKEN);
    CHECK_TEXT(zoom_result_text(result, "message"), "token source: the callback returned 7");
    zoom_result_free(result);
    vault.first = "";
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_MISSING_TOKEN));

    CHECK_INT(zoom_client_set_token_callback(client, fill, NULL), ZOOM_OK);
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_MISSING_TOKEN);
    CHECK_TEXT(zoom_result_text(result, "message"), "token source: the callback wrote no NUL-terminated text");
    zoom_result_free(result);

    CHECK_INT(zoom_client_set_token_callback(client, NULL, NULL), ZOOM_OK);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_E_MISSING_TOKEN));
    CHECK_INT(zoom_client_set_token_callback(NULL, give, &vault), ZOOM_E_NULL);
    zoom_user_patch_free(vault.patch);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

struct log_count {
    int lines;
    int attempts;
    int users;
    int fields;
    int invalid;
    int levels[6];
    zoom_client *client;
    zoom_user_patch *patch;
};

static void ZOOM_CALL note(int32_t level, const char *line, void *user_data)
{
    struct log_count *count = (struct log_count *)user_data;

    count->lines++;
    if (level < 1 || level > 5) {
        count->invalid++;
        return;
    }
    count->levels[level]++;
    count->invalid += line[0] == '\0' || strchr(line, '\n') != NULL;
    count->invalid += strstr(line, check_environment("ZOOM_TEST_TOKEN")) != NULL;
    count->attempts += strstr(line, "PATCH /users/{userId}: HTTP 204") != NULL;
    count->users += strstr(line, "jane@example.com") != NULL;
    count->fields += strstr(line, "Engineering") != NULL;
    if (count->client != NULL) {
        zoom_client_update_user(count->client, "john@example.com", count->patch, NULL);
    }
}

static void check_log(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    struct log_count count;
    int32_t level;

    for (level = 0; level <= 5; level++) {
        memset(&count, 0, sizeof count);
        CHECK_INT(zoom_set_log_callback(level, note, &count), ZOOM_OK);
        zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));
        CHECK_INT(count.attempts, level >= 3);
        CHECK_INT(count.users > 0, level >= 4);
        CHECK_INT(count.fields > 0, level >= 5);
        CHECK_INT(count.invalid, 0);
        CHECK_INT(level < 5 && count.levels[level < 5 ? level + 1 : 0], 0);
    }
    /* Calls from within work, and their lines are left out. */
    memset(&count, 0, sizeof count);
    count.client = check_client();
    count.patch = check_patch();
    CHECK_INT(zoom_set_log_callback(3, note, &count), ZOOM_OK);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));
    CHECK_INT(count.lines, 1);
    zoom_client_free(count.client);
    zoom_user_patch_free(count.patch);

    memset(&count, 0, sizeof count);
    CHECK_INT(zoom_set_log_callback(5, NULL, NULL), ZOOM_OK);
    CHECK_INT(zoom_set_log_callback(6, note, &count), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(zoom_set_log_callback(-1, note, &count), ZOOM_E_INVALID_ARGUMENT);
    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));
    CHECK_INT(count.lines, 0);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

int main(void)
{
    check_tokens();
    check_log();
    return check_end();
}
