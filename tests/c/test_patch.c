/* needs: c89 c99 c11 cxx static shared */
/* The patch: every setter and its errors, and validation. Nothing is sent. */

#include "check.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const bad_utf8[] = {
    "\xff", "abc\x80", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"
};

static const char *const bad_json[] = {
    "", " ", "{", "}", "[1,]", "tru", "nul", "{} x", "\"a", "01", "1.", "{\"a\":}", "'a'", "NaN", "{a:1}"
};

static const char *const good_json[] = {
    "1", "-1.5e300", "\"a\"", "true", "null", "[]", "{}", " [ 1 , 2 ] ", "{\"a\":{\"b\":[null]}}",
    "123456789012345678901234567890", "\"\\ud83d\\ude00\""
};

/* The result of a validation, which must have this status. */
static zoom_result *validate(const zoom_user_patch *patch, zoom_status expected)
{
    zoom_result *result = NULL;

    CHECK_INT(zoom_user_patch_check(patch, &result), expected);
    CHECK(result != NULL);
    CHECK_INT(zoom_result_status(result), expected);
    CHECK_INT(zoom_result_number(result, "http_status"), -1);
    CHECK_INT(zoom_user_patch_check(patch, NULL), expected);
    CHECK_RESULT(result);
    return result;
}

static void check_ends(const zoom_user_patch *patch, zoom_status expected)
{
    zoom_result_free(validate(patch, expected));
}

/* Validation finds one problem, and it is this one. */
static void check_problem(const zoom_user_patch *patch, const char *field, const char *part)
{
    zoom_result *result = validate(patch, ZOOM_E_CHECK_FAILED);

    CHECK_INT(zoom_result_count(result, "problems"), 1);
    CHECK_TEXT(zoom_result_item(result, "problems", 0, "field"), field);
    CHECK_HAS(zoom_result_item(result, "problems", 0, "message"), part);
    CHECK_HAS(zoom_result_text(result, "message"), part);
    zoom_result_free(result);
}

/* Validation passes with one warning, and it is this one. */
static void check_warning(const zoom_user_patch *patch, const char *field, const char *part)
{
    zoom_result *result = validate(patch, ZOOM_OK);

    CHECK_INT(zoom_result_count(result, "problems"), 0);
    CHECK_INT(zoom_result_count(result, "warnings"), 1);
    CHECK_TEXT(zoom_result_item(result, "warnings", 0, "field"), field);
    CHECK_HAS(zoom_result_item(result, "warnings", 0, "message"), part);
    zoom_result_free(result);
}

static void check_null(void)
{
    zoom_user_patch *patch = check_patch();
    zoom_result *result = NULL;

    CHECK_INT(zoom_user_patch_set(NULL, "dept", "a"), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_int64(NULL, "type", 1), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_bool(NULL, "use_pmi", 1), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_json(NULL, "dept", "1"), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_null(NULL, "dept"), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_unset(NULL, "dept"), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_check(NULL, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_check(NULL, &result), ZOOM_E_NULL);
    CHECK_INT(zoom_result_status(result), ZOOM_E_NULL);
    CHECK_TEXT(zoom_result_text(result, "message"), "patch: expected a pointer, got NULL");
    CHECK_RESULT(result);
    zoom_result_free(result);
    CHECK_TEXT(zoom_user_patch_error(NULL), "");
    zoom_user_patch_free(NULL);

    CHECK_INT(zoom_user_patch_set(patch, NULL, "a"), ZOOM_E_NULL);
    CHECK_TEXT(zoom_user_patch_error(patch), "field: expected a pointer, got NULL");
    CHECK_INT(zoom_user_patch_set_int64(patch, NULL, 1), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_bool(patch, NULL, 1), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_json(patch, NULL, "1"), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_set_null(patch, NULL), ZOOM_E_NULL);
    CHECK_INT(zoom_user_patch_unset(patch, NULL), ZOOM_E_NULL);

    /* NULL is not JSON null: the field stays what it was. */
    CHECK_INT(zoom_user_patch_set(patch, "dept", NULL), ZOOM_E_NULL);
    CHECK_TEXT(zoom_user_patch_error(patch), "text: expected a pointer, got NULL");
    CHECK_INT(zoom_user_patch_set_json(patch, "dept", NULL), ZOOM_E_NULL);
    CHECK_TEXT(zoom_user_patch_error(patch), "json: expected a pointer, got NULL");
    result = validate(patch, ZOOM_OK);
    CHECK_INT(zoom_result_count(result, "warnings"), 0);
    zoom_result_free(result);
    zoom_user_patch_free(patch);
}

static void check_bad_text(void)
{
    zoom_user_patch *patch = check_patch();
    size_t i;

    for (i = 0; i < COUNT(bad_utf8); i++) {
        CHECK_INT(zoom_user_patch_set(patch, "dept", bad_utf8[i]), ZOOM_E_ENCODING);
        CHECK_TEXT(zoom_user_patch_error(patch), "text: expected UTF-8");
        CHECK_INT(zoom_user_patch_set(patch, bad_utf8[i], "a"), ZOOM_E_ENCODING);
        CHECK_TEXT(zoom_user_patch_error(patch), "field: expected UTF-8");
        CHECK_INT(zoom_user_patch_set_int64(patch, bad_utf8[i], 1), ZOOM_E_ENCODING);
        CHECK_INT(zoom_user_patch_set_bool(patch, bad_utf8[i], 1), ZOOM_E_ENCODING);
        CHECK_INT(zoom_user_patch_set_json(patch, bad_utf8[i], "1"), ZOOM_E_ENCODING);
        CHECK_INT(zoom_user_patch_set_json(patch, "dept", bad_utf8[i]), ZOOM_E_ENCODING);
        CHECK_TEXT(zoom_user_patch_error(patch), "json: expected UTF-8");
        CHECK_INT(zoom_user_patch_set_null(patch, bad_utf8[i]), ZOOM_E_ENCODING);
        CHECK_INT(zoom_user_patch_unset(patch, bad_utf8[i]), ZOOM_E_ENCODING);
    }
    for (i = 0; i < COUNT(bad_json); i++) {
        CHECK_CASE(zoom_user_patch_set_json(patch, "dept", bad_json[i]) == ZOOM_E_INVALID_JSON, bad_json[i]);
        CHECK_HAS(zoom_user_patch_error(patch), "dept: not JSON: ");
    }
    check_ends(patch, ZOOM_OK); /* nothing of all this changed the patch */
    for (i = 0; i < COUNT(good_json); i++) {
        CHECK_CASE(zoom_user_patch_set_json(patch, "dept", good_json[i]) == ZOOM_OK, good_json[i]);
        CHECK_TEXT(zoom_user_patch_error(patch), "");
    }
    zoom_user_patch_free(patch);
}

/* The error text is valid until the next call, and a success clears it. */
static void check_error_text(void)
{
    zoom_user_patch *patch = zoom_user_patch_new();
    const char *error;

    CHECK_TEXT(zoom_user_patch_error(patch), "");
    CHECK_INT(zoom_user_patch_set_json(patch, "feature", "{"), ZOOM_E_INVALID_JSON);
    error = zoom_user_patch_error(patch);
    CHECK_HAS(error, "feature");
    CHECK(zoom_user_patch_error(patch) == error);
    CHECK_HAS(error, "feature");
    CHECK_INT(zoom_user_patch_set(patch, "dept", "a"), ZOOM_OK);
    CHECK_TEXT(zoom_user_patch_error(patch), "");
    CHECK_INT(zoom_user_patch_set_json(patch, "a\nb", "{"), ZOOM_E_INVALID_JSON);
    CHECK(strchr(zoom_user_patch_error(patch), '\n') == NULL);
    zoom_user_patch_free(patch);
}

static void check_setters(void)
{
    zoom_user_patch *patch = zoom_user_patch_new();
    zoom_result *result;
    char text[8];

    check_problem(patch, "", "the patch is empty");

    /* The setters take a copy. */
    strcpy(text, "2");
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_TYPE, text), ZOOM_OK);
    strcpy(text, "x");
    check_ends(patch, ZOOM_OK);

    /* The last value counts. */
    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_TYPE, 3), ZOOM_OK);
    check_problem(patch, "type", "expected one of 1, 2, 4, 99");
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_TYPE, "two"), ZOOM_OK);
    check_problem(patch, "type", "expected a whole number, got text");
    CHECK_INT(zoom_user_patch_set_json(patch, ZOOM_FIELD_TYPE, "4"), ZOOM_OK);
    check_ends(patch, ZOOM_OK);
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_TYPE), ZOOM_OK);
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_TYPE), ZOOM_OK);
    check_problem(patch, "", "the patch is empty");

    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_PMI, (int64_t)99999 * 100000), ZOOM_OK);
    check_ends(patch, ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_PMI, -1), ZOOM_OK);
    check_problem(patch, "pmi", "1000000000 to 9999999999");
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_PMI), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_ZOOM_ONE_TYPE, (int64_t)1 << 59), ZOOM_OK);
    check_ends(patch, ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_ZOOM_ONE_TYPE, ((int64_t)1 << 59) + 1), ZOOM_OK);
    check_problem(patch, "zoom_one_type", "expected one of");
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_ZOOM_ONE_TYPE), ZOOM_OK);

    /* 0 is false, anything else is true. */
    CHECK_INT(zoom_user_patch_set_bool(patch, ZOOM_FIELD_USE_PMI, 0), ZOOM_OK);
    check_ends(patch, ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_bool(patch, ZOOM_FIELD_USE_PMI, -1), ZOOM_OK);
    check_ends(patch, ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_USE_PMI, "true"), ZOOM_OK);
    check_ends(patch, ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_USE_PMI, 1), ZOOM_OK);
    check_problem(patch, "use_pmi", "true or false");
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_USE_PMI), ZOOM_OK);

    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_DIVISION_IDS, "[\"a\"]"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_json(patch, ZOOM_FIELD_FEATURE, "{\"zoom_phone\": true}"), ZOOM_OK);
    check_ends(patch, ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_json(patch, ZOOM_FIELD_FEATURE, "{\"zoom_phone\": 1}"), ZOOM_OK);
    check_problem(patch, "feature.zoom_phone", "true or false");
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_FEATURE), ZOOM_OK);

    /* The empty text is a value like any other. */
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_DEPT, ""), ZOOM_OK);
    result = validate(patch, ZOOM_OK);
    CHECK_INT(zoom_result_count(result, "warnings"), 0);
    CHECK_TEXT(zoom_result_text(result, "message"), "the check found nothing; nothing was sent");
    CHECK_INT(zoom_result_number(result, "attempts"), 0);
    CHECK_INT(zoom_result_number(result, "waited_ms"), 0);
    zoom_result_free(result);
    zoom_user_patch_free(patch);
}

static void check_validation(void)
{
    zoom_user_patch *patch = zoom_user_patch_new();
    zoom_result *result;
    char name[32];
    int i;

    CHECK_INT(zoom_user_patch_set_null(patch, ZOOM_FIELD_DEPT), ZOOM_OK);
    check_warning(patch, "dept", "null");
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_DEPT), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_null(patch, ZOOM_FIELD_LOGIN_TYPE), ZOOM_OK);
    check_problem(patch, "login_type", "null has no form in a query");
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_LOGIN_TYPE), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_TIMEZONE, "Berlin"), ZOOM_OK);
    check_warning(patch, "timezone", "time zone");
    CHECK_INT(zoom_user_patch_unset(patch, ZOOM_FIELD_TIMEZONE), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(patch, "frist_name", "Ada"), ZOOM_OK);
    check_problem(patch, "frist_name", "first_name");
    CHECK_INT(zoom_user_patch_unset(patch, "frist_name"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(patch, "email", "ada@example.com"), ZOOM_OK);
    check_problem(patch, "email", "PUT /users/{userId}/email");
    CHECK_INT(zoom_user_patch_unset(patch, "email"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(patch, "", "a"), ZOOM_OK);
    check_problem(patch, "\"\"", "must not be empty");
    CHECK_INT(zoom_user_patch_unset(patch, ""), ZOOM_OK);

    /* All problems are reported at once, in the order of the fields, and all warnings too. */
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_HOST_KEY, "12"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set(patch, ZOOM_FIELD_PHONE_COUNTRY, "DE"), ZOOM_OK);
    CHECK_INT(zoom_user_patch_set_int64(patch, ZOOM_FIELD_TYPE, 7), ZOOM_OK);
    result = validate(patch, ZOOM_E_CHECK_FAILED);
    CHECK_INT(zoom_result_count(result, "problems"), 2);
    CHECK_TEXT(zoom_result_item(result, "problems", 0, "field"), "host_key");
    CHECK_TEXT(zoom_result_item(result, "problems", 1, "field"), "type");
    CHECK_INT(zoom_result_count(result, "warnings"), 1);
    CHECK_TEXT(zoom_result_item(result, "warnings", 0, "field"), "phone_country");
    CHECK_HAS(zoom_result_text(result, "message"), "(and 1 more)");
    CHECK_HAS(zoom_result_text(result, "json"), "\"host_key\"");
    zoom_user_patch_free(patch); /* the result does not need the patch */
    CHECK_TEXT(zoom_result_item(result, "problems", 0, "field"), "host_key");
    zoom_result_free(result);

    patch = zoom_user_patch_new();
    for (i = 0; i < 1000; i++) {
        sprintf(name, "no-such-thing-%d", i);
        CHECK_INT(zoom_user_patch_set(patch, name, "a"), ZOOM_OK);
    }
    result = validate(patch, ZOOM_E_CHECK_FAILED);
    CHECK_INT(zoom_result_count(result, "problems"), 1000);
    CHECK_TEXT(zoom_result_item(result, "problems", 999, "field"), "no-such-thing-999");
    zoom_result_free(result);
    zoom_user_patch_free(patch);
}

int main(void)
{
    int i;
    int made = 0;

    check_null();
    check_bad_text();
    check_error_text();
    check_setters();
    check_validation();
    for (i = 0; i < 10000; i++) {
        zoom_user_patch *patch = zoom_user_patch_new();

        made += patch != NULL && zoom_user_patch_set(patch, ZOOM_FIELD_DEPT, "Engineering") == ZOOM_OK;
        zoom_user_patch_free(patch);
    }
    CHECK_INT(made, 10000);
    return check_end();
}
