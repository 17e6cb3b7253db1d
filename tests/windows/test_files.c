/* Files with names that no code page has, given as UTF-8 and as UTF-16, and shared by processes: the certificates to trust,
   the token, the rate. With an argument: a process that uses them once. */

#include "check_windows.h"

#define CHILDREN 6

/* A client of the sandbox's app, with its files in a folder. */
static zoom_client *app_client(const WCHAR *folder, int in_utf16)
{
    static const struct {
        const char *option;
        const WCHAR *name;
    } files[] = {
        {ZOOM_OPT_CA_FILE, L"\x540d \xdf.pem"}, {ZOOM_OPT_TOKEN_CACHE, L"\x540d token"}, {ZOOM_OPT_RATE_FILE, L"\x540d rate"}};
    zoom_client *client = check_client();
    const char *base_url = check_environment("ZOOM_TEST_BASE_URL");
    char url[400];
    size_t i;

    sprintf(url, "%.*s/oauth/token", (int)strlen(base_url) - 3, base_url);
    check_set(client, ZOOM_OPT_TOKEN, "");
    check_set(client, ZOOM_OPT_TOKEN_URL, url);
    check_set(client, ZOOM_OPT_ACCOUNT_ID, "sandbox-account");
    check_set(client, ZOOM_OPT_CLIENT_ID, "sandbox-client");
    check_set(client, ZOOM_OPT_CLIENT_SECRET, "sandbox-secret");
    check_set(client, ZOOM_OPT_PLAN, "business");
    for (i = 0; i < sizeof files / sizeof files[0]; i++) {
        const WCHAR *path = windows_path(folder, files[i].name);

        if (in_utf16) {
            uint16_t option[40];
            size_t end;

            for (end = 0; files[i].option[end] != '\0'; end++) {
                option[end] = (uint16_t)files[i].option[end];
            }
            option[end] = 0;
            CHECK_CASE(zoom_client_set_utf16(client, option, (const uint16_t *)path) == ZOOM_OK, files[i].option);
        } else {
            check_set(client, files[i].option, windows_utf8(path));
        }
    }
    return client;
}

static void use(const WCHAR *folder, int in_utf16)
{
    zoom_client *client = app_client(folder, in_utf16);
    zoom_user_patch *patch = check_patch();
    zoom_result *result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK);

    CHECK_INT(zoom_result_count(result, "warnings"), 0);
    zoom_result_free(result);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

/* All at once. They get one token between them, which the sandbox's count shows. */
static void check_processes(void)
{
    HANDLE children[CHILDREN];
    int i;

    for (i = 0; i < CHILDREN; i++) {
        children[i] = windows_start();
    }
    for (i = 0; i < CHILDREN; i++) {
        CHECK_INT(windows_end(children[i]), 0);
    }
}

/* While another program has it open and shares it with nobody, the rate is kept without it, and a warning says so. */
static void check_held(const WCHAR *folder)
{
    zoom_client *client = app_client(folder, 1);
    zoom_user_patch *patch = check_patch();
    HANDLE rate = CreateFileW(windows_path(folder, L"\x540d rate"), GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    zoom_result *result;

    CHECK(rate != INVALID_HANDLE_VALUE);
    result = CHECK_UPDATE(client, "jane@example.com", patch, ZOOM_OK);
    CHECK_INT(zoom_result_count(result, "warnings"), 1);
    CHECK_TEXT(zoom_result_item(result, "warnings", 0, "field"), ZOOM_OPT_RATE_FILE);
    zoom_result_free(result);
    CloseHandle(rate);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

int main(int argc, char **argv)
{
    const WCHAR *folder = windows_environment(L"ZOOM_TEST_FOLDER");

    (void)argv;
    if (argc > 1) {
        use(folder, 1);
        return check_end();
    }
    CHECK(CopyFileW(windows_environment(L"ZOOM_TEST_CA_FILE"), windows_path(folder, L"\x540d \xdf.pem"), FALSE));
    check_processes();
    use(folder, 0);
    use(folder, 1);
    check_held(folder);
    CHECK(DeleteFileW(windows_path(folder, L"\x540d token")));
    CHECK(DeleteFileW(windows_path(folder, L"\x540d token.lock")));
    CHECK(DeleteFileW(windows_path(folder, L"\x540d rate")));
    return check_end();
}
