/* needs: c89 c99 c11 cxx static shared */
/* The list of users: pages, items by name, wrong options. */

#include "utf16.h"

static void check_pages(zoom_client *client)
{
    char token[256] = "";
    char emails[512] = "";
    zoom_result *result = NULL;
    int pages = 0;

    do {
        CHECK_INT(zoom_client_list_users(client, "{\"page_size\": 1}", token, &result), ZOOM_OK);
        CHECK_RESULT(result);
        CHECK_INT(zoom_result_count(result, ZOOM_LIST_USERS), 1);
        check_append(emails, sizeof emails, zoom_result_item(result, ZOOM_LIST_USERS, 0, ZOOM_ITEM_EMAIL), 0);
        check_append(emails, sizeof emails, " ", 0);
        zoom_text_copy(zoom_result_text(result, ZOOM_TEXT_NEXT_PAGE_TOKEN), token, sizeof token);
        zoom_result_free(result);
    } while (token[0] != '\0' && ++pages < 10);
    CHECK_INT(pages, 2);
    CHECK_HAS(emails, "jane@example.com");
    CHECK_HAS(emails, "john@example.com");
}

static void check_items(zoom_client *client)
{
    zoom_result *result = NULL;
    size_t i = 0;

    CHECK_INT(zoom_client_list_users(client, NULL, NULL, &result), ZOOM_OK);
    while (strcmp(zoom_result_item(result, "users", i, "email"), "jane@example.com") != 0 && i < 10) {
        i++;
    }
    CHECK_TEXT(zoom_result_item(result, "users", i, ZOOM_FIELD_LAST_NAME), "Doe");
    CHECK_TEXT(zoom_result_item(result, "users", i, ZOOM_ITEM_STATUS), "active");
    CHECK(zoom_result_item(result, "users", i, ZOOM_ITEM_ID)[0] != '\0');
    CHECK_HAS(zoom_result_item(result, "users", i, ZOOM_ITEM_JSON), "\"email\":\"jane@example.com\"");
    CHECK_TEXT(zoom_result_item(result, "users", i, "no_such"), "");
    CHECK_TEXT(zoom_result_text(result, ZOOM_TEXT_NEXT_PAGE_TOKEN), "");
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_TOTAL_RECORDS), 3);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_JSON), "\"users\":[{");
    zoom_result_free(result);

    CHECK_INT(zoom_client_list_users_utf16(client, wide("{\"status\": \"pending\"}"), NULL, &result), ZOOM_OK);
    CHECK_WIDE(zoom_result_item_utf16(result, wide("users"), 0, wide("email")), "pending@example.com");
    CHECK_WIDE(zoom_result_item_utf16(result, wide("users"), 0, wide("id")), "");
    zoom_result_free(result);
}

static void check_failure(zoom_client *client, const char *options, const char *token, zoom_status status, const char *part)
{
    zoom_result *result = NULL;

    CHECK_CASE(zoom_client_list_users(client, options, token, &result) == status, options);
    CHECK_HAS(zoom_result_text(result, ZOOM_TEXT_MESSAGE), part);
    CHECK_INT(zoom_result_count(result, ZOOM_LIST_USERS), 0);
    CHECK_INT(zoom_result_number(result, ZOOM_NUMBER_TOTAL_RECORDS), -1);
    zoom_result_free(result);
}

int main(void)
{
    zoom_client *client = check_client();

    check_pages(client);
    check_items(client);
    check_failure(client, "[]", "", ZOOM_E_INVALID_JSON, "options_json");
    check_failure(client, "{\"stat\": \"active\"}", "", ZOOM_E_UNKNOWN_NAME, "stat");
    check_failure(client, "{\"status\": \"all\"}", "", ZOOM_E_INVALID_ARGUMENT, "active, inactive, pending");
    check_failure(client, "{\"page_size\": 301}", "", ZOOM_E_INVALID_ARGUMENT, "page_size");
    check_failure(client, "{\"role_id\": [1]}", "", ZOOM_E_INVALID_ARGUMENT, "role_id");
    check_failure(client, "", "no such page", ZOOM_E_REJECTED, "page");
    check_failure(client, "\xff", "", ZOOM_E_ENCODING, "options_json");
    check_failure(NULL, "", "", ZOOM_E_NULL, "client");
    CHECK_INT(zoom_client_list_users(client, NULL, NULL, NULL), ZOOM_OK);
    zoom_client_free(client);
    return check_end();
}
