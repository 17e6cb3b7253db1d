/*
A program that uses the installed library, built with find_package and with pkg-config.

    program DEPARTMENT

changes a user of the sandbox. ZOOM_TOKEN, ZOOM_BASE_URL and ZOOM_CA_FILE say how to reach it.
*/

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zoomuser.h>

static int set(zoom_client *client, const char *option, const char *variable)
{
    const char *value = getenv(variable);

    return value != NULL && zoom_client_set(client, option, value) == ZOOM_OK;
}

int main(int argc, char **argv)
{
    zoom_client *client = zoom_client_new();
    zoom_user_patch *patch = zoom_user_patch_new();
    zoom_result *result = NULL;
    zoom_status status;

    if (argc != 2 || strcmp(zoom_version(), ZOOM_VERSION) != 0 || zoom_abi_version() != ZOOM_ABI_VERSION) {
        fprintf(stderr, "library %s, header %s\n", zoom_version(), ZOOM_VERSION);
        return 2;
    }
    if (!set(client, ZOOM_OPT_TOKEN, "ZOOM_TOKEN") || !set(client, ZOOM_OPT_BASE_URL, "ZOOM_BASE_URL")
        || !set(client, ZOOM_OPT_CA_FILE, "ZOOM_CA_FILE")
        || zoom_user_patch_set(patch, ZOOM_FIELD_DEPT, argv[1]) != ZOOM_OK) {
        fprintf(stderr, "%s%s\n", zoom_client_error(client), zoom_user_patch_error(patch));
        return 2;
    }
    status = zoom_client_update_user(client, "jane@example.com", patch, &result);
    puts(zoom_result_text(result, "message"));
    zoom_result_free(result);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
    return status == ZOOM_OK ? 0 : 1;
}
