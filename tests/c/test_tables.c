/* needs: c89 c99 c11 cxx static shared */
/* The schema at run time: it has every field and option of the header, each with every property. */

#include "check.h"

#define NAME(name) name,

static const char *const fields[] = {EACH_FIELD(NAME)};
static const char *const options[] = {EACH_OPTION(NAME)};

static const char *const field_properties[] = {EACH_FIELD_PROPERTY(NAME)};
static const char *const option_properties[] = {EACH_OPTION_PROPERTY(NAME)};
static const char *const no_properties[] = {"", "NAME", " name", "name ", "names", "takes", "\xff", "na\xc3"};

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

    for (i = 0; i < count && strcmp(text(i, ZOOM_PROPERTY_NAME), name) != 0; i++) {
    }
    return i;
}

/* The invariants of both tables. */
static void check_table(text_function text, size_t count, const char *const *properties, size_t property_count)
{
    size_t row;
    size_t i;

    for (row = 0; row < count; row++) {
        const char *name = text(row, ZOOM_PROPERTY_NAME);

        for (i = 0; i < property_count; i++) {
            CHECK_CASE(text(row, properties[i]) != NULL, properties[i]);
            CHECK_CASE(strchr(text(row, properties[i]), '\n') == NULL, properties[i]);
            /* It is valid as long as the library is loaded. */
            CHECK_CASE(text(row, properties[i]) == text(row, properties[i]), properties[i]);
        }
        CHECK_CASE(name[0] != '\0', name);
        CHECK_CASE(text(row, ZOOM_PROPERTY_KIND)[0] != '\0' && text(row, ZOOM_PROPERTY_HELP)[0] != '\0', name);
        CHECK_CASE(find(text, count, name) == row, name); /* no name occurs twice */
        for (i = 0; i < COUNT(no_properties); i++) {
            CHECK_TEXT(text(row, no_properties[i]), "");
        }
        CHECK_TEXT(text(row, NULL), "");
    }
    CHECK_TEXT(text(count, ZOOM_PROPERTY_NAME), "");
    CHECK_TEXT(text(count, NULL), "");
    CHECK_TEXT(text((size_t)-1, ZOOM_PROPERTY_NAME), "");
}

static void check_fields(void)
{
    size_t i;

    CHECK_INT(zoom_field_count(), COUNT(fields));
    check_table(zoom_field_text, zoom_field_count(), field_properties, COUNT(field_properties));
    for (i = 0; i < COUNT(fields); i++) {
        const char *kind = zoom_field_text(i, ZOOM_PROPERTY_KIND);

        CHECK_TEXT(zoom_field_text(i, ZOOM_PROPERTY_NAME), fields[i]);
        CHECK_CASE(is_one_of(kind, "text", "integer", "boolean", "array", "object"), fields[i]);
        CHECK_TEXT(zoom_field_text(i, ZOOM_PROPERTY_PLACE),
                   is_one_of(fields[i], "login_type", "remove_tsp_credentials", "", "", "") ? "query" : "body");
        CHECK_TEXT(zoom_field_text(i, ZOOM_PROPERTY_DEPRECATED),
                   is_one_of(fields[i], "phone_number", "phone_country", "", "", "") ? "phone_numbers" : "");
    }
#define FIELD(name, what) zoom_field_text(find(zoom_field_text, zoom_field_count(), name), what)
    CHECK_TEXT(FIELD(ZOOM_FIELD_DEPT, ZOOM_PROPERTY_READ_BACK), "dept");
    CHECK_TEXT(FIELD(ZOOM_FIELD_VANITY_NAME, ZOOM_PROPERTY_READ_BACK), "vanity_url");
    CHECK_TEXT(FIELD(ZOOM_FIELD_HOST_KEY, ZOOM_PROPERTY_READ_BACK), "");
    CHECK_TEXT(FIELD(ZOOM_FIELD_FIRST_NAME, ZOOM_PROPERTY_KIND), "text");
    CHECK_TEXT(FIELD(ZOOM_FIELD_TYPE, ZOOM_PROPERTY_KIND), "integer");
    CHECK_TEXT(FIELD(ZOOM_FIELD_USE_PMI, ZOOM_PROPERTY_KIND), "boolean");
    CHECK_TEXT(FIELD(ZOOM_FIELD_PHONE_NUMBERS, ZOOM_PROPERTY_KIND), "array");
    CHECK_TEXT(FIELD(ZOOM_FIELD_FEATURE, ZOOM_PROPERTY_KIND), "object");
    CHECK_HAS(FIELD(ZOOM_FIELD_TYPE, ZOOM_PROPERTY_LIMITS), "1, 2, 4");
    CHECK_TEXT(zoom_field_text(0, ZOOM_PROPERTY_DEFAULT), "");
}

static void check_the_options(void)
{
    zoom_client *client = zoom_client_new();
    size_t i;

    CHECK_INT(zoom_option_count(), COUNT(options));
    check_table(zoom_option_text, zoom_option_count(), option_properties, COUNT(option_properties));
    for (i = 0; i < COUNT(options); i++) {
        const char *default_value = zoom_option_text(i, ZOOM_PROPERTY_DEFAULT);

        CHECK_TEXT(zoom_option_text(i, ZOOM_PROPERTY_NAME), options[i]);
        /* The client accepts the default of the table. */
        CHECK_CASE(zoom_client_set(client, options[i], default_value) == ZOOM_OK, options[i]);
    }
#define OPTION(name, what) zoom_option_text(find(zoom_option_text, zoom_option_count(), name), what)
    CHECK_TEXT(OPTION(ZOOM_OPT_TOKEN_URL, ZOOM_PROPERTY_DEFAULT), "https://zoom.us/oauth/token");
    CHECK_TEXT(OPTION(ZOOM_OPT_BASE_URL, ZOOM_PROPERTY_DEFAULT), "");
    CHECK_HAS(OPTION(ZOOM_OPT_BASE_URL, ZOOM_PROPERTY_HELP), "https://api.zoom.us/v2");
    CHECK_TEXT(OPTION(ZOOM_OPT_TIMEOUT_MS, ZOOM_PROPERTY_DEFAULT), "30000");
    CHECK_TEXT(OPTION(ZOOM_OPT_TOKEN, ZOOM_PROPERTY_DEFAULT), "");
    CHECK_TEXT(OPTION(ZOOM_OPT_KEEP, ZOOM_PROPERTY_KIND), "on, off");
    CHECK_TEXT(zoom_option_text(0, ZOOM_PROPERTY_PLACE), "");
    zoom_client_free(client);
}

int main(void)
{
    check_fields();
    check_the_options();
    return check_end();
}
