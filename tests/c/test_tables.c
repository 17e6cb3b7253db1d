/* needs: c89 c99 c11 cxx static shared */
/* The catalogue: every field and option of the header is in it, and every question has an answer. */

#include "check.h"

static const char *const fields[] = {
    ZOOM_FIELD_FIRST_NAME, ZOOM_FIELD_LAST_NAME, ZOOM_FIELD_DISPLAY_NAME, ZOOM_FIELD_TYPE, ZOOM_FIELD_PMI,
    ZOOM_FIELD_USE_PMI, ZOOM_FIELD_TIMEZONE, ZOOM_FIELD_LANGUAGE, ZOOM_FIELD_DEPT, ZOOM_FIELD_VANITY_NAME,
    ZOOM_FIELD_HOST_KEY, ZOOM_FIELD_CMS_USER_ID, ZOOM_FIELD_JOB_TITLE, ZOOM_FIELD_COMPANY, ZOOM_FIELD_LOCATION,
    ZOOM_FIELD_PHONE_NUMBER, ZOOM_FIELD_PHONE_COUNTRY, ZOOM_FIELD_CUSTOM_ATTRIBUTES, ZOOM_FIELD_GROUP_ID,
    ZOOM_FIELD_PHONE_NUMBERS, ZOOM_FIELD_MANAGER, ZOOM_FIELD_PRONOUNS, ZOOM_FIELD_PRONOUNS_OPTION,
    ZOOM_FIELD_PLAN_UNITED_TYPE, ZOOM_FIELD_ZOOM_ONE_TYPE, ZOOM_FIELD_FEATURE, ZOOM_FIELD_ABOUT_ME,
    ZOOM_FIELD_LINKEDIN_URL, ZOOM_FIELD_COST_CENTER, ZOOM_FIELD_DIVISION_IDS, ZOOM_FIELD_LICENSE_INFO_LIST,
    ZOOM_FIELD_LOGIN_TYPE, ZOOM_FIELD_REMOVE_TSP_CREDENTIALS
};

static const char *const options[] = {
    ZOOM_OPT_TOKEN, ZOOM_OPT_ACCOUNT_ID, ZOOM_OPT_CLIENT_ID, ZOOM_OPT_CLIENT_SECRET, ZOOM_OPT_TOKEN_URL,
    ZOOM_OPT_TOKEN_CACHE, ZOOM_OPT_BASE_URL, ZOOM_OPT_ENCODING, ZOOM_OPT_CHECK, ZOOM_OPT_TIMEOUT_MS,
    ZOOM_OPT_CONNECT_TIMEOUT_MS, ZOOM_OPT_DEADLINE_MS, ZOOM_OPT_MAX_RETRIES, ZOOM_OPT_PLAN, ZOOM_OPT_RATE_SHARE,
    ZOOM_OPT_RATE_FILE, ZOOM_OPT_PROXY, ZOOM_OPT_CONNECT_TO, ZOOM_OPT_CA_FILE, ZOOM_OPT_SYSTEM_ROOTS,
    ZOOM_OPT_CERT_FILE, ZOOM_OPT_KEY_FILE,
    ZOOM_OPT_USER_AGENT, ZOOM_OPT_SUB_ACCOUNT_ID, ZOOM_OPT_KEEP,
    ZOOM_OPT_VERIFY, ZOOM_OPT_ONLY_CHANGES
};

static const char *const field_whats[] = {"name", "kind", "place", "limits", "help", "read_back", "deprecated"};
static const char *const option_whats[] = {"name", "kind", "default", "help"};
static const char *const no_whats[] = {"", "NAME", " name", "name ", "names", "takes", "\xff", "na\xc3"};

typedef const char *(ZOOM_CALL *text_function)(size_t, const char *);

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static int is_one_of(const char *text, const char *a, const char *b, const char *c, const char *d, const char *e)
{
    return strcmp(text, a) == 0 || strcmp(text, b) == 0 || strcmp(text, c) == 0 || strcmp(text, d) == 0
           || strcmp(text, e) == 0;
}

static size_t find(text_function text, size_t count, const char *name)
{
    size_t i;

    for (i = 0; i < count && strcmp(text(i, "name"), name) != 0; i++) {
    }
    return i;
}

/* What holds for both tables. */
static void check_table(text_function text, size_t count, const char *const *whats, size_t what_count)
{
    size_t row;
    size_t i;

    for (row = 0; row < count; row++) {
        const char *name = text(row, "name");

        for (i = 0; i < what_count; i++) {
            CHECK_CASE(text(row, whats[i]) != NULL, whats[i]);
            CHECK_CASE(strchr(text(row, whats[i]), '\n') == NULL, whats[i]);
            CHECK_CASE(text(row, whats[i]) == text(row, whats[i]), whats[i]); /* it lives as long as the library */
        }
        CHECK_CASE(name[0] != '\0' && text(row, "kind")[0] != '\0' && text(row, "help")[0] != '\0', name);
        CHECK_CASE(find(text, count, name) == row, name); /* no name stands twice */
        for (i = 0; i < COUNT(no_whats); i++) {
            CHECK_TEXT(text(row, no_whats[i]), "");
        }
        CHECK_TEXT(text(row, NULL), "");
    }
    CHECK_TEXT(text(count, "name"), "");
    CHECK_TEXT(text(count, NULL), "");
    CHECK_TEXT(text((size_t)-1, "name"), "");
}

static void check_fields(void)
{
    size_t i;

    CHECK_INT(zoom_field_count(), 33);
    CHECK_INT(COUNT(fields), 33);
    check_table(zoom_field_text, zoom_field_count(), field_whats, COUNT(field_whats));
    for (i = 0; i < COUNT(fields); i++) {
        CHECK_TEXT(zoom_field_text(i, "name"), fields[i]);
        CHECK_CASE(is_one_of(zoom_field_text(i, "kind"), "text", "integer", "boolean", "array", "object"), fields[i]);
        CHECK_TEXT(zoom_field_text(i, "place"),
                   is_one_of(fields[i], "login_type", "remove_tsp_credentials", "", "", "") ? "query" : "body");
        CHECK_TEXT(zoom_field_text(i, "deprecated"),
                   is_one_of(fields[i], "phone_number", "phone_country", "", "", "") ? "phone_numbers" : "");
    }
#define FIELD(name, what) zoom_field_text(find(zoom_field_text, zoom_field_count(), name), what)
    CHECK_TEXT(FIELD(ZOOM_FIELD_DEPT, "read_back"), "dept");
    CHECK_TEXT(FIELD(ZOOM_FIELD_VANITY_NAME, "read_back"), "vanity_url");
    CHECK_TEXT(FIELD(ZOOM_FIELD_HOST_KEY, "read_back"), "");
    CHECK_TEXT(FIELD(ZOOM_FIELD_FIRST_NAME, "kind"), "text");
    CHECK_TEXT(FIELD(ZOOM_FIELD_TYPE, "kind"), "integer");
    CHECK_TEXT(FIELD(ZOOM_FIELD_USE_PMI, "kind"), "boolean");
    CHECK_TEXT(FIELD(ZOOM_FIELD_PHONE_NUMBERS, "kind"), "array");
    CHECK_TEXT(FIELD(ZOOM_FIELD_FEATURE, "kind"), "object");
    CHECK_HAS(FIELD(ZOOM_FIELD_TYPE, "limits"), "1, 2, 4");
    CHECK_TEXT(zoom_field_text(0, "default"), "");
}

static void check_the_options(void)
{
    zoom_client *client = zoom_client_new();
    size_t i;

    CHECK_INT(zoom_option_count(), 27);
    CHECK_INT(COUNT(options), 27);
    check_table(zoom_option_text, zoom_option_count(), option_whats, COUNT(option_whats));
    for (i = 0; i < COUNT(options); i++) {
        CHECK_TEXT(zoom_option_text(i, "name"), options[i]);
        /* What the table gives as the default, the client takes. */
        CHECK_CASE(zoom_client_set(client, options[i], zoom_option_text(i, "default")) == ZOOM_OK, options[i]);
    }
#define OPTION(name, what) zoom_option_text(find(zoom_option_text, zoom_option_count(), name), what)
    CHECK_TEXT(OPTION(ZOOM_OPT_TOKEN_URL, "default"), "https://zoom.us/oauth/token");
    CHECK_TEXT(OPTION(ZOOM_OPT_BASE_URL, "default"), "");
    CHECK_HAS(OPTION(ZOOM_OPT_BASE_URL, "help"), "https://api.zoom.us/v2");
    CHECK_TEXT(OPTION(ZOOM_OPT_TIMEOUT_MS, "default"), "30000");
    CHECK_TEXT(OPTION(ZOOM_OPT_TOKEN, "default"), "");
    CHECK_TEXT(OPTION(ZOOM_OPT_KEEP, "kind"), "on, off");
    CHECK_TEXT(zoom_option_text(0, "place"), "");
    zoom_client_free(client);
}

int main(void)
{
    check_fields();
    check_the_options();
    return check_end();
}
