/* The PATCH of the benchmark by libzoomuser: one client, a patch for each request. */

#include "bench.h"
#include <zoomuser.h>

static void set(zoom_client *client, const char *option, const char *value)
{
    if (zoom_client_set(client, option, value) != ZOOM_OK) {
        fprintf(stderr, "zoomuser: %s\n", zoom_client_error(client));
        exit(1);
    }
}

static void update(zoom_client *client)
{
    zoom_result *result = NULL;
    int i;
    zoom_user_patch *patch = zoom_user_patch_new();
    for (i = 0; i < FIELD_COUNT; i++) {
        zoom_user_patch_set(patch, FIELDS[i][0], FIELDS[i][1]);
    }
    if (zoom_client_update_user(client, "ada@example.com", patch, &result) != ZOOM_OK) {
        fprintf(stderr, "zoomuser: %s\n", zoom_result_text(result, "message"));
        exit(1);
    }
    zoom_result_free(result);
    zoom_user_patch_free(patch);
}

int main(int argc, char **argv)
{
    struct arguments a = read_arguments(argc, argv);
    struct clock before;
    long i;
    zoom_client *client = zoom_client_new();
    set(client, ZOOM_OPT_TOKEN, "token-of-the-benchmark");
    set(client, ZOOM_OPT_BASE_URL, a.base_url);
    set(client, ZOOM_OPT_CA_FILE, a.ca_file);
    set(client, ZOOM_OPT_SYSTEM_ROOTS, "off");
    set(client, ZOOM_OPT_PROXY, "off");
    set(client, ZOOM_OPT_ENCODING, "multipart");
    set(client, ZOOM_OPT_KEEP, a.keep ? "on" : "off");
    if (a.keep) {
        update(client); /* connects */
    }
    before = now();
    for (i = 0; i < a.requests; i++) {
        update(client);
    }
    report(before, now(), a.requests);
    zoom_client_free(client);
    return 0;
}
