/*
Changes the department of a Zoom user and prints the result.

    ZOOM_TOKEN=... ./update_user ada@example.com Engineering

Environment: ZOOM_TOKEN, the access token. To use the sandbox, also ZOOM_BASE_URL, the base URL of the API, and ZOOM_CA_FILE,
a PEM file of certificate authorities to trust.

Exit code: 0 the user is updated, 1 the user is not updated, 2 usage error.
*/

#include "zoomuser.h"

#include <stdio.h>
#include <stdlib.h>

/* Sets an option from an environment variable; without the variable, the option keeps its default. */
static int set_from_environment(zoom_client *client, const char *option, const char *variable)
{
    const char *value = getenv(variable);

    if (value == NULL) {
        return 1;
    }
    if (zoom_client_set(client, option, value) != ZOOM_OK) {
        fprintf(stderr, "%s: %s\n", variable, zoom_client_error(client));
        return 0;
    }
    return 1;
}

/* Prints a text of the result. No text is ever NULL: a missing text is "". */
static void print_text(const zoom_result *result, const char *what)
{
    const char *text = zoom_result_text(result, what);

    if (text[0] != '\0') {
        printf("%s: %s\n", what, text);
    }
}

/* Prints a list whose items have a field and a message; the field is "" if the item concerns the whole request. */
static void print_list(const zoom_result *result, const char *list)
{
    size_t count = zoom_result_count(result, list);
    size_t i;

    for (i = 0; i < count; i++) {
        const char *field = zoom_result_item(result, list, i, ZOOM_ITEM_FIELD);
        const char *message = zoom_result_item(result, list, i, ZOOM_ITEM_MESSAGE);

        printf("%s: %s%s%s\n", list, field, field[0] == '\0' ? "" : ": ", message);
    }
}

static void print_result(const zoom_result *result)
{
    print_text(result, ZOOM_TEXT_MESSAGE);
    print_text(result, ZOOM_TEXT_HINT);
    if (zoom_result_number(result, ZOOM_NUMBER_HTTP_STATUS) >= 0) {
        printf("http_status: %ld\n", (long)zoom_result_number(result, ZOOM_NUMBER_HTTP_STATUS));
    }
    print_text(result, ZOOM_TEXT_TRACKING_ID);
    print_list(result, ZOOM_LIST_FIELD_ERRORS); /* Zoom's errors about single fields */
    print_list(result, ZOOM_LIST_PROBLEMS);     /* validation errors; nothing was sent */
    print_list(result, ZOOM_LIST_WARNINGS);
}

/* Makes the call and prints its result. */
static zoom_status update(zoom_client *client, const char *user_id, const zoom_user_patch *patch)
{
    zoom_result *result = NULL;
    zoom_status status = zoom_client_update_user(client, user_id, patch, &result);

    printf("%s (%ld)\n", zoom_status_name(status), (long)status);
    print_result(result); /* after success and after failure; all getters take NULL as well */
    zoom_result_free(result);
    return status;
}

int main(int argc, char **argv)
{
    zoom_client *client;
    zoom_user_patch *patch;
    int exit_code = 2;

    if (argc != 3 || getenv("ZOOM_TOKEN") == NULL) {
        fprintf(stderr, "usage: ZOOM_TOKEN=... update_user USER_ID DEPARTMENT\n");
        return 2;
    }

    client = zoom_client_new();
    patch = zoom_user_patch_new();
    if (client == NULL || patch == NULL) {
        fprintf(stderr, "out of memory\n");
    } else if (set_from_environment(client, ZOOM_OPT_TOKEN, "ZOOM_TOKEN")
               && set_from_environment(client, ZOOM_OPT_BASE_URL, "ZOOM_BASE_URL")
               && set_from_environment(client, ZOOM_OPT_CA_FILE, "ZOOM_CA_FILE")) {
        if (zoom_user_patch_set(patch, ZOOM_FIELD_DEPT, argv[2]) != ZOOM_OK) {
            fprintf(stderr, "%s\n", zoom_user_patch_error(patch));
        } else {
            exit_code = update(client, argv[1], patch) == ZOOM_OK ? 0 : 1;
        }
    }

    /* NULL is a no-op in every _free function. */
    zoom_user_patch_free(patch);
    zoom_client_free(client);
    return exit_code;
}
