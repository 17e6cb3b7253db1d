/* needs: c99 c11 cxx static shared posix threads leaks */
/* "leaks": it ends without freeing anything, which is the point. A program that ends while a call runs, or with connections kept, ends at once and with its own exit code. */

#define _POSIX_C_SOURCE 200809L

#include "posix.h"

#include <sys/wait.h>

/* Ends the program by exit, which runs handlers and destructors, while a thread waits for a response. */
static void exit_during_a_call(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    struct posix_call call;

    posix_start_call(&call, client, "slow-60000@sandbox.test", patch);
    posix_wait_in_flight(&call);
    exit(check_failed == 0 ? 7 : 1);
}

/* Ends the program while connections of zoom_update_user and of a client are open. */
static void exit_with_connections(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    char options[1024];

    zoom_result_free(CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK));
    sprintf(options, "{\"base_url\":\"%.300s\",\"ca_file\":\"%.300s\"}", check_environment("ZOOM_TEST_BASE_URL"),
            check_environment("ZOOM_TEST_CA_FILE"));
    CHECK_INT(zoom_update_user(check_environment("ZOOM_TEST_TOKEN"), "jane@example.com", "{\"dept\":\"x\"}", options,
                               NULL, NULL, 0),
              ZOOM_OK);
    exit(check_failed == 0 ? 7 : 1);
}

/* The exit code of a child that runs this function. */
static void check_in_child(void (*what)(void))
{
    double started = posix_now();
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        what();
    }
    CHECK(child > 0);
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 7);
    CHECK(posix_now() - started < 30.0); /* the call would have taken a minute */
}

int main(void)
{
    posix_watchdog(120);
    check_in_child(exit_during_a_call);
    check_in_child(exit_with_connections);
    return check_end();
}
