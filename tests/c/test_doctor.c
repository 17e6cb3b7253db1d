/* needs: c89 c99 c11 cxx static shared */
/* The doctor: its checks, and the status if one fails. */

#include "utf16.h"

static const char *const names[] = {"options", "dns", "connection", "proxy", "certificate",
                                    "response", "clock", "token", "scopes", "rate"};

/* The index of the check with this name. */
static size_t find(const zoom_result *result, const char *name)
{
    size_t i = 0;

    while (i < zoom_result_count(result, "checks") && strcmp(zoom_result_item(result, "checks", i, "name"), name) != 0) {
        i++;
    }
    return i;
}

static void check_outcome(const zoom_result *result, const char *name, const char *outcome)
{
    CHECK_TEXT(zoom_result_item(result, "checks", find(result, name), "outcome"), outcome);
}

static void check_good(zoom_client *client)
{
    zoom_result *result = NULL;
    size_t i;

    CHECK_INT(zoom_client_doctor(client, &result), ZOOM_OK);
    CHECK_RESULT(result);
    CHECK_INT(zoom_result_count(result, "checks"), 10);
    for (i = 0; i < 10; i++) {
        CHECK_TEXT(zoom_result_item(result, "checks", i, "name"), names[i]);
        CHECK_CASE(*zoom_result_item(result, "checks", i, "message") != '\0', names[i]);
    }
    check_outcome(result, "token", "ok");
    check_outcome(result, "scopes", "skipped");
    CHECK_TEXT(zoom_result_item(result, "checks", 1, "url"), check_environment("ZOOM_TEST_BASE_URL"));
    CHECK_TEXT(zoom_result_item(result, "checks", 0, "url"), "");
    CHECK_TEXT(zoom_result_item(result, "checks", 0, "hint"), "");
    CHECK_TEXT(zoom_result_item(result, "checks", 10, "name"), "");
    CHECK_HAS(zoom_result_text(result, "json"), "\"checks\":[{\"name\":\"options\"");
    CHECK_INT(zoom_result_count_utf16(result, wide("checks")), 10);
    CHECK(wide_has(zoom_result_item_utf16(result, wide("checks"), 7, wide("name")), "token"));
    CHECK_INT(zoom_result_number(result, "attempts"), 1);
    CHECK_INT(zoom_result_number(result, "http_status"), -1);
    CHECK(strstr(zoom_result_text(result, "json"), check_environment("ZOOM_TEST_TOKEN")) == NULL);
    zoom_result_free(result);
}

static void check_bad(zoom_client *client)
{
    zoom_result *result = NULL;

    check_set(client, ZOOM_OPT_TOKEN, "expired-token");
    CHECK_INT(zoom_client_doctor(client, &result), ZOOM_E_UNAUTHORIZED);
    CHECK_RESULT(result);
    check_outcome(result, "response", "ok");
    check_outcome(result, "token", "failed");
    CHECK_TEXT(zoom_result_item(result, "checks", find(result, "token"), "hint"), zoom_result_text(result, "hint"));
    CHECK_HAS(zoom_result_text(result, "message"), "token: ");
    zoom_result_free(result);

    check_set(client, ZOOM_OPT_BASE_URL, "https://no-such-host.invalid/v2");
    CHECK_INT(zoom_client_doctor(client, &result), ZOOM_E_DNS);
    check_outcome(result, "dns", "failed");
    check_outcome(result, "connection", "skipped");
    zoom_result_free(result);

    check_set(client, ZOOM_OPT_CA_FILE, "/no/such/file.pem");
    CHECK_INT(zoom_client_doctor(client, NULL), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(zoom_client_doctor(NULL, &result), ZOOM_E_NULL);
    CHECK_INT(zoom_result_count(result, "checks"), 0);
    CHECK_HAS(zoom_result_text(result, "message"), "client");
    zoom_result_free(result);
}

int main(void)
{
    zoom_client *client = check_client();

    check_good(client);
    check_bad(client);
    zoom_client_free(client);
    return check_end();
}
