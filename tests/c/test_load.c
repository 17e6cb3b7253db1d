/* needs: c99 c11 cxx shared posix */
/*
Loading at run time: the library in ZOOM_TEST_LIBRARY is opened, used and closed many times, and leaves no descriptor
and no thread behind. Nothing of the library is named here but through dlsym, so that it need not be linked.
*/

#define _POSIX_C_SOURCE 200809L

#include "zoomuser.h"

#include <dirent.h>
#include <dlfcn.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 20
#define LONGEST 20

static int passed = 0;
static int failed = 0;

#define CHECK(condition) check((condition) ? 1 : 0, __LINE__, #condition)

static int check(int ok, int line, const char *what)
{
    passed += ok;
    failed += !ok;
    if (!ok) {
        fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, line, what);
    }
    return ok;
}

static const char *environment(const char *name)
{
    const char *value = getenv(name);

    if (value == NULL || value[0] == '\0') {
        fprintf(stderr, "%s is not set\n", name);
        exit(2);
    }
    return value;
}

/* The functions that this program uses. */
static uint32_t(ZOOM_CALL *abi_version)(void);
static zoom_client *(ZOOM_CALL *client_new)(void);
static void(ZOOM_CALL *client_free)(zoom_client *);
static zoom_status(ZOOM_CALL *client_set)(zoom_client *, const char *, const char *);
static zoom_status(ZOOM_CALL *client_update_user)(zoom_client *, const char *, const zoom_user_patch *, zoom_result **);
static zoom_user_patch *(ZOOM_CALL *patch_new)(void);
static void(ZOOM_CALL *patch_free)(zoom_user_patch *);
static zoom_status(ZOOM_CALL *patch_set)(zoom_user_patch *, const char *, const char *);
static int64_t(ZOOM_CALL *result_number)(const zoom_result *, const char *);
static void(ZOOM_CALL *result_free)(zoom_result *);
static zoom_status(ZOOM_CALL *update_user)(const char *, const char *, const char *, const char *, zoom_result **,
                                           char *, size_t);
static void(ZOOM_CALL *cleanup)(void);

/* C has no conversion from a data pointer to a function pointer; POSIX says that their representations agree. */
static void find(void *library, const char *name, void *function, size_t size)
{
    void *address = dlsym(library, name);

    if (!CHECK(address != NULL && size == sizeof address)) {
        fprintf(stderr, "    %s\n", name);
        exit(1);
    }
    memcpy(function, &address, size);
}

#define FIND(library, name, function) find((library), (name), (void *)&(function), sizeof(function))

static void *open_library(void)
{
    void *library = dlopen(environment("ZOOM_TEST_LIBRARY"), RTLD_NOW | RTLD_LOCAL);

    if (!CHECK(library != NULL)) {
        fprintf(stderr, "    %s\n", dlerror());
        exit(1);
    }
    FIND(library, "zoom_abi_version", abi_version);
    FIND(library, "zoom_client_new", client_new);
    FIND(library, "zoom_client_free", client_free);
    FIND(library, "zoom_client_set", client_set);
    FIND(library, "zoom_client_update_user", client_update_user);
    FIND(library, "zoom_user_patch_new", patch_new);
    FIND(library, "zoom_user_patch_free", patch_free);
    FIND(library, "zoom_user_patch_set", patch_set);
    FIND(library, "zoom_result_number", result_number);
    FIND(library, "zoom_result_free", result_free);
    FIND(library, "zoom_update_user", update_user);
    FIND(library, "zoom_cleanup", cleanup);
    return library;
}

/* Create, update, free. */
static void use_client(void)
{
    zoom_client *client = client_new();
    zoom_user_patch *patch = patch_new();
    zoom_result *result = NULL;

    CHECK(client_set(client, ZOOM_OPT_BASE_URL, environment("ZOOM_TEST_BASE_URL")) == ZOOM_OK);
    CHECK(client_set(client, ZOOM_OPT_CA_FILE, environment("ZOOM_TEST_CA_FILE")) == ZOOM_OK);
    CHECK(client_set(client, ZOOM_OPT_TOKEN, environment("ZOOM_TEST_TOKEN")) == ZOOM_OK);
    CHECK(client_set(client, ZOOM_OPT_CONNECT_TIMEOUT_MS, "30000") == ZOOM_OK);
    CHECK(client_set(client, ZOOM_OPT_PROXY, "off") == ZOOM_OK);
    CHECK(client_set(client, ZOOM_OPT_MAX_RETRIES, "0") == ZOOM_OK);
    CHECK(client_set(client, ZOOM_OPT_PLAN, "none") == ZOOM_OK);
    CHECK(patch_set(patch, ZOOM_FIELD_DEPT, "Engineering") == ZOOM_OK);
    CHECK(client_update_user(client, "jane@example.com", patch, &result) == ZOOM_OK);
    CHECK(result_number(result, "http_status") == 204);
    result_free(result);
    CHECK(client_update_user(client, "drop@sandbox.test", patch, NULL) == ZOOM_E_IO);
    patch_free(patch);
    client_free(client);
}

/* zoom_update_user over http, which needs no file; its connection is kept until zoom_cleanup. */
static void use_one_call(void)
{
    char options[512];

    sprintf(options, "{\"proxy\": \"off\", \"plan\": \"none\", \"base_url\": \"%.400s\"}", environment("ZOOM_TEST_HTTP_BASE_URL"));
    CHECK(update_user(environment("ZOOM_TEST_TOKEN"), "jane@example.com", "{\"dept\": \"Engineering\"}", options, NULL,
                      NULL, 0)
          == ZOOM_OK);
    cleanup();
}

static int count_entries(const char *path)
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

/* Whether a directory of /proc reaches this number of entries. A thread that has ended is listed for a moment longer. */
static int comes_to(const char *path, int count)
{
    time_t give_up = time(NULL) + LONGEST;

    while (count_entries(path) != count && time(NULL) < give_up) {
        sched_yield();
    }
    if (count_entries(path) != count) {
        fprintf(stderr, "    %s: expected %d entries, got %d\n", path, count, count_entries(path));
    }
    return count_entries(path) == count;
}

int main(void)
{
    int descriptors = count_entries("/proc/self/fd");
    int threads = count_entries("/proc/self/task");
    int unloaded = 0;
    void *library = NULL;
    int i;

    signal(SIGALRM, SIG_DFL);
    alarm(600);
    for (i = 0; i < ROUNDS; i++) {
        library = open_library();
        CHECK(abi_version() == ZOOM_ABI_VERSION);
        use_client();
        use_one_call();
        CHECK(comes_to("/proc/self/task", threads)); /* no thread may be in the library when it goes */
        CHECK(dlclose(library) == 0);
        library = dlopen(environment("ZOOM_TEST_LIBRARY"), RTLD_NOW | RTLD_NOLOAD);
        unloaded += library == NULL;
        if (library != NULL) {
            dlclose(library);
        }
        CHECK(comes_to("/proc/self/fd", descriptors));
    }
    printf("%d rounds, gone from memory after %d of them\n", ROUNDS, unloaded); /* the linker flag nodelete keeps it */

    /* And many times without closing it between. */
    library = open_library();
    for (i = 0; i < ROUNDS; i++) {
        use_client();
        use_one_call();
    }
    CHECK(comes_to("/proc/self/fd", descriptors));
    CHECK(comes_to("/proc/self/task", threads));
    CHECK(dlclose(library) == 0);
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
