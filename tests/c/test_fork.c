/* needs: c99 c11 cxx static shared posix threads */
/*
Fork: a child may use what was made before it, and makes its own connections. Parent and child call at the same time for
users whose answers differ; each must see its own answer only, and the parent's kept connection must stay its own.

ZOOM_TEST_FORKS is the number of forks of the main check, 300 where it is not set. It is meant for runs under valgrind
or a sanitizer. Where it is set, the forks beside a call of another thread are left out: what that thread held counts as
lost in the child, and a sanitizer's own locks may stay locked there.
*/

#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE /* for syscall */

#include "posix.h"

#include <signal.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#include <sys/types.h>
#include <sys/wait.h>

#define JANE "jane@example.com"
#define NOBODY "error-404-1001@sandbox.test"
#define FIELDS "{\"dept\": \"Engineering\"}"

/* Exit codes of a child. */
enum ending { RIGHT = 0, WRONG_STATUS = 10, WRONG_ANSWER = 11, CANNOT_FORK = 12, KILLED = 13 };

static zoom_client *client;
static zoom_user_patch *patch;
static zoom_client *busy_client;
static char options[2048];

/* One update; returns whether status, HTTP status and number of attempts are right. */
static int update(const char *user_id, int one_call)
{
    int is_jane = strcmp(user_id, JANE) == 0;
    zoom_result *result = NULL;
    zoom_status status = one_call ? zoom_update_user(check_environment("ZOOM_TEST_TOKEN"), user_id, FIELDS, options,
                                                     &result, NULL, 0)
                                  : zoom_client_update_user(client, user_id, patch, &result);
    int ending = RIGHT;

    if (status != (is_jane ? ZOOM_OK : ZOOM_E_NOT_FOUND)) {
        fprintf(stderr, "%s: %s: %s\n", user_id, zoom_status_name(status), zoom_result_text(result, "message"));
        ending = WRONG_STATUS;
    } else if (zoom_result_number(result, "http_status") != (is_jane ? 204 : 404)
               || zoom_result_number(result, "attempts") != 1) {
        ending = WRONG_ANSWER;
    }
    zoom_result_free(result);
    return ending;
}

/* The calls of a child with inherited objects. */
static int update_as_child(const char *user_id)
{
    int ending = update(user_id, 0);

    return ending == RIGHT ? update(user_id, 0) : ending;
}

static int free_as_child(const char *user_id)
{
    (void)user_id; /* every child frees */
    return RIGHT;
}

static int one_call_as_child(const char *user_id)
{
    int ending = update(user_id, 1);

    if (ending == RIGHT) {
        ending = update(user_id, 1);
    }
    return ending;
}

static int set_as_child(const char *user_id)
{
    if (zoom_client_set(client, ZOOM_OPT_TIMEOUT_MS, "20000") != ZOOM_OK) {
        return WRONG_STATUS;
    }
    return update(user_id, 0);
}

static int make_own_as_child(const char *user_id)
{
    zoom_client_free(client);
    zoom_user_patch_free(patch);
    client = check_client();
    patch = check_patch();
    return update(user_id, 0);
}

/* An object that another thread was using at the time of the fork returns ZOOM_E_BUSY and does not hang. */
static int use_busy_as_child(const char *user_id)
{
    zoom_status status = zoom_client_update_user(busy_client, user_id, patch, NULL);

    zoom_client_free(busy_client);
    return status == ZOOM_E_BUSY ? RIGHT : WRONG_STATUS;
}

/* Whether children are made by the system call, so that no fork handler runs. */
static int is_bare;

static pid_t make_child(void)
{
#ifdef __linux__
    if (is_bare) {
        return (pid_t)syscall(SYS_clone, SIGCHLD, 0L, 0L, 0L, 0L);
    }
#endif
    return fork();
}

/* Starts a child. Its calls and its run time are bounded. At its end it frees all its objects. */
static pid_t start(int (*child)(const char *), const char *user_id)
{
    pid_t process;

    fflush(NULL);
    process = make_child();
    if (process == 0) {
        int ending;

        posix_watchdog(120);
        ending = child(user_id);
        zoom_client_free(client);
        zoom_user_patch_free(patch);
        zoom_cleanup();
        _exit(ending);
    }
    return process;
}

static int end_of(pid_t process)
{
    int status = 0;

    if (process < 0) {
        return CANNOT_FORK;
    }
    if (waitpid(process, &status, 0) != process || !WIFEXITED(status)) {
        return KILLED;
    }
    return WEXITSTATUS(status);
}

/* Forks so many times; parent and child call at the same time and exchange their users in each round. */
static void check_forks(const char *what, int rounds, int (*child)(const char *), int one_call)
{
    struct posix_sockets before = posix_open_sockets();
    struct posix_sockets now;
    char first[40] = "";
    char last[40] = "";
    int child_right = 0;
    int parent_right = 0;
    int i;

    CHECK_INT(update(JANE, one_call), RIGHT); /* makes the connection that is kept */
    now = posix_open_sockets();
    posix_new_sockets(&before, &now, first);
    for (i = 0; i < rounds; i++) {
        pid_t process = start(child, i % 2 == 0 ? NOBODY : JANE);

        parent_right += update(i % 2 == 0 ? JANE : NOBODY, one_call) == RIGHT;
        child_right += end_of(process) == RIGHT;
    }
    now = posix_open_sockets();
    posix_new_sockets(&before, &now, last);
    printf("%s: %d forks, right answers: %d of children, %d of the parent\n", what, rounds, child_right, parent_right);
    CHECK_CASE(child_right == rounds, what);
    CHECK_CASE(parent_right == rounds, what);
    CHECK_CASE(strcmp(first, last) == 0, what); /* the parent kept its connection all the time */
}

/* Forks while a call of another thread is running. */
static void check_fork_beside_a_call(void)
{
    zoom_user_patch *busy_patch = check_patch();
    struct posix_call call;
    pid_t children[4];

    busy_client = check_client();
    posix_start_call(&call, busy_client, "slow-3000@sandbox.test", busy_patch);
    posix_wait_in_flight(&call);
    children[0] = start(update_as_child, NOBODY);
    children[1] = start(one_call_as_child, NOBODY);
    children[2] = start(make_own_as_child, NOBODY);
    children[3] = start(use_busy_as_child, NOBODY);
    CHECK(!posix_is_done(&call));
    CHECK_INT(end_of(children[0]), RIGHT);
    CHECK_INT(end_of(children[1]), RIGHT);
    CHECK_INT(end_of(children[2]), RIGHT);
    CHECK_INT(end_of(children[3]), RIGHT);
    posix_end_call(&call);
    CHECK_INT(call.status, ZOOM_OK);
    zoom_result_free(call.result);
    zoom_user_patch_free(busy_patch);
    zoom_client_free(busy_client);
}

int main(void)
{
    const char *forks = getenv("ZOOM_TEST_FORKS");
    int rounds = forks == NULL ? 300 : atoi(forks);
    int fewer = rounds < 20 ? rounds : 20;

    posix_watchdog(1800);
    client = check_client();
    patch = check_patch();
    check_options(options, sizeof options, "");

    check_forks("the child uses and frees the parent's client", rounds, update_as_child, 0);
    check_forks("the one call", fewer, one_call_as_child, 1);
    zoom_cleanup();
    check_forks("the child only frees the parent's client", fewer, free_as_child, 0);
    check_forks("the child sets an option of the parent's client", fewer, set_as_child, 0);
    check_forks("the child makes its own client", fewer, make_own_as_child, 0);
    is_bare = 1;
    check_forks("the child is made by a system call", fewer, update_as_child, 0);
    is_bare = 0;
    if (forks == NULL) {
        check_fork_beside_a_call();
    }

    zoom_user_patch_free(patch);
    zoom_client_free(client);
    return check_end();
}
