/* needs: c99 shared posix threads */
/*
Forks while other threads wait for tokens and turns, or hold what goes with them: the child waits for none of that. Threads
of the parent update users by an app's token that lasts a second, at a rate, with a file for each; children do the same.

ZOOM_TEST_FORKS is set for runs under valgrind or a sanitizer, whose own locks may stay locked in a child of a program
with threads: then there is no fork here.
*/

#define _POSIX_C_SOURCE 200809L

#include "posix.h"

#include <sys/types.h>
#include <sys/wait.h>

#define THREADS 3
#define FORKS 25

static int stop = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[] = "/tmp/zoomuser-fork-XXXXXX";

static int is_stopped(void)
{
    int stopped;

    pthread_mutex_lock(&lock);
    stopped = stop;
    pthread_mutex_unlock(&lock);
    return stopped;
}

/* A client of the sandbox's app. */
static zoom_client *app_client(int with_files)
{
    const char *base_url = check_environment("ZOOM_TEST_HTTP_BASE_URL");
    zoom_client *client = zoom_client_new();
    char text[400];

    sprintf(text, "%.*s/oauth/token", (int)strlen(base_url) - 3, base_url);
    zoom_client_set(client, ZOOM_OPT_TOKEN_URL, text);
    zoom_client_set(client, ZOOM_OPT_BASE_URL, base_url);
    zoom_client_set(client, ZOOM_OPT_ACCOUNT_ID, "sandbox-account");
    zoom_client_set(client, ZOOM_OPT_CLIENT_ID, "sandbox-client");
    zoom_client_set(client, ZOOM_OPT_CLIENT_SECRET, "sandbox-secret");
    zoom_client_set(client, ZOOM_OPT_PLAN, "business");
    if (with_files) {
        sprintf(text, "%s/token", folder);
        zoom_client_set(client, ZOOM_OPT_TOKEN_CACHE, text);
        sprintf(text, "%s/rate", folder);
        zoom_client_set(client, ZOOM_OPT_RATE_FILE, text);
    }
    return client;
}

struct worker {
    pthread_t thread;
    int with_files;
    int right;
    int wrong;
    char user_id[60];
};

/* Sequential updates of a user that threads and children share. The caller whose token is refused requests a new one. */
static void *work(void *argument)
{
    struct worker *worker = (struct worker *)argument;
    zoom_client *client = app_client(worker->with_files);
    zoom_user_patch *patch = zoom_user_patch_new();

    zoom_user_patch_set(patch, ZOOM_FIELD_DEPT, "Engineering");
    while (!is_stopped()) {
        zoom_status status = zoom_client_update_user(client, worker->user_id, patch, NULL);
        int renews = strncmp(worker->user_id, "error-401", 9) == 0;

        if (status == (renews ? ZOOM_E_UNAUTHORIZED : ZOOM_OK)) {
            worker->right++;
        } else {
            worker->wrong++;
        }
    }
    zoom_user_patch_free(patch);
    zoom_client_free(client);
    return NULL;
}

static int update_as_child(int with_files)
{
    zoom_client *client = app_client(with_files);
    zoom_user_patch *patch = zoom_user_patch_new();
    int ending;

    zoom_user_patch_set(patch, ZOOM_FIELD_DEPT, "Engineering");
    ending = zoom_client_update_user(client, "status-204@sandbox.test", patch, NULL);
    if (ending == ZOOM_OK) {
        ending = zoom_client_update_user(client, "status-204@sandbox.test", patch, NULL);
    }
    zoom_user_patch_free(patch);
    zoom_client_free(client);
    return ending;
}

static void check_forks(int with_files)
{
    struct worker workers[THREADS];
    int right = 0;
    int i;

    stop = 0;
    memset(workers, 0, sizeof workers);
    for (i = 0; i < THREADS; i++) {
        workers[i].with_files = with_files;
        strcpy(workers[i].user_id, i == 0 ? "error-401-124@sandbox.test" : "status-204@sandbox.test");
        CHECK(pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0);
    }
    for (i = 0; i < FORKS; i++) {
        int status = -1;
        pid_t process;

        fflush(NULL);
        process = fork();
        if (process == 0) {
            posix_watchdog(50);
            _exit(update_as_child(with_files));
        }
        CHECK(waitpid(process, &status, 0) == process);
        right += WIFEXITED(status) && WEXITSTATUS(status) == ZOOM_OK;
    }
    pthread_mutex_lock(&lock);
    stop = 1;
    pthread_mutex_unlock(&lock);
    CHECK_INT(right, FORKS);
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_join(workers[i].thread, NULL) == 0);
        CHECK_INT(workers[i].wrong, 0);
        CHECK(workers[i].right > 0);
    }
}

int main(void)
{
    static const char *const names[] = {"token", "token.lock", "rate"};
    char path[100];
    size_t i;

    if (getenv("ZOOM_TEST_FORKS") != NULL) {
        CHECK(1);
        return check_end();
    }
    posix_watchdog(110);
    CHECK(mkdtemp(folder) != NULL);
    check_forks(0);
    check_forks(1);
    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        sprintf(path, "%s/%s", folder, names[i]);
        CHECK_CASE(unlink(path) == 0, names[i]);
    }
    CHECK(rmdir(folder) == 0);
    return check_end();
}
