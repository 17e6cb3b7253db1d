/* needs: cxx11 cxx20 cxx23 shared no-exceptions no-rtti */
/* The C++ objects without exceptions: an error is a status. */

#include "sandbox.hpp"

static_assert(ZOOMUSER_THROWS == 0, "this test is for a compiler without exceptions");

#define JANE "jane@example.com"

static void check_setters()
{
    zoomuser::patch patch;
    const char *none = nullptr;

    CHECK_STRING(patch.last_error(), "");
    CHECK_INT(patch.set("dept", "a"), ZOOM_OK);
    CHECK_INT(patch.set("type", 2), ZOOM_OK);
    CHECK_INT(patch.set("use_pmi", true), ZOOM_OK);
    CHECK_INT(patch.set_json("feature", "{\"zoom_phone\": true}"), ZOOM_OK);
    CHECK_INT(patch.set_null("company"), ZOOM_OK);
    CHECK_INT(patch.unset("company"), ZOOM_OK);
    CHECK(patch.check().ok());
    CHECK_INT(patch.set("dept", none), ZOOM_E_NULL);
    CHECK_STRING(patch.last_error(), "text: expected a pointer, got NULL");
    CHECK_INT(patch.set(none, 2), ZOOM_E_NULL);
    CHECK_INT(patch.set(none, true), ZOOM_E_NULL);
    CHECK_INT(patch.set_null(none), ZOOM_E_NULL);
    CHECK_INT(patch.unset(none), ZOOM_E_NULL);
    CHECK_STRING(patch.last_error(), "field: expected a pointer, got NULL");
    CHECK_INT(patch.set("dept", "\xff"), ZOOM_E_ENCODING);
    CHECK_INT(patch.set_json("dept", "{"), ZOOM_E_INVALID_JSON);
    CHECK_PART(patch.last_error(), "dept: not JSON");
    CHECK(patch.check().ok());
    CHECK_INT(patch.set("type", 7), ZOOM_OK);
    CHECK_STRING(patch.last_error(), "");
    CHECK_INT(patch.check().status(), ZOOM_E_CHECK_FAILED);
    CHECK_STRING(patch.check().problems().at(0).field, "type");
}

static void check_calls()
{
    zoomuser::client client = sandbox_client();
    const zoomuser::patch patch = sandbox_patch();
    zoomuser::result result = client.update_user(JANE, patch);

    CHECK(result.ok());
    CHECK_INT(result.http_status(), 204);
    result = client.update_user("error-404-1001@sandbox.test", patch);
    CHECK_INT(result.status(), ZOOM_E_NOT_FOUND);
    CHECK_INT(result.api_code(), 1001);
    CHECK_INT(client.update_user(nullptr, patch).status(), ZOOM_E_NULL);

    CHECK_INT(zoomuser::check_abi(), ZOOM_OK);
    CHECK_STRING(zoomuser::version(), ZOOM_VERSION);
    CHECK_INT(client.set("timout_ms", "1"), ZOOM_E_UNKNOWN_NAME);
    CHECK_STRING(client.last_error(), "timout_ms: no such option; the nearest is timeout_ms");
    CHECK_INT(client.set("timeout_ms", nullptr), ZOOM_E_NULL);
    CHECK_INT(client.set("token", "Bearer tok-SECRET"), ZOOM_E_INVALID_ARGUMENT);
    CHECK(client.last_error().find("SECRET") == std::string::npos);
    CHECK_INT(client.set("timeout_ms", "5000"), ZOOM_OK);
    CHECK_STRING(client.last_error(), "");

    CHECK(zoomuser::update_user(sandbox_token(), JANE, "{\"dept\": \"a\"}", sandbox_options()).ok());
    CHECK_INT(zoomuser::update_user(nullptr, JANE, "{}").status(), ZOOM_E_NULL);
    zoom_cleanup();
}

static void check_moved()
{
    zoomuser::client client = sandbox_client();
    zoomuser::patch patch = sandbox_patch();
    zoomuser::client other_client = std::move(client);
    zoomuser::patch other_patch = std::move(patch);

    CHECK_INT(client.set("keep", "on"), ZOOM_E_NULL);
    CHECK_STRING(client.last_error(), "");
    CHECK_INT(client.update_user(JANE, other_patch).status(), ZOOM_E_NULL);
    client.cancel();
    CHECK_INT(patch.set("dept", "a"), ZOOM_E_NULL);
    CHECK_INT(patch.set("type", 2), ZOOM_E_NULL);
    CHECK_INT(patch.set("use_pmi", true), ZOOM_E_NULL);
    CHECK_STRING(patch.last_error(), "");
    CHECK_INT(patch.check().status(), ZOOM_E_NULL);
    CHECK(other_client.update_user(JANE, other_patch).ok());
}

/* The sandbox repeats the token in its response; no text has it. */
static void check_secrets()
{
    const std::string texts = all_texts(sandbox_client().update_user("echo-token@sandbox.test", sandbox_patch()));

    CHECK_PART(texts, "Bearer ***");
    CHECK(texts.find(sandbox_token()) == std::string::npos);
}

int main()
{
    check_setters();
    check_calls();
    check_moved();
    check_secrets();
    return check_end();
}
