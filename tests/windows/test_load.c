/* Loading at run time from a folder with a name that no code page has: many times, used and freed between, then by eight
   threads at once. Nothing of the library is linked. */

#include "check_windows.h"

#define ROUNDS 40
#define THREADS 8
#define TURNS 10

struct library {
    HMODULE module;
    uint32_t(ZOOM_CALL *abi_version)(void);
    zoom_client *(ZOOM_CALL *client_new)(void);
    void(ZOOM_CALL *client_free)(zoom_client *);
    zoom_status(ZOOM_CALL *client_set)(zoom_client *, const char *, const char *);
    zoom_status(ZOOM_CALL *client_update_user)(zoom_client *, const char *, const zoom_user_patch *, zoom_result **);
    zoom_user_patch *(ZOOM_CALL *patch_new)(void);
    void(ZOOM_CALL *patch_free)(zoom_user_patch *);
    zoom_status(ZOOM_CALL *patch_set)(zoom_user_patch *, const char *, const char *);
    int64_t(ZOOM_CALL *result_number)(const zoom_result *, const char *);
    void(ZOOM_CALL *result_free)(zoom_result *);
    zoom_status(ZOOM_CALL *update_user)(const char *, const char *, const char *, const char *, zoom_result **, char *,
                                        size_t);
    void(ZOOM_CALL *cleanup)(void);
};

#define FIND(library, member) *(void (**)(void)) & (library)->member = windows_function((library)->module, "zoom_" #member)
#define FIND_AS(library, member, name) *(void (**)(void)) & (library)->member = windows_function((library)->module, name)

static void load(struct library *library)
{
    library->module = LoadLibraryW(windows_environment(L"ZOOM_TEST_LIBRARY"));
    if (!CHECK(library->module != NULL)) {
        fprintf(stderr, "    error %lu\n", GetLastError());
        exit(check_end());
    }
    FIND(library, abi_version);
    FIND(library, client_new);
    FIND(library, client_free);
    FIND(library, client_set);
    FIND(library, client_update_user);
    FIND_AS(library, patch_new, "zoom_user_patch_new");
    FIND_AS(library, patch_free, "zoom_user_patch_free");
    FIND_AS(library, patch_set, "zoom_user_patch_set");
    FIND(library, result_number);
    FIND(library, result_free);
    FIND(library, update_user);
    FIND(library, cleanup);
}

/* How many of its steps went wrong; for any thread. */
static int use_client(const struct library *library, const char *user_id)
{
    zoom_client *client = library->client_new();
    zoom_user_patch *patch = library->patch_new();
    zoom_result *result = NULL;
    int wrong = 0;

    wrong += library->client_set(client, ZOOM_OPT_BASE_URL, getenv("ZOOM_TEST_BASE_URL")) != ZOOM_OK;
    wrong += library->client_set(client, ZOOM_OPT_CA_FILE, getenv("ZOOM_TEST_CA_FILE")) != ZOOM_OK;
    wrong += library->client_set(client, ZOOM_OPT_TOKEN, getenv("ZOOM_TEST_TOKEN")) != ZOOM_OK;
    wrong += library->client_set(client, ZOOM_OPT_CONNECT_TIMEOUT_MS, "30000") != ZOOM_OK;
    wrong += library->client_set(client, ZOOM_OPT_PLAN, "none") != ZOOM_OK;
    wrong += library->patch_set(patch, ZOOM_FIELD_DEPT, "Engineering") != ZOOM_OK;
    wrong += library->client_update_user(client, user_id, patch, &result) != ZOOM_OK;
    wrong += library->result_number(result, "http_status") != 204;
    library->result_free(result);
    library->patch_free(patch);
    library->client_free(client);
    return wrong;
}

/* The connection of the one call is kept until cleanup. */
static int use_one_call(const struct library *library)
{
    char options[512];
    int wrong;

    sprintf(options, "{\"proxy\": \"off\", \"plan\": \"none\", \"base_url\": \"%.400s\"}",
            check_environment("ZOOM_TEST_HTTP_BASE_URL"));
    wrong = library->update_user(getenv("ZOOM_TEST_TOKEN"), "jane@example.com", "{\"dept\": \"Engineering\"}", options,
                                 NULL, NULL, 0)
            != ZOOM_OK;
    library->cleanup();
    return wrong;
}

struct worker {
    const struct library *library;
    int wrong;
};

static DWORD WINAPI work(void *argument)
{
    struct worker *worker = (struct worker *)argument;
    int turn;

    for (turn = 0; turn < TURNS; turn++) {
        worker->wrong += use_client(worker->library, "status-204@sandbox.test");
    }
    return 0;
}

static void check_threads(const struct library *library)
{
    struct worker workers[THREADS];
    HANDLE threads[THREADS];
    int i;

    for (i = 0; i < THREADS; i++) {
        workers[i].library = library;
        workers[i].wrong = 0;
        threads[i] = CreateThread(NULL, 0, work, &workers[i], 0, NULL);
        CHECK(threads[i] != NULL);
    }
    CHECK(WaitForMultipleObjects(THREADS, threads, TRUE, 300000) == WAIT_OBJECT_0);
    for (i = 0; i < THREADS; i++) {
        CHECK_INT(workers[i].wrong, 0);
        CloseHandle(threads[i]);
    }
}

int main(void)
{
    const WCHAR *path = windows_environment(L"ZOOM_TEST_LIBRARY");
    struct library library;
    int i;

    /* Before it was used, it goes. */
    for (i = 0; i < ROUNDS; i++) {
        load(&library);
        CHECK(library.abi_version() == ZOOM_ABI_VERSION);
        library.patch_free(library.patch_new());
        CHECK(FreeLibrary(library.module));
        CHECK(GetModuleHandleW(path) == NULL);
    }
    /* Then it stays, because a name lookup could still run in it. */
    for (i = 0; i < ROUNDS; i++) {
        load(&library);
        CHECK_INT(use_client(&library, "jane@example.com"), 0);
        CHECK_INT(use_one_call(&library), 0);
        CHECK(FreeLibrary(library.module));
        CHECK(GetModuleHandleW(path) != NULL);
    }
    load(&library);
    check_threads(&library);
    CHECK(FreeLibrary(library.module));
    return check_end();
}
