/* needs: c99 c11 cxx static shared posix */
/* Kept connections, observed in /proc: when the next call uses the same socket, and when none is left open. */

#define _POSIX_C_SOURCE 200809L

#include "posix.h"

#define JANE "jane@example.com"
#define FIELDS "{\"dept\": \"Engineering\"}"

static struct posix_sockets before;

/* The number of sockets that the library has open; `name` receives the name of one. */
static int held(char *name)
{
    struct posix_sockets now = posix_open_sockets();

    strcpy(name, "");
    return posix_new_sockets(&before, &now, name);
}

static void check_client_keeps(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    char first[40];
    char next[40];

    CHECK_INT(held(first), 0); /* nothing is connected before the first call */
    zoom_result_free(CHECK_UPDATE(client, JANE, patch, ZOOM_OK));
    CHECK_INT(held(first), 1);
    zoom_result_free(CHECK_UPDATE(client, JANE, patch, ZOOM_OK));
    CHECK_INT(held(next), 1);
    CHECK_TEXT(next, first);
    zoom_result_free(CHECK_UPDATE(client, "error-404-1001@sandbox.test", patch, ZOOM_E_NOT_FOUND));
    zoom_result_free(CHECK_UPDATE(client, "binary-400@sandbox.test", patch, ZOOM_E_REJECTED));
    zoom_result_free(CHECK_UPDATE(client, "", patch, ZOOM_E_INVALID_ARGUMENT));
    CHECK_INT(held(next), 1);
    CHECK_TEXT(next, first);

    /* An option is set: the next call makes a new connection. */
    check_set(client, ZOOM_OPT_USER_AGENT, "test");
    zoom_result_free(CHECK_UPDATE(client, JANE, patch, ZOOM_OK));
    CHECK_INT(held(next), 1);
    CHECK(strcmp(next, first) != 0);

    /* After an answer that is not all there, none is kept. */
    zoom_result_free(CHECK_UPDATE(client, "truncate-body@sandbox.test", patch, ZOOM_E_REJECTED));
    CHECK_INT(held(next), 0);
    zoom_result_free(CHECK_UPDATE(client, "big-2000000@sandbox.test", patch, ZOOM_E_REJECTED));
    CHECK_INT(held(next), 0);
    zoom_result_free(CHECK_UPDATE(client, "drop@sandbox.test", patch, ZOOM_E_IO));
    CHECK_INT(held(next), 0);
    check_set(client, ZOOM_OPT_TIMEOUT_MS, "200");
    zoom_result_free(CHECK_UPDATE(client, "slow-30000@sandbox.test", patch, ZOOM_E_TIMEOUT));
    CHECK_INT(held(next), 0);
    check_set(client, ZOOM_OPT_TIMEOUT_MS, "");

    zoom_result_free(CHECK_UPDATE(client, JANE, patch, ZOOM_OK));
    CHECK_INT(held(next), 1);
    check_set(client, ZOOM_OPT_KEEP, "off");
    zoom_result_free(CHECK_UPDATE(client, JANE, patch, ZOOM_OK));
    CHECK_INT(held(next), 0);
    check_set(client, ZOOM_OPT_KEEP, "on");
    zoom_result_free(CHECK_UPDATE(client, JANE, patch, ZOOM_OK));
    CHECK_INT(held(next), 1);
    zoom_client_free(client);
    CHECK_INT(held(next), 0);
    zoom_user_patch_free(patch);
}

static void check_one_call_keeps(void)
{
    const char *token = check_environment("ZOOM_TEST_TOKEN");
    char options[2048];
    char not_kept[2048];
    char other_token[16];
    char first[40];
    char next[40];
    int i;

    check_options(options, sizeof options, "");
    check_options(not_kept, sizeof not_kept, ", \"keep\": \"off\"");
    CHECK_INT(zoom_update_user(token, JANE, FIELDS, not_kept, NULL, NULL, 0), ZOOM_OK);
    CHECK_INT(held(next), 0);
    CHECK_INT(zoom_update_user(token, JANE, FIELDS, options, NULL, NULL, 0), ZOOM_OK);
    CHECK_INT(held(first), 1);
    CHECK_INT(zoom_update_user(token, JANE, FIELDS, options, NULL, NULL, 0), ZOOM_OK);
    CHECK_INT(held(next), 1);
    CHECK_TEXT(next, first);
    zoom_cleanup();
    CHECK_INT(held(next), 0);

    /* A connection serves its own token only, and no more than 16 are kept. */
    for (i = 1; i <= 18; i++) {
        sprintf(other_token, "other-%d", i);
        CHECK_INT(zoom_update_user(other_token, JANE, FIELDS, options, NULL, NULL, 0), ZOOM_E_UNAUTHORIZED);
        CHECK_INT(held(next), i < 16 ? i : 16);
    }
    zoom_cleanup();
    CHECK_INT(held(next), 0);
}

int main(void)
{
    posix_watchdog(300);
    if (!posix_has_proc()) {
        printf("skipped: there is no /proc/self/fd\n");
        return 0;
    }
    before = posix_open_sockets();
    check_client_keeps();
    check_one_call_keeps();
    return check_end();
}
