/* needs: c89 c99 c11 cxx static shared */
/* Forms, custom requests, and rendered requests, with UTF-8 and UTF-16 text. */

#include "utf16.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ACUTE "\xc3\xa9"

/* The client for the control endpoint of the sandbox. */
static zoom_client *control;
static zoom_result *last;

static void script(const char *json)
{
    CHECK_INT(zoom_client_request(control, "POST", "/_sandbox/script", "", json, strlen(json), NULL), ZOOM_OK);
}

/* The last request that the sandbox received, byte by byte. The text is valid until the next call. */
static const char *arrived(size_t *length)
{
    zoom_result_free(last);
    last = NULL;
    CHECK_INT(zoom_client_request(control, "GET", "/_sandbox/requests/last", NULL, NULL, 0, &last), ZOOM_OK);
    return zoom_result_body(last, length);
}

/* The rendered request is the received one, except for the token. */
static void check_rendered(const char *rendered)
{
    const char *token = check_environment("ZOOM_TEST_TOKEN");
    const char *mark = strstr(rendered, "<access_token>");
    char *expected = (char *)malloc(strlen(rendered) + strlen(token) + 1);
    size_t length = 0;
    const char *bytes = arrived(&length);

    if (CHECK(mark != NULL) && CHECK(expected != NULL)) {
        sprintf(expected, "%.*s%s%s", (int)(mark - rendered), rendered, token, mark + strlen("<access_token>"));
        CHECK_TEXT(bytes, expected);
    }
    CHECK_INT(length, strlen(expected));
    free(expected);
}

static void check_request(void)
{
    zoom_client *client = check_client();
    zoom_result *result = NULL;
    const char *head = "HTTP/1.1 418 Teapot\r\nX-First: 1\r\nx-first: 2\r\nContent-Length: 27\r\n\r\n";
    size_t length = 99;

    CHECK_INT(zoom_client_request(client, "GET", "users/me", NULL, NULL, 0, &result), ZOOM_OK);
    CHECK_TEXT(zoom_result_text(result, "message"), "Zoom answered GET with HTTP 200");
    CHECK_TEXT(zoom_result_text(result, "reason"), "OK");
    CHECK(strncmp(zoom_result_text(result, "head"), "HTTP/1.1 200 OK\r\n", 17) == 0);
    CHECK_HAS(zoom_result_text(result, "head"), "\r\n\r\n");
    CHECK_HAS(zoom_result_body(result, &length), "jane@example.com");
    CHECK_TEXT(zoom_result_text(result, "rendered"), "");
    CHECK_RESULT(result);
    zoom_result_free(result);

    /* Whatever the answer is, all of it can be read. */
    script("{\"bytes\":\"HTTP/1.1 418 Teapot\\r\\nX-First: 1\\r\\nx-first: 2\\r\\nContent-Length: 27\\r\\n\\r\\n"
           "{\\\"code\\\":7,\\\"message\\\":\\\"no\\\"}    \"}");
    CHECK_INT(zoom_client_request(client, "BREW", "/pot?a=b", "A: 1\r\nB: 2\n", "x\0y", 3, &result), ZOOM_E_REJECTED);
    CHECK_TEXT(zoom_result_text(result, "message"), "Zoom answered BREW with HTTP 418, code 7: no");
    CHECK_TEXT(zoom_result_text(result, "hint"), "");
    CHECK_TEXT(zoom_result_text(result, "head"), head);
    CHECK_WIDE(zoom_result_text_utf16(result, wide("head")), head);
    CHECK_INT(zoom_result_number(result, "http_status"), 418);
    CHECK_INT(zoom_result_number_utf16(result, wide("api_code")), 7);
    CHECK_INT(zoom_result_count(result, "headers"), 3);
    CHECK_INT(zoom_result_count_utf16(result, wide("headers")), 3);
    CHECK_TEXT(zoom_result_item(result, "headers", 1, "name"), "x-first");
    CHECK_TEXT(zoom_result_header(result, "X-FIRST"), "1");
    CHECK_WIDE(zoom_result_header_utf16(result, wide("X-FIRST")), "1");
    CHECK_WIDE(zoom_result_header_utf16(result, wide("x-none")), "");
    CHECK_WIDE(zoom_result_header_utf16(NULL, NULL), "");
    CHECK_INT(zoom_result_number_utf16(result, NULL), -1);
    CHECK_INT(zoom_result_count_utf16(NULL, wide("headers")), 0);
    CHECK_HAS(arrived(&length), "BREW /pot?a=b HTTP/1.1\r\n");
    CHECK_HAS(arrived(&length), "\r\nA: 1\r\nB: 2\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\nx");
    CHECK(memcmp(arrived(&length) + length - 3, "x\0y", 3) == 0);
    zoom_result_free(result);

    /* A body that breaks off is no success. */
    script("{\"bytes\":\"HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\n01234\",\"close\":true}");
    CHECK_INT(zoom_client_request(client, "GET", "users/me", "", "", 0, &result), ZOOM_E_IO);
    CHECK_INT(zoom_result_number(result, "http_status"), 200);
    CHECK_TEXT(zoom_result_body(result, NULL), "01234");
    zoom_result_free(result);

    /* The caller's own credentials replace the token, and are as secret. */
    script("{\"status\":400,\"headers\":{\"X-Echo\":\"Basic SECRET==\"},\"body\":\"SECRET==\"}");
    CHECK_INT(zoom_client_set(client, ZOOM_OPT_TOKEN, ""), ZOOM_OK);
    CHECK_INT(zoom_client_request(client, "GET", "x", "authorization: Basic SECRET==", NULL, 0, &result),
              ZOOM_E_REJECTED);
    CHECK_HAS(arrived(&length), "\r\nauthorization: Basic SECRET==\r\n");
    CHECK(strstr(zoom_result_text(result, "json"), "SECRET") == NULL);
    CHECK_HAS(zoom_result_text(result, "head"), "X-Echo: Basic ********\r\n");
    zoom_result_free(result);
    CHECK_INT(zoom_client_request(client, "GET", "x", NULL, NULL, 0, NULL), ZOOM_E_MISSING_TOKEN);
    zoom_client_free(client);
}

struct refusal {
    const char *method;
    const char *path;
    const char *headers;
    const char *body;
    size_t length;
    zoom_status status;
    const char *message;
};

static void check_refusals(void)
{
    static const struct refusal refusals[] = {
        {NULL, "x", "", "", 0, ZOOM_E_NULL, "method: expected a pointer, got NULL"},
        {"GET", NULL, "", "", 0, ZOOM_E_NULL, "path_and_query: expected a pointer, got NULL"},
        {"PUT", "x", "", NULL, 1, ZOOM_E_NULL, "body: expected a pointer, got NULL"},
        {"PUT", "x", "", "x", (size_t)-1, ZOOM_E_INVALID_ARGUMENT, "body: expected a length below half the address space"},
        {"GET x", "x", "", "", 0, ZOOM_E_INVALID_ARGUMENT, "method: expected one word"},
        {"TRACE", "x", "", "", 0, ZOOM_E_INVALID_ARGUMENT, "method: CONNECT and TRACE are not sent"},
        {"GET", "a b", "", "", 0, ZOOM_E_INVALID_ARGUMENT, "path_and_query: expected printable ASCII"},
        {"GET", "\xff", "", "", 0, ZOOM_E_ENCODING, "path_and_query: expected UTF-8"},
        {"GET", "x", "SECRET", "", 0, ZOOM_E_INVALID_ARGUMENT, "headers: line 1: expected Name: value"},
        {"GET", "x", "Host: SECRET", "", 0, ZOOM_E_INVALID_ARGUMENT, "headers: line 1: Host: this header is set by the library"},
        {"GET", "x", "", "x", 1, ZOOM_E_INVALID_ARGUMENT, "body: expected none"}
    };
    zoom_client *client = check_client_at("http://127.0.0.1:1");
    zoom_form *form = zoom_form_new();
    zoom_result *result = NULL;
    size_t i;

    for (i = 0; i < COUNT(refusals); i++) {
        const struct refusal *bad = &refusals[i];

        CHECK_CASE(zoom_client_request(client, bad->method, bad->path, bad->headers, bad->body, bad->length, &result)
                       == bad->status, bad->message);
        CHECK_HAS(zoom_result_text(result, "message"), bad->message);
        CHECK(strstr(zoom_result_text(result, "json"), "SECRET") == NULL);
        CHECK_INT(zoom_result_number(result, "attempts"), 0);
        zoom_result_free(result);
        CHECK_CASE(zoom_client_render_request(client, bad->method, bad->path, bad->headers, bad->body, bad->length,
                                              "http", NULL) == bad->status, bad->message);
    }
    CHECK_INT(zoom_client_request(NULL, "GET", "x", "", "", 0, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_request_form(NULL, "PUT", "x", "", form, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_request_form(client, "PUT", "x", "", NULL, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_request_form(client, "PUT", "x", "", form, &result), ZOOM_E_INVALID_ARGUMENT);
    CHECK_TEXT(zoom_result_text(result, "message"), "form: expected at least one part");
    zoom_result_free(result);
    CHECK_INT(zoom_client_render(client, "me", NULL, "http", NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_render_request(client, "GET", "x", "", NULL, 0, NULL, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_client_render_request(client, "GET", "x", "", NULL, 0, "xml", &result), ZOOM_E_UNKNOWN_NAME);
    CHECK_HAS(zoom_result_text(result, "message"), "format: expected one of http, json, curl, ");
    zoom_result_free(result);
    CHECK_INT(zoom_client_render_request(client, "PUT", "x", "Authorization: Basic SECRET", "a'b", 3, "curl", &result), ZOOM_OK);
    CHECK_HAS(zoom_result_text(result, "rendered"), "--header \"Authorization: Basic $ZOOM_TOKEN\"");
    CHECK_HAS(zoom_result_text(result, "rendered"), "--data-raw 'a'\\''b'");
    zoom_result_free(result);
    CHECK_INT(zoom_client_render_request(client, "PUT", "x", "", "\377", 1, "postman", &result), ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_result_text(result, "message"), "postman: body: ");
    zoom_result_free(result);
    zoom_form_free(form);
    zoom_client_free(client);
}

static void check_form(void)
{
    zoom_client *client = check_client();
    zoom_form *form = zoom_form_new();
    zoom_result *result = NULL;
    const char *text;
    const char *bytes;
    size_t length = 0;

    CHECK_INT(zoom_form_add(form, "first_name", "Zo" ACUTE), ZOOM_OK);
    CHECK_INT(zoom_form_add_part(form, "", NULL, "in nuelit99", NULL, NULL, 0), ZOOM_OK);
    CHECK_INT(zoom_form_add_part(form, "f", "a\"b", "image/png", "x", "1\0002", 3), ZOOM_OK);
    CHECK_INT(zoom_form_add_utf16(form, wide("w"), wide(ACUTE)), ZOOM_OK);
    CHECK_INT(zoom_form_add_part_utf16(form, wide("g"), wide(""), NULL, wide("y"), ACUTE, 2), ZOOM_OK);

    CHECK_TEXT(zoom_form_error(form), "");
    CHECK_INT(zoom_form_add(form, "a\nb", ""), ZOOM_E_INVALID_ARGUMENT);
    CHECK_TEXT(zoom_form_error(form), "name: expected no control character, e.g. the end of a line");
    CHECK_WIDE(zoom_form_error_utf16(form), "name: expected no control character, e.g. the end of a line");
    CHECK_INT(zoom_form_add_part(form, "a", "\r", NULL, NULL, NULL, 0), ZOOM_E_INVALID_ARGUMENT);
    CHECK_HAS(zoom_form_error(form), "file_name: ");
    CHECK_INT(zoom_form_add_part(form, "a", NULL, NULL, NULL, NULL, 1), ZOOM_E_NULL);
    CHECK_TEXT(zoom_form_error(form), "value: expected a pointer, got NULL");
    CHECK_INT(zoom_form_add_part(form, NULL, NULL, NULL, NULL, NULL, 0), ZOOM_E_NULL);
    CHECK_INT(zoom_form_add(form, NULL, ""), ZOOM_E_NULL);
    CHECK_INT(zoom_form_add(form, "a", NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_form_add(form, "\xff", ""), ZOOM_E_ENCODING);
    CHECK_INT(zoom_form_add(NULL, "a", "b"), ZOOM_E_NULL);
    CHECK_INT(zoom_form_add_part_utf16(NULL, wide("a"), NULL, NULL, NULL, NULL, 0), ZOOM_E_NULL);
    CHECK_TEXT(zoom_form_error(NULL), "");
    CHECK_WIDE(zoom_form_error_utf16(NULL), "");
    zoom_form_free(NULL);

    script("{\"status\":201}");
    CHECK_INT(zoom_client_request_form(client, "POST", "users/me/x", "X-A: b", form, &result), ZOOM_OK);
    CHECK_RESULT(result);
    zoom_result_free(result);
    bytes = arrived(&length);
    CHECK_HAS(bytes, "\r\nX-A: b\r\nContent-Type: multipart/form-data; boundary=");
    text = strstr(bytes, "name=\"first_name\"\r\n\r\nZo" ACUTE "\r\n--");
    CHECK(text != NULL);
    CHECK_HAS(bytes, "form-data\r\nContent-Type: in nuelit99\r\n\r\n\r\n--");
    CHECK_HAS(bytes, "name=\"f\"; filename=\"a%22b\"\r\nContent-Type: image/png; charset=x\r\n\r\n1");
    text = bytes + strlen(bytes); /* the NUL in the third part */
    CHECK(memcmp(text, "\0002\r\n--", 5) == 0);
    CHECK_HAS(text + 1, "name=\"w\"\r\n\r\n" ACUTE "\r\n--");
    CHECK_HAS(text + 1, "name=\"g\"; filename=\"\"\r\nContent-Type: text/plain; charset=y\r\n\r\n" ACUTE "\r\n--");

    CHECK_INT(zoom_client_render_form(client, "POST", "x", "", form, "http", &result), ZOOM_OK);
    CHECK_HAS(zoom_result_text(result, "rendered"), "Authorization: Bearer <access_token>\r\n");
    CHECK_INT(zoom_result_count(result, "warnings"), 1); /* the NUL */
    zoom_result_free(result);
    zoom_form_free(form);
    zoom_client_free(client);
}

static void check_render(void)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *shown = NULL;

    CHECK_INT(zoom_client_render(client, "jane@example.com", patch, "http", &shown), ZOOM_OK);
    CHECK_INT(zoom_client_update_user(client, "jane@example.com", patch, NULL), ZOOM_OK);
    check_rendered(zoom_result_text(shown, "rendered"));
    CHECK_HAS(zoom_result_text(shown, "message"), "nothing was sent");
    CHECK_INT(zoom_result_number(shown, "attempts"), 0);
    zoom_result_free(shown);

    CHECK_INT(zoom_client_render_utf16(client, wide("jane@example.com"), patch, wide("http"), &shown), ZOOM_OK);
    CHECK_INT(zoom_client_update_user_utf16(client, wide("jane@example.com"), patch, NULL), ZOOM_OK);
    check_rendered(zoom_result_text(shown, "rendered"));
    CHECK_WIDE(zoom_result_text_utf16(shown, wide("rendered")), zoom_result_text(shown, "rendered"));
    zoom_result_free(shown);

    CHECK_INT(zoom_client_render_request(client, "PUT", "/a/../b?:c", "X: " ACUTE, "{}", 2, "http", &shown), ZOOM_OK);
    CHECK_INT(zoom_client_request(client, "PUT", "/a/../b?:c", "X: " ACUTE, "{}", 2, NULL), ZOOM_E_UNEXPECTED);
    check_rendered(zoom_result_text(shown, "rendered"));
    zoom_result_free(shown);

    CHECK_INT(zoom_client_render_request_utf16(client, wide("PUT"), wide("b"), wide("X: " ACUTE), "{}", 2, wide("http"),
                                               &shown), ZOOM_OK);
    CHECK_INT(zoom_client_request_utf16(client, wide("PUT"), wide("b"), wide("X: " ACUTE), "{}", 2, NULL),
              ZOOM_E_UNEXPECTED);
    check_rendered(zoom_result_text(shown, "rendered"));
    zoom_result_free(shown);

    CHECK_INT(zoom_user_patch_set(patch, "email", "x"), ZOOM_OK);
    CHECK_INT(zoom_client_render(client, "me", patch, "http", &shown), ZOOM_E_CHECK_FAILED);
    CHECK_TEXT(zoom_result_text(shown, "rendered"), "");
    CHECK_INT(zoom_result_count(shown, "problems"), 1);
    zoom_result_free(shown);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

/* The variants of other functions: setters with a name only, errors, texts without an object. */
static void check_other_variants(void)
{
    zoom_client *client = zoom_client_new();
    zoom_user_patch *patch = zoom_user_patch_new();
    zoom_form *form = zoom_form_new();
    size_t i;

    CHECK_INT(zoom_client_set_utf16(client, wide("timout_ms"), wide("1")), ZOOM_E_UNKNOWN_NAME);
    CHECK_WIDE(zoom_client_error_utf16(client), zoom_client_error(client));
    CHECK_WIDE(zoom_client_error_utf16(NULL), "");
    CHECK_INT(zoom_user_patch_set_int64_utf16(patch, wide("type"), 2), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_bool_utf16(patch, wide("use_pmi"), 7), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_null_utf16(patch, wide("dept")), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_null_utf16(patch, wide("manager")), ZOOM_OK);
    CHECK_INT(zoom_user_patch_unset_utf16(patch, wide("manager")), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_json_utf16(patch, wide("dept" ACUTE), wide("{")), ZOOM_E_INVALID_JSON);
    CHECK_WIDE(zoom_user_patch_error_utf16(patch), zoom_user_patch_error(patch));
    CHECK_HAS(zoom_user_patch_error(patch), "dept" ACUTE);
    CHECK_WIDE(zoom_user_patch_error_utf16(NULL), "");
    CHECK_INT(zoom_user_patch_set_int64_utf16(NULL, wide("type"), 2), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_bool_utf16(patch, NULL, 2), ZOOM_E_NULL);
    {
        zoom_result *shown = NULL;

        CHECK_INT(zoom_client_set(client, "check", "warn"), ZOOM_OK);
        CHECK_INT(zoom_client_render(client, "me", patch, "http", &shown), ZOOM_OK);
        CHECK_HAS(zoom_result_text(shown, "rendered"), "\r\n\r\n{\"type\":2,\"use_pmi\":true,\"dept\":null}");
        zoom_result_free(shown);
    }
    CHECK_INT(zoom_client_request_form_utf16(client, wide("PUT"), wide("x"), NULL, form, NULL), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(zoom_client_render_form_utf16(client, wide("PUT"), wide("x"), NULL, form, wide("http"), NULL),
              ZOOM_E_INVALID_ARGUMENT);
    CHECK_WIDE(zoom_version_utf16(), ZOOM_VERSION);
    for (i = 0; i < 100; i++) {
        zoom_status status = (zoom_status)i;

        CHECK_WIDE(zoom_status_name_utf16(status), zoom_status_name(status));
        CHECK_WIDE(zoom_status_text_utf16(status), zoom_status_text(status));
    }
    for (i = 0; i <= zoom_field_count(); i++) {
        CHECK_WIDE(zoom_field_text_utf16(i, wide(ZOOM_PROPERTY_HELP)), zoom_field_text(i, ZOOM_PROPERTY_HELP));
        CHECK_WIDE(zoom_field_text_utf16(i, wide("nothing")), "");
    }
    for (i = 0; i <= zoom_option_count(); i++) {
        CHECK_WIDE(zoom_option_text_utf16(i, wide(ZOOM_PROPERTY_KIND)), zoom_option_text(i, ZOOM_PROPERTY_KIND));
    }
    CHECK_WIDE(zoom_option_text_utf16(0, NULL), "");
    zoom_form_free(form);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

int main(void)
{
    control = check_client();
    check_set(control, ZOOM_OPT_TOKEN, "token-of-nobody"); /* in what arrived, only the other token is looked for */
    check_request();
    check_refusals();
    check_form();
    check_render();
    check_other_variants();
    zoom_result_free(last);
    zoom_client_free(control);
    return check_end();
}
