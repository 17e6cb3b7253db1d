/* needs: cxx11 cxx14 cxx17 cxx20 cxx23 shared */
/* The C++ objects with exceptions, against the sandbox: every method, types that do not compile, moved-from objects. */

#include "sandbox.hpp"

#include <atomic>
#include <thread>

static_assert(ZOOMUSER_THROWS == 1, "this test is for exceptions");

#define JANE "jane@example.com"
#define TOKEN "tok-1234567890"

// Objects: what can be copied, moved and made of what.
template <typename T>
struct is_move_only {
    static const bool value = std::is_nothrow_move_constructible<T>::value && std::is_nothrow_move_assignable<T>::value
                              && !std::is_copy_constructible<T>::value && !std::is_copy_assignable<T>::value;
};
static_assert(is_move_only<zoomuser::client>::value, "client");
static_assert(is_move_only<zoomuser::patch>::value, "patch");
static_assert(std::is_nothrow_copy_constructible<zoomuser::result>::value, "result");
static_assert(std::is_nothrow_move_constructible<zoomuser::result>::value, "result");
static_assert(std::is_nothrow_copy_constructible<zoomuser::error>::value, "error");
static_assert(std::is_base_of<std::runtime_error, zoomuser::error>::value, "error");
static_assert(!std::is_convertible<zoom_result *, zoomuser::result>::value, "result");

// Values: what patch.set takes. Whatever might turn into a boolean without being one must not compile.
template <typename T>
auto takes(int) -> decltype(std::declval<zoomuser::patch &>().set("dept", std::declval<T>()), std::true_type());
template <typename T>
std::false_type takes(long);
#define TAKES(type) decltype(takes<type>(0))::value
static_assert(TAKES(const char *) && TAKES(char *) && TAKES(const char (&)[4]) && TAKES(std::nullptr_t), "text");
static_assert(TAKES(std::string) && TAKES(std::string &) && TAKES(const std::string &), "text");
static_assert(TAKES(short) && TAKES(int) && TAKES(long) && TAKES(long long) && TAKES(std::int64_t), "numbers");
static_assert(TAKES(unsigned char) && TAKES(unsigned short) && TAKES(unsigned) && TAKES(const int &), "numbers");
static_assert(TAKES(bool) && TAKES(bool &) && TAKES(const bool &), "booleans");
static_assert(!TAKES(const wchar_t *) && !TAKES(const char16_t *) && !TAKES(void *) && !TAKES(int *), "pointers");
static_assert(!TAKES(const unsigned char *) && !TAKES(zoomuser::patch *), "pointers");
static_assert(!TAKES(char) && !TAKES(float) && !TAKES(double), "neither text nor whole number");
static_assert(!TAKES(unsigned long long) && !TAKES(std::uint64_t), "does not fit");
#ifdef __cpp_char8_t
static_assert(!TAKES(const char8_t *), "pointers");
#endif

/* Runs a function that throws, and returns the error. */
template <typename Body>
static zoomuser::error thrown(Body body)
{
    try {
        body();
    } catch (const zoomuser::error &error) {
        return error;
    }
    CHECK_CASE(false, "nothing was thrown");
    return zoomuser::error(-1, "nothing was thrown");
}

#define CHECK_THROWS(call, expected_status, part)                                                                      \
    do {                                                                                                               \
        const zoomuser::error caught = thrown([&] { call; });                                                          \
        CHECK_INT(caught.status(), expected_status);                                                                   \
        check_has(caught.what(), part, __FILE__, __LINE__, #call);                                                     \
    } while (false)

/* Validates the patch: the only problem, or "". */
static std::string validate(const zoomuser::patch &patch)
{
    const zoomuser::result result = patch.check();
    const std::vector<zoomuser::item> problems = result.problems();

    CHECK_INT(result.status(), problems.empty() ? ZOOM_OK : ZOOM_E_CHECK_FAILED);
    CHECK(problems.size() <= 1);
    return problems.empty() ? "" : problems[0].field + ": " + problems[0].message;
}

/* A patch with one field. */
template <typename Value>
static std::string validate_value(const char *field, Value value)
{
    zoomuser::patch patch;

    CHECK_INT(patch.set(field, value), ZOOM_OK);
    return validate(patch);
}

static void check_values()
{
    const char *text = "x";
    char buffer[] = "x";
    std::string string = "x";
    const bool yes = true;

    // Each goes to its own kind: text for text, a number for a number, a boolean for a boolean.
    CHECK_STRING(validate_value("dept", text), "");
    CHECK_STRING(validate_value("dept", buffer), "");
    CHECK_STRING(validate_value("dept", string), "");
    CHECK_STRING(validate_value("dept", ""), "");
    CHECK_STRING(validate_value("type", 2), "");
    CHECK_STRING(validate_value("type", 2L), "");
    CHECK_STRING(validate_value("type", 2LL), "");
    CHECK_STRING(validate_value("type", 2U), "");
    CHECK_STRING(validate_value("type", "2"), "");
    CHECK_STRING(validate_value("use_pmi", yes), "");
    CHECK_STRING(validate_value("use_pmi", false), "");
    CHECK_PART(validate_value("dept", 0), "dept: expected text, got a number");
    CHECK_PART(validate_value("dept", true), "dept: expected text, got a boolean");
    CHECK_PART(validate_value("type", true), "got a boolean");
    CHECK_PART(validate_value("use_pmi", 1), "got a number");
    // As many bits as there are, and the sign.
    CHECK_STRING(validate_value("zoom_one_type", 1LL << 59), "");
    CHECK_PART(validate_value("zoom_one_type", (1LL << 59) + 1), "expected one of");
    CHECK_STRING(validate_value("pmi", 4294967295U), "");
    CHECK_PART(validate_value("pmi", -1), "pmi: expected a whole number");
    CHECK_PART(validate_value("pmi", std::numeric_limits<long long>::min()), "pmi: expected a whole number");

    // UTF-8, and a NUL character inside: 64 characters are allowed.
    string.clear();
    for (int i = 0; i < 64; i++) {
        string += "\xf0\x9f\x98\x80";
    }
    CHECK_STRING(validate_value("first_name", string), "");
    CHECK_PART(validate_value("first_name", string + '\0'), "got 65");
    CHECK_PART(validate_value("first_name", string + string.c_str()), "got 128");
}

static void check_patch_setters()
{
    zoomuser::patch patch;
    const std::string cut("dept\0x", 6);
    const char *none = nullptr;

    CHECK_PART(validate(patch), "the patch is empty");
    CHECK_INT(patch.set(std::string("dept"), std::string("a")), ZOOM_OK);
    CHECK_INT(patch.set_json("feature", "{\"zoom_phone\": true}"), ZOOM_OK);
    CHECK_INT(patch.set_json(std::string("division_ids"), std::string("[\"a\"]")), ZOOM_OK);
    CHECK_STRING(validate(patch), "");
    CHECK_INT(patch.set_null("company"), ZOOM_OK);
    CHECK_INT(patch.check().warnings().size(), 1);
    CHECK_STRING(patch.check().warnings().at(0).field, "company");
    CHECK_INT(patch.unset("company"), ZOOM_OK);
    CHECK_INT(patch.unset("company"), ZOOM_OK);
    CHECK_INT(patch.check().warnings().size(), 0);
    CHECK_STRING(patch.check().message(), "the check found nothing; nothing was sent");

    // What is refused leaves the patch as it was.
    CHECK_THROWS(patch.set("dept", none), ZOOM_E_NULL, "text: expected a pointer, got NULL");
    CHECK_STRING(patch.last_error(), "text: expected a pointer, got NULL");
    CHECK_THROWS(patch.set("dept", nullptr), ZOOM_E_NULL, "text: expected a pointer, got NULL");
    CHECK_THROWS(patch.set(none, "a"), ZOOM_E_NULL, "field: expected a pointer, got NULL");
    CHECK_THROWS(patch.set(none, 2), ZOOM_E_NULL, "field");
    CHECK_THROWS(patch.set(none, true), ZOOM_E_NULL, "field");
    CHECK_THROWS(patch.set(cut, "a"), ZOOM_E_NULL, "field");
    CHECK_THROWS(patch.set_json("dept", none), ZOOM_E_NULL, "json: expected a pointer");
    CHECK_THROWS(patch.set_null(none), ZOOM_E_NULL, "field");
    CHECK_THROWS(patch.unset(none), ZOOM_E_NULL, "field");
    CHECK_THROWS(patch.set("dept", "\xff"), ZOOM_E_ENCODING, "text: expected UTF-8");
    CHECK_THROWS(patch.set("\xff", 2), ZOOM_E_ENCODING, "field: expected UTF-8");
    CHECK_THROWS(patch.set_json("dept", "{"), ZOOM_E_INVALID_JSON, "dept: not JSON");
    CHECK_THROWS(patch.set_json("dept", std::string("1\0", 2)), ZOOM_E_INVALID_JSON, "dept: not JSON");
    CHECK_PART(patch.last_error(), "dept: not JSON");
    CHECK_STRING(validate(patch), "");
    CHECK_INT(patch.set("dept", "b"), ZOOM_OK);
    CHECK_STRING(patch.last_error(), "");
    // A setter that refused has no result.
    CHECK_INT(thrown([&] { patch.set("dept", none); }).result().status(), ZOOM_E_NULL);
    CHECK_STRING(thrown([&] { patch.set("dept", none); }).result().message(), "");
}

static void check_client_setters()
{
    zoomuser::client client;
    const char *none = nullptr;

    CHECK_INT(zoomuser::check_abi(), ZOOM_OK);
    CHECK_STRING(zoomuser::version(), ZOOM_VERSION);
    CHECK_INT(client.set(ZOOM_OPT_TIMEOUT_MS, "5000"), ZOOM_OK);
    CHECK_INT(client.set(std::string("keep"), std::string("off")), ZOOM_OK);
    CHECK_THROWS(client.set("timout_ms", "1"), ZOOM_E_UNKNOWN_NAME, "the nearest is timeout_ms");
    CHECK_STRING(client.last_error(), "timout_ms: no such option; the nearest is timeout_ms");
    CHECK_THROWS(client.set("timeout_ms", "soon"), ZOOM_E_INVALID_ARGUMENT, "timeout_ms");
    CHECK_THROWS(client.set("timeout_ms", none), ZOOM_E_NULL, "value: expected a pointer, got NULL");
    CHECK_THROWS(client.set(none, "1"), ZOOM_E_NULL, "option: expected a pointer, got NULL");
    CHECK_THROWS(client.set(std::string("keep\0x", 6), "on"), ZOOM_E_NULL, "option");
    CHECK_THROWS(client.set("user_agent", std::string("a\0b", 3)), ZOOM_E_INVALID_ARGUMENT, "user_agent");
    CHECK_THROWS(client.set("user_agent", "\xff"), ZOOM_E_ENCODING, "value: expected UTF-8");
    CHECK_INT(client.set("keep", ""), ZOOM_OK);
    CHECK_STRING(client.last_error(), "");
}

static void check_success()
{
    zoomuser::client client = sandbox_client();
    const zoomuser::result result = client.update_user(JANE, sandbox_patch());

    CHECK(result.ok());
    CHECK_INT(result.status(), ZOOM_OK);
    CHECK(!result.is_retryable());
    CHECK_STRING(result.message(), "the user is updated");
    CHECK_STRING(result.hint(), "");
    CHECK_STRING(result.api_message(), "");
    CHECK_PART(result.tracking_id(), "v=2.0");
    CHECK_STRING(result.header("X-Zm-TrackingId"), result.tracking_id().c_str());
    CHECK_STRING(result.header(std::string("x-zm-trackingid")), result.tracking_id().c_str());
    CHECK_STRING(result.header("x-no-such-header"), "");
    CHECK_STRING(result.header(nullptr), "");
    CHECK_PART(result.json(), "\"ok\":true");
    CHECK_INT(result.http_status(), 204);
    CHECK_INT(result.api_code(), -1);
    CHECK_INT(result.attempts(), 1);
    CHECK_INT(result.waited_ms(), 0);
    CHECK_INT(result.retry_after_ms(), -1);
    CHECK(result.body().empty() && result.field_errors().empty() && result.problems().empty());
    CHECK(result.warnings().empty());
    CHECK(!result.headers().empty());
    for (const zoomuser::header_line &line : result.headers()) {
        CHECK(!line.name.empty() && result.header(line.name).size() > 0);
    }
    CHECK(&result.or_throw() == &result);
    CHECK_STRING(client.update_user(std::string(JANE), sandbox_patch()).or_throw().message(), "the user is updated");
    CHECK(zoom_result_status(result.get()) == ZOOM_OK && client.get() != nullptr);
}

static void check_failures()
{
    zoomuser::client client = sandbox_client();
    const zoomuser::patch patch = sandbox_patch();
    zoomuser::result result = client.update_user("fields-error@sandbox.test", patch);
    zoomuser::patch bad;
    const char *none = nullptr;

    CHECK(!result.ok());
    CHECK_INT(result.status(), ZOOM_E_REJECTED);
    CHECK_STRING(result.api_message(), "Validation Failed.");
    CHECK_INT(result.field_errors().size(), 2);
    CHECK_STRING(result.field_errors().at(0).field, "first_name");
    CHECK_STRING(result.field_errors().at(0).message, "Invalid field.");
    CHECK_PART(result.body(), "Validation Failed.");

    result = client.update_user("error-404-1001@sandbox.test", patch);
    CHECK_INT(result.status(), ZOOM_E_NOT_FOUND);
    CHECK_INT(result.http_status(), 404);
    CHECK_INT(result.api_code(), 1001);
    CHECK_PART(result.hint(), "user id");

    result = client.update_user("binary-400@sandbox.test", patch);
    CHECK_INT(result.body().size(), 256);
    CHECK(result.body().size() == 256 && result.body()[0] == '\0' && result.body()[255] == '\xff');

    result = client.update_user("rate-seconds@sandbox.test", patch);
    CHECK(result.is_retryable() && result.retry_after_ms() >= 0);

    CHECK_INT(bad.set("type", 7), ZOOM_OK);
    result = client.update_user(JANE, bad);
    CHECK_INT(result.status(), ZOOM_E_CHECK_FAILED);
    CHECK_INT(result.attempts(), 0);
    CHECK_INT(result.problems().size(), 1);
    CHECK_STRING(result.problems().at(0).field, "type");

    // Refused before the call began.
    CHECK_INT(client.update_user(none, patch).status(), ZOOM_E_NULL);
    CHECK_INT(client.update_user(std::string("me\0x", 4), patch).status(), ZOOM_E_NULL);
    CHECK_PART(client.update_user(nullptr, patch).message(), "user_id: expected a pointer");
    CHECK_INT(zoomuser::client().update_user(JANE, patch).status(), ZOOM_E_MISSING_TOKEN);
}

/* A failed call throws only with or_throw(), and the error has the whole result. */
static void check_or_throw()
{
    zoomuser::client client = sandbox_client();
    const zoomuser::patch patch = sandbox_patch();
    const zoomuser::result kept = client.update_user("fields-error@sandbox.test", patch);
    zoomuser::error error = thrown([&] { kept.or_throw(); });

    CHECK_INT(error.status(), ZOOM_E_REJECTED);
    CHECK_STRING(std::string(error.what()), kept.message().c_str());
    CHECK(error.result().get() == kept.get()); // the same result, not another
    error = thrown([&] { client.update_user("error-401-124@sandbox.test", patch).or_throw(); });
    CHECK_INT(error.status(), ZOOM_E_UNAUTHORIZED);
    CHECK_INT(error.result().http_status(), 401);
    CHECK_INT(error.result().api_code(), 124);
    CHECK_STRING(error.result().message(), error.what());
    CHECK_INT(thrown([&] { zoomuser::patch().check().or_throw(); }).status(), ZOOM_E_CHECK_FAILED);
    CHECK_INT(thrown([] { zoomuser::result().or_throw(); }).status(), ZOOM_E_NULL);
}

static void check_one_call()
{
    const std::string options = sandbox_options();
    const char *none = nullptr;
    const char *fields = "{\"dept\": \"Engineering\"}";

    CHECK(zoomuser::update_user(sandbox_token(), JANE, fields, options).ok());
    CHECK_STRING(zoomuser::update_user(sandbox_token(), JANE, fields, options).or_throw().message(),
                 "the user is updated");
    CHECK_INT(zoomuser::update_user(sandbox_token(), "error-404-1001@sandbox.test", fields, options).api_code(), 1001);
    CHECK_INT(zoomuser::update_user("", JANE, fields).status(), ZOOM_E_MISSING_TOKEN);
    CHECK_INT(zoomuser::update_user("", JANE, fields, nullptr).status(), ZOOM_E_MISSING_TOKEN);
    CHECK_INT(zoomuser::update_user(none, JANE, fields).status(), ZOOM_E_NULL);
    CHECK_INT(zoomuser::update_user(TOKEN, none, fields).status(), ZOOM_E_NULL);
    CHECK_INT(zoomuser::update_user(TOKEN, JANE, none).status(), ZOOM_E_NULL);
    CHECK_INT(zoomuser::update_user(TOKEN, std::string("me\0x", 4), fields).status(), ZOOM_E_NULL);
    CHECK_INT(zoomuser::update_user(TOKEN, JANE, "{}").status(), ZOOM_E_CHECK_FAILED);
    CHECK_INT(zoomuser::update_user(TOKEN, JANE, fields, "{").status(), ZOOM_E_INVALID_JSON);
    // Options that are cut short are not the default options.
    CHECK_INT(zoomuser::update_user(TOKEN, JANE, fields, std::string("{\0}", 3)).status(), ZOOM_E_INVALID_JSON);
    CHECK_THROWS(zoomuser::update_user(TOKEN, JANE, "{").or_throw(), ZOOM_E_INVALID_JSON, "JSON");
    zoom_cleanup();
}

/* Every function of a moved-from object returns ZOOM_E_NULL; the object can be assigned again. */
static void check_moved()
{
    zoomuser::client client = sandbox_client();
    zoomuser::patch patch = sandbox_patch();
    zoomuser::client other_client = std::move(client);
    zoomuser::patch other_patch = std::move(patch);
    zoomuser::result result;
    zoomuser::result copy;
    zoomuser::result other_result;

    CHECK_THROWS(client.set("keep", "on"), ZOOM_E_NULL, "argument is NULL");
    CHECK_STRING(client.last_error(), "");
    CHECK_INT(client.update_user(JANE, other_patch).status(), ZOOM_E_NULL);
    client.cancel();
    CHECK(client.get() == nullptr && patch.get() == nullptr);
    CHECK_THROWS(patch.set("dept", "a"), ZOOM_E_NULL, "argument is NULL");
    CHECK_THROWS(patch.set("type", 2), ZOOM_E_NULL, "argument is NULL");
    CHECK_THROWS(patch.set("use_pmi", true), ZOOM_E_NULL, "argument is NULL");
    CHECK_THROWS(patch.set_json("dept", "1"), ZOOM_E_NULL, "argument is NULL");
    CHECK_THROWS(patch.set_null("dept"), ZOOM_E_NULL, "argument is NULL");
    CHECK_THROWS(patch.unset("dept"), ZOOM_E_NULL, "argument is NULL");
    CHECK_STRING(patch.last_error(), "");
    CHECK_INT(patch.check().status(), ZOOM_E_NULL);
    CHECK_INT(other_client.update_user(JANE, patch).status(), ZOOM_E_NULL);
    CHECK(other_client.update_user(JANE, other_patch).ok());

    client = std::move(other_client);
    patch = std::move(other_patch);
    result = client.update_user("error-404-1001@sandbox.test", patch);
    CHECK_INT(result.status(), ZOOM_E_NOT_FOUND);
    client = sandbox_client(); // frees the one before
    patch = zoomuser::patch();

    // A copy lives on its own.
    copy = result;
    other_result = std::move(result);
    CHECK_INT(result.status(), ZOOM_E_NULL);
    CHECK_STRING(all_texts(result), "\n\n\n\n\n\n\n\n\n");
    CHECK_INT(result.http_status(), -1);
    CHECK_STRING(result.header("date"), "");
    CHECK_INT(copy.api_code(), 1001);
    other_result = zoomuser::result();
    CHECK_INT(copy.api_code(), 1001);
    CHECK_STRING(all_texts(zoomuser::result()), "\n\n\n\n\n\n\n\n\n");
}

/* Cancels until the call ends: cancelling before it has begun has no effect. */
static void check_cancel()
{
    zoomuser::client client = sandbox_client();
    const zoomuser::patch patch = sandbox_patch();
    std::atomic<bool> is_done(false);
    zoomuser::result result;
    std::thread thread([&] {
        result = client.update_user("slow-60000@sandbox.test", patch); // ends by its timeout if not before
        is_done = true;
    });

    while (!is_done) {
        client.cancel();
        std::this_thread::yield();
    }
    thread.join();
    CHECK_INT(result.status(), ZOOM_E_CANCELLED);
    CHECK(client.update_user(JANE, patch).ok());
}

/* A handle in use by another thread. */
static void check_busy()
{
    zoomuser::client client = sandbox_client();
    zoomuser::patch patch = sandbox_patch();
    std::atomic<bool> is_done(false);
    zoomuser::result result;
    bool was_busy = false;
    std::thread thread([&] {
        do { // who looks holds the patch for a moment
            result = client.update_user("slow-3000@sandbox.test", patch);
        } while (result.status() == ZOOM_E_BUSY);
        is_done = true;
    });

    while (!is_done && !was_busy) {
        was_busy = patch.check().status() == ZOOM_E_BUSY;
    }
    CHECK_THROWS(patch.set("type", 7), ZOOM_E_BUSY, "another thread uses");
    CHECK_THROWS(client.set("token", "a"), ZOOM_E_BUSY, "another thread uses");
    CHECK(!is_done);
    thread.join();
    CHECK(was_busy && result.ok());
    CHECK(client.update_user(JANE, patch).ok());
}

/* The token is in no text. */
static void check_secrets()
{
    const std::string token = "tok-SECRET-1234567890";
    zoomuser::client client = sandbox_client();
    const zoomuser::patch patch = sandbox_patch();
    const std::string echoed = all_texts(client.update_user("echo-token@sandbox.test", patch));
    std::string texts;

    CHECK_PART(echoed, "You sent Bearer ***");
    CHECK(echoed.find(sandbox_token()) == std::string::npos);
    client.set(ZOOM_OPT_TOKEN, token);
    for (const char *user_id : {JANE, "echo-token@sandbox.test", "error-400-300@sandbox.test", "drop@sandbox.test"}) {
        const zoomuser::result result = client.update_user(user_id, patch);

        texts += all_texts(result);
        if (!result.ok()) {
            texts += thrown([&] { result.or_throw(); }).what();
        }
    }
    texts += thrown([&] { client.set(ZOOM_OPT_TOKEN, "Bearer " + token); }).what();
    texts += thrown([&] { client.set(ZOOM_OPT_BASE_URL, "ftp://" + token); }).what();
    texts += client.last_error();
    texts += all_texts(zoomuser::update_user("Bearer " + token, JANE, "{\"dept\": 1}"));
    texts += all_texts(zoomuser::update_user(token, JANE, "{\"dept\": \"" + token + "\""));
    texts += all_texts(zoomuser::update_user("", JANE, "{\"dept\": 1}", "{\"token\": \"" + token));
    CHECK_PART(texts, "Bearer ***");
    CHECK(texts.find(token) == std::string::npos);
}

/* The last request that the sandbox received, byte by byte. Read with another token, so that the first is not redacted. */
static std::string arrived()
{
    zoomuser::client control = sandbox_client();

    control.set("token", "token-of-nobody");
    return control.request("GET", "/_sandbox/requests/last").or_throw().body();
}

static void script(const std::string &json)
{
    CHECK(sandbox_client().request("POST", "/_sandbox/script", "", json).ok());
}

/* The rendered text with the token is the received request. */
static void check_arrived(std::string rendered)
{
    const std::string mark = "<access_token>";
    const std::size_t at = rendered.find(mark);

    if (CHECK(at != std::string::npos)) {
        rendered.replace(at, mark.size(), sandbox_token());
    }
    CHECK(arrived() == rendered);
}

static void check_requests()
{
    zoomuser::client client = sandbox_client();
    const char *none = nullptr;
    zoomuser::form form;
    zoomuser::result result = client.request("GET", "users/me");

    CHECK(result.ok());
    CHECK_STRING(result.message(), "Zoom answered GET with HTTP 200");
    CHECK_STRING(result.reason(), "OK");
    CHECK(result.head().find("HTTP/1.1 200 OK\r\n") == 0);
    CHECK_PART(result.body(), JANE);
    CHECK_STRING(result.rendered(), "");

    script("{\"status\":202}");
    CHECK(client.request("PUT", "/x?a=b", "X-A: 1\nX-A: 2", std::string("a\0b", 3)).ok());
    CHECK(arrived().find("PUT /x?a=b HTTP/1.1\r\n") == 0);
    CHECK(arrived().find("X-A: 1\r\nX-A: 2\r\n") != std::string::npos);
    CHECK(arrived().rfind(std::string("\r\n\r\na\0b", 7)) == arrived().size() - 7);

    form.add("first_name", "Ada");
    form.add("first_name", std::string("A\0b", 3));
    form.add(zoomuser::part("", "", "in nuelit99"));
    form.add(zoomuser::part("pic", "1", "image/png", "a.png", "x"));
    CHECK_THROWS(form.add("a\nb", ""), ZOOM_E_INVALID_ARGUMENT, "name: expected no control character");
    CHECK_PART(form.last_error(), "name: ");
    CHECK_THROWS(form.add(none, "x"), ZOOM_E_NULL, "name: expected a pointer");
    CHECK_THROWS(form.add("x", none), ZOOM_E_NULL, "value: expected a pointer");
    CHECK_THROWS(form.add(zoomuser::part("a", "b", "\r")), ZOOM_E_INVALID_ARGUMENT, "content_type: ");
    script("{\"status\":200}");
    result = client.request("POST", "users/me/picture", nullptr, form);
    CHECK(result.ok());
    CHECK(arrived().find("name=\"first_name\"\r\n\r\nAda\r\n--") != std::string::npos);
    CHECK(arrived().find(std::string("\r\n\r\nA\0b\r\n--", 11)) != std::string::npos);
    CHECK(arrived().find("form-data\r\nContent-Type: in nuelit99\r\n\r\n\r\n--") != std::string::npos);
    CHECK(arrived().find("name=\"pic\"; filename=\"a.png\"\r\nContent-Type: image/png; charset=x\r\n\r\n1\r\n--")
          != std::string::npos);

    CHECK_INT(client.request(none, "x").status(), ZOOM_E_NULL);
    CHECK_INT(client.request("GET", none).status(), ZOOM_E_NULL);
    CHECK_INT(client.request("PUT", "x", "", none).status(), ZOOM_E_NULL);
    CHECK_INT(client.request("GET", "x y").status(), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(client.request("GET", "x", std::string("A: b\0c", 6)).status(), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(client.request("PUT", "x", std::string("A: b\0c", 6), form).status(), ZOOM_E_INVALID_ARGUMENT);
    CHECK_INT(client.request("PUT", "x", "", zoomuser::form()).status(), ZOOM_E_INVALID_ARGUMENT);
}

static void check_render()
{
    zoomuser::client client = sandbox_client();
    const zoomuser::patch patch = sandbox_patch();
    zoomuser::form form;
    const std::string shown = client.render_update(JANE, patch).or_throw().rendered();

    CHECK(client.update_user(JANE, patch).ok());
    check_arrived(shown);
    client.request("DELETE", "x", "X-A: b", "{}");
    check_arrived(client.render("DELETE", "x", "X-A: b", "{}").rendered());
    form.add("a", "b");
    CHECK_PART(client.render("PUT", "x", "", form).rendered(), "name=\"a\"\r\n\r\nb\r\n--");
    CHECK_INT(client.render("PUT", "x", "", form, "xml").status(), ZOOM_E_UNKNOWN_NAME);
    CHECK_INT(client.render("PUT", "x", "", "", "xml").status(), ZOOM_E_UNKNOWN_NAME);
    CHECK_INT(client.render_update(JANE, zoomuser::patch()).status(), ZOOM_E_CHECK_FAILED);
}

static void check_token_source()
{
    zoomuser::client client = sandbox_client();
    const zoomuser::patch patch = sandbox_patch();
    std::string asked;

    CHECK_INT(client.set_token_source([&](bool refused) {
        asked += refused ? 'r' : 'a';
        return refused ? sandbox_token() : std::string("expired-token");
    }), ZOOM_OK);
    CHECK_INT(client.update_user(JANE, patch).status(), ZOOM_E_INVALID_ARGUMENT); /* and a token as an option */
    client.set(ZOOM_OPT_TOKEN, "");
    CHECK_STRING(asked, "");
    CHECK_INT(client.update_user(JANE, patch).or_throw().attempts(), 2);
    CHECK_STRING(asked, "ar");

    zoomuser::client moved = std::move(client);
    CHECK(moved.update_user(JANE, patch).ok());
    CHECK_STRING(asked, "arar");
    CHECK_THROWS(client.set_token_source(nullptr), ZOOM_E_NULL, "argument is NULL");

    moved.set_token_source([](bool) -> std::string { throw std::runtime_error("the vault is closed"); });
    zoomuser::result result = moved.update_user(JANE, patch);
    CHECK_INT(result.status(), ZOOM_E_MISSING_TOKEN);
    CHECK_PART(result.message(), "the vault is closed");
    moved.set_token_source([](bool) -> std::string { throw 1; });
    CHECK_INT(moved.update_user(JANE, patch).status(), ZOOM_E_MISSING_TOKEN);
    moved.set_token_source([](bool) { return std::string(100000, 'x'); });
    result = moved.update_user(JANE, patch);
    CHECK_INT(result.status(), ZOOM_E_MISSING_TOKEN);
    CHECK_PART(result.message(), "too long");

    moved.set_token_source(nullptr);
    moved.set(ZOOM_OPT_TOKEN, sandbox_token());
    CHECK(moved.update_user(JANE, patch).ok());
    CHECK_STRING(asked, "arar");
}

static std::string logged;

static void check_log()
{
    zoomuser::client client = sandbox_client();

    CHECK_THROWS(zoomuser::set_log(6, nullptr), ZOOM_E_INVALID_ARGUMENT, "level");
    zoomuser::set_log(5, [](int level, const std::string &line) { logged += std::to_string(level) + ' ' + line + '\n'; });
    CHECK(client.update_user(JANE, sandbox_patch()).ok());
    CHECK_PART(logged, "3 PATCH /users/{userId}: HTTP 204");
    CHECK_PART(logged, "4 PATCH /users/jane@example.com: attempt 1");
    CHECK_PART(logged, "5 PATCH /users/jane@example.com: the body is ");
    CHECK(logged.find(sandbox_token()) == std::string::npos);
    zoomuser::set_log(5, [](int, const std::string &) { throw std::runtime_error("ignored"); });
    CHECK(client.update_user(JANE, sandbox_patch()).ok());
    zoomuser::set_log(0, nullptr);
    logged.clear();
    CHECK(client.update_user(JANE, sandbox_patch()).ok());
    CHECK_STRING(logged, "");
}

static void check_reading()
{
    zoomuser::client client = sandbox_client();
    zoomuser::patch patch;
    const char *none = nullptr;
    const zoomuser::result user = client.get_user(JANE).or_throw();
    std::string dept;

    CHECK(user.user() == user.body());
    for (const zoomuser::user_member &member : user.user_members()) {
        dept = member.name == "email" ? member.value : dept;
    }
    CHECK_STRING(dept, JANE);
    CHECK(user.fields().empty());
    CHECK_INT(client.get_user("nobody@example.com").status(), ZOOM_E_NOT_FOUND);
    CHECK_STRING(client.get_user("nobody@example.com").user(), "");
    CHECK(client.get_user("nobody@example.com").user_members().empty());
    CHECK_INT(client.get_user(none).status(), ZOOM_E_NULL);
    CHECK_INT(client.get_user(std::string("a\0b", 3)).status(), ZOOM_E_NULL);

    patch.set("dept", "Physics");
    const zoomuser::result plan = client.plan("ignores-dept@sandbox.test", patch).or_throw();
    CHECK_INT(plan.attempts(), 0);
    CHECK_INT(plan.fields().size(), 1);
    CHECK_STRING(plan.fields()[0].field + " " + plan.fields()[0].outcome, "dept differs");
    CHECK_INT(client.plan("nobody@example.com", patch).status(), ZOOM_E_NOT_FOUND);
    CHECK_INT(client.plan(none, patch).status(), ZOOM_E_NULL);

    client.set(ZOOM_OPT_CONFIRM, "on");
    patch.set("host_key", "123456");
    const zoomuser::result ignored = client.update_user("ignores-dept@sandbox.test", patch);
    CHECK_INT(ignored.status(), ZOOM_E_NOT_APPLIED);
    CHECK_INT(ignored.http_status(), 204);
    const std::vector<zoomuser::field_outcome> fields = ignored.fields();
    CHECK_INT(fields.size(), 2);
    CHECK_STRING(fields[0].field + " " + fields[0].outcome, "dept ignored");
    CHECK_STRING(fields[0].old_value + "|" + fields[0].new_value + "|" + fields[0].seen, "|Physics|");
    CHECK_STRING(fields[1].field + " " + fields[1].outcome, "host_key unverifiable");

    client.set(ZOOM_OPT_ONLY_CHANGES, "on");
    patch.unset("host_key");
    client.update_user(JANE, patch).or_throw();
    const zoomuser::result again = client.update_user(JANE, patch).or_throw();
    CHECK_INT(again.attempts(), 0);
    CHECK_STRING(again.fields()[0].outcome, "already");
}

static void check_doctor()
{
    zoomuser::client client = sandbox_client();
    const zoomuser::result good = client.doctor().or_throw();
    const std::vector<zoomuser::doctor_check> checks = good.checks();

    CHECK_INT(checks.size(), 10);
    CHECK_STRING(checks[0].name + " " + checks[0].outcome + " " + checks[0].url, "options ok ");
    CHECK(!checks[1].url.empty());
    client.set(ZOOM_OPT_TOKEN, "expired-token");
    const zoomuser::result bad = client.doctor();
    CHECK_INT(bad.status(), ZOOM_E_UNAUTHORIZED);
    CHECK_STRING(bad.checks()[7].name + " " + bad.checks()[7].outcome, "token failed");
    CHECK(bad.checks()[7].hint == bad.hint());
    CHECK(client.get_user(JANE).checks().empty());
}

int main()
{
    check_values();
    check_patch_setters();
    check_client_setters();
    check_success();
    check_failures();
    check_or_throw();
    check_requests();
    check_render();
    check_token_source();
    check_log();
    check_reading();
    check_one_call();
    check_moved();
    check_cancel();
    check_busy();
    check_secrets();
    check_doctor();
    return check_end();
}
