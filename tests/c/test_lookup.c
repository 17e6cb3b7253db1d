/* needs: c99 c11 static shared posix threads */
/* A DNS lookup that hangs in the operating system occupies one thread for each client, and blocks no call. */

#define _GNU_SOURCE

#include "posix.h"

#include <dlfcn.h>
#include <netdb.h>

#define JANE "jane@example.com"
#define LOOKING "while looking up the host name"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int is_stuck; /* whether look-ups do not end */
static int begun;    /* how many there were */
static int inside;   /* how many have not ended */

static int locked(const int *number)
{
    int value;

    pthread_mutex_lock(&lock);
    value = *number;
    pthread_mutex_unlock(&lock);
    return value;
}

static void add(int *number, int difference)
{
    pthread_mutex_lock(&lock);
    *number += difference;
    pthread_mutex_unlock(&lock);
}

/* Replaces the one of the C library, for this program and for the library. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    double give_up = posix_now() + POSIX_LONGEST;
    int status;

    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    add(&begun, 1);
    add(&inside, 1);
    while (locked(&is_stuck) && posix_now() < give_up) {
        sched_yield();
    }
    status = real(node, service, hints, result);
    add(&inside, -1);
    return status;
}

static void wait_for(const int *number, int value)
{
    double give_up = posix_now() + POSIX_LONGEST;

    while (locked(number) != value && posix_now() < give_up) {
        sched_yield();
    }
    CHECK_INT(locked(number), value);
}

/* All calls wait for the same lookup. */
static void check_deadline(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    double give_up = posix_now() + POSIX_LONGEST;
    int threads = posix_count_entries("/proc/self/task");
    int before = begun;
    int turn;

    check_set(client, ZOOM_OPT_DEADLINE_MS, "300");
    check_set(client, ZOOM_OPT_MAX_RETRIES, "3");
    is_stuck = 1;
    for (turn = 0; turn < 3; turn++) {
        double started = posix_now();
        zoom_result *result = CHECK_UPDATE(client, JANE, patch, ZOOM_E_TIMEOUT);

        CHECK(posix_now() - started < 0.3 + 5.0);
        CHECK_TEXT(zoom_result_text(result, "message"), "timed out " LOOKING ": deadline_ms is 300 ms");
        zoom_result_free(result);
        wait_for(&begun, before + 1);
        if (posix_has_proc()) {
            CHECK_INT(posix_count_entries("/proc/self/task"), threads + 1);
        }
    }
    add(&is_stuck, -1);
    wait_for(&inside, 0);
    while (posix_count_entries("/proc/self/task") > threads && posix_now() < give_up) {
        sched_yield();
    }
    CHECK_INT(posix_count_entries("/proc/self/task"), threads);
    CHECK_INT(locked(&begun), before + 1);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

/* The next call uses the result of the cancelled call's lookup. */
static void check_cancel(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    struct posix_call call;
    int before = begun;
    double cancelled_at;

    is_stuck = 1;
    posix_start_call(&call, client, JANE, patch);
    wait_for(&begun, before + 1);
    cancelled_at = posix_now();
    zoom_client_cancel(client);
    posix_end_call(&call);
    CHECK_INT(call.status, ZOOM_E_CANCELLED);
    CHECK_TEXT(zoom_result_text(call.result, "message"), "cancelled " LOOKING);
    CHECK(call.ended_at - cancelled_at < 5.0);
    zoom_result_free(call.result);
    add(&is_stuck, -1);
    zoom_result_free(CHECK_UPDATE(client, JANE, patch, ZOOM_OK));
    CHECK_INT(locked(&begun), before + 1);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

/* A client may be freed while its lookup runs. */
static void check_free(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    int before = begun;

    check_set(client, ZOOM_OPT_DEADLINE_MS, "100");
    is_stuck = 1;
    zoom_result_free(CHECK_UPDATE(client, JANE, patch, ZOOM_E_TIMEOUT));
    wait_for(&begun, before + 1);
    zoom_client_free(client);
    add(&is_stuck, -1);
    wait_for(&inside, 0);
    zoom_user_patch_free(patch);
}

int main(void)
{
    posix_watchdog(600);
    check_deadline();
    check_cancel();
    check_free();
    return check_end();
}
