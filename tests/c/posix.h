/*
What the tests need of POSIX: a clock, a last resort against hanging, calls in threads of their own, open sockets.
MinGW has most of it for Windows; who runs a test there must end one that hangs.
Define _POSIX_C_SOURCE as 200809L before the first #include.
*/

#ifndef POSIX_H
#define POSIX_H

#include "check.h"

#include <dirent.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#ifdef _WIN32
#define setenv(name, value, overwrite) _putenv_s((name), (value))
#endif

/* The longest wait of a test, in seconds; runs under valgrind are slow. */
#define POSIX_LONGEST 60.0

CHECK_FUNCTION double posix_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Ends a test that hangs in spite of its timeouts, by SIGALRM. */
CHECK_FUNCTION void posix_watchdog(unsigned seconds)
{
#ifdef _WIN32
    (void)seconds;
#else
    signal(SIGALRM, SIG_DFL);
    alarm(seconds);
#endif
}

/* An update in another thread. The main thread reads the members after posix_end_call. */
struct posix_call {
    zoom_client *client;
    const char *user_id;
    const zoom_user_patch *patch;
    zoom_status status;
    zoom_result *result;
    double ended_at;
    pthread_t thread;
    pthread_mutex_t lock;
    int is_done;
};

CHECK_FUNCTION void *posix_run_call(void *argument)
{
    struct posix_call *call = (struct posix_call *)argument;
    double give_up = posix_now() + POSIX_LONGEST;

    /* Who looks whether this call is in flight holds the handle for a moment. */
    do {
        zoom_result_free(call->result);
        call->status = zoom_client_update_user(call->client, call->user_id, call->patch, &call->result);
    } while (call->status == ZOOM_E_BUSY && posix_now() < give_up);
    call->ended_at = posix_now();
    pthread_mutex_lock(&call->lock);
    call->is_done = 1;
    pthread_mutex_unlock(&call->lock);
    return NULL;
}

CHECK_FUNCTION void posix_start_call(struct posix_call *call, zoom_client *client, const char *user_id,
                                     const zoom_user_patch *patch)
{
    call->client = client;
    call->user_id = user_id;
    call->patch = patch;
    call->status = -1;
    call->result = NULL;
    call->ended_at = 0;
    call->is_done = 0;
    pthread_mutex_init(&call->lock, NULL);
    if (!CHECK(pthread_create(&call->thread, NULL, posix_run_call, call) == 0)) {
        exit(check_end());
    }
}

CHECK_FUNCTION int posix_is_done(struct posix_call *call)
{
    int is_done;

    pthread_mutex_lock(&call->lock);
    is_done = call->is_done;
    pthread_mutex_unlock(&call->lock);
    return is_done;
}

/* Waits until the call is running: its patch is in use. */
CHECK_FUNCTION void posix_wait_in_flight(struct posix_call *call)
{
    double give_up = posix_now() + POSIX_LONGEST;
    int in_flight = 0;

    while (!in_flight && !posix_is_done(call) && posix_now() < give_up) {
        in_flight = zoom_user_patch_check(call->patch, NULL) == ZOOM_E_BUSY;
        sched_yield();
    }
    CHECK(in_flight);
}

/* Joins the thread, as every call ends by its timeouts. The caller frees the result. */
CHECK_FUNCTION void posix_end_call(struct posix_call *call)
{
    CHECK(pthread_join(call->thread, NULL) == 0);
    pthread_mutex_destroy(&call->lock);
}

/* The number of entries of a directory; -1 if it does not exist. */
CHECK_FUNCTION int posix_count_entries(const char *path)
{
    DIR *directory = opendir(path);
    int count = 0;

    if (directory == NULL) {
        return -1;
    }
    while (readdir(directory) != NULL) {
        count++;
    }
    closedir(directory);
    return count;
}

#ifndef _WIN32

#define POSIX_MOST_SOCKETS 64

/* The open sockets of this process, each by a text that no other socket of the machine has ("socket:[12345]"). */
struct posix_sockets {
    int count;
    char names[POSIX_MOST_SOCKETS][40];
};

/* Whether /proc exists. Without it the tests that count descriptors are skipped. */
CHECK_FUNCTION int posix_has_proc(void)
{
    return posix_count_entries("/proc/self/fd") > 0;
}

CHECK_FUNCTION struct posix_sockets posix_open_sockets(void)
{
    struct posix_sockets sockets;
    DIR *directory = opendir("/proc/self/fd");
    struct dirent *entry;

    memset(&sockets, 0, sizeof sockets);
    while (directory != NULL && (entry = readdir(directory)) != NULL && sockets.count < POSIX_MOST_SOCKETS) {
        char path[300];
        char *name = sockets.names[sockets.count];
        ssize_t length;

        sprintf(path, "/proc/self/fd/%.255s", entry->d_name);
        length = readlink(path, name, sizeof sockets.names[0] - 1);
        if (length > 0) {
            name[length] = '\0';
            sockets.count += strncmp(name, "socket:", 7) == 0;
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    return sockets;
}

/* How many sockets of `now` are not among those of `before`; the name of the last of them, if `name` is not NULL. */
CHECK_FUNCTION int posix_new_sockets(const struct posix_sockets *before, const struct posix_sockets *now, char *name)
{
    int count = 0;
    int i;
    int j;

    for (i = 0; i < now->count; i++) {
        for (j = 0; j < before->count && strcmp(now->names[i], before->names[j]) != 0; j++) {
        }
        if (j == before->count) {
            count++;
            if (name != NULL) {
                strcpy(name, now->names[i]);
            }
        }
    }
    return count;
}

#endif /* _WIN32 */

#endif
