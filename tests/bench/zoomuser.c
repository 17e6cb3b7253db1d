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

/* The same by the one-call. */
static void update_in_one_call(const char *options)
{
    static const char *const fields =
        "{\"first_name\":\"Ada\",\"last_name\":\"Lovelace\",\"type\":2,\"use_pmi\":false,"
        "\"timezone\":\"Europe/London\",\"language\":\"en-GB\",\"dept\":\"Research\",\"job_title\":\"Analyst\","
        "\"company\":\"Analytical Engines Ltd\",\"phone_numbers\":"
        "[{\"country\":\"GB\",\"code\":\"+44\",\"number\":\"5550100\",\"label\":\"Office\"}]}";
    zoom_result *result = NULL;
    if (zoom_update_user("token-of-the-benchmark", "ada@example.com", fields, options, &result, NULL, 0) != ZOOM_OK) {
        fprintf(stderr, "zoomuser: %s\n", zoom_result_text(result, "message"));
        exit(1);
    }
    zoom_result_free(result);
}

static int measure_one_call(struct arguments a)
{
    struct clock before;
    char options[1024];
    long i;
    sprintf(options,
            "{\"base_url\":\"%.400s\",\"ca_file\":\"%.400s\",\"system_roots\":\"off\",\"proxy\":\"off\","
            "\"encoding\":\"multipart\",\"plan\":\"none\"}",
            a.base_url, a.ca_file);
    update_in_one_call(options); /* connects */
    before = now();
    for (i = 0; i < a.requests; i++) {
        update_in_one_call(options);
    }
    report(before, now(), a.requests);
    return 0;
}

int main(int argc, char **argv)
{
    struct arguments a = read_arguments(argc, argv);
    struct clock before;
    long i;
    zoom_client *client;
    if (a.one_call) {
        return measure_one_call(a);
    }
    client = zoom_client_new();
    set(client, ZOOM_OPT_TOKEN, "token-of-the-benchmark");
    set(client, ZOOM_OPT_BASE_URL, a.base_url);
    set(client, ZOOM_OPT_CA_FILE, a.ca_file);
    set(client, ZOOM_OPT_SYSTEM_ROOTS, "off");
    set(client, ZOOM_OPT_PROXY, "off");
    set(client, ZOOM_OPT_PLAN, "none");
    set(client, ZOOM_OPT_ENCODING, a.json ? "json" : "multipart");
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
