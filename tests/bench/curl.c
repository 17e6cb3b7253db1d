/* The PATCH of the benchmark by libcurl: one handle, a multipart form for each request. */

#include "bench.h"
#include <curl/curl.h>

static size_t swallow(char *data, size_t size, size_t count, void *user)
{
    (void)data;
    (void)user;
    return size * count;
}

static void update(CURL *curl)
{
    long status = 0;
    int i;
    CURLcode code;
    curl_mime *form = curl_mime_init(curl);
    for (i = 0; i < FIELD_COUNT; i++) {
        curl_mimepart *part = curl_mime_addpart(form);
        curl_mime_name(part, FIELDS[i][0]);
        curl_mime_data(part, FIELDS[i][1], CURL_ZERO_TERMINATED);
    }
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, form);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "PATCH");
    code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK || status != 204) {
        fprintf(stderr, "curl: %s, HTTP %ld\n", curl_easy_strerror(code), status);
        exit(1);
    }
    curl_mime_free(form);
}

int main(int argc, char **argv)
{
    struct arguments a = read_arguments(argc, argv);
    char url[512];
    struct curl_slist *headers = NULL;
    struct clock before;
    long i;
    CURL *curl;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    curl = curl_easy_init();
    sprintf(url, "%.400s/users/ada@example.com", a.base_url);
    headers = curl_slist_append(headers, "Authorization: Bearer token-of-the-benchmark");
    headers = curl_slist_append(headers, "Accept: application/json");
    headers = curl_slist_append(headers, "Expect:");
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_CAINFO, a.ca_file);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 30000L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    if (!a.keep) {
        curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    } else {
        update(curl); /* connects */
    }
    before = now();
    for (i = 0; i < a.requests; i++) {
        update(curl);
    }
    report(before, now(), a.requests);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    curl_global_cleanup();
    return 0;
}
