/*
Changes the department of a Zoom user and prints the result.

    ZOOM_TOKEN=... ./update_user ada@example.com Engineering

Environment: ZOOM_TOKEN, the access token. To use the sandbox, also ZOOM_BASE_URL, the base URL of the API, and ZOOM_CA_FILE,
a PEM file of certificate authorities to trust.

Exit code: 0 the user is updated, 1 the user is not updated, 2 usage error.
*/

#include "zoomuser.hpp"

#include <cstdlib>
#include <iostream>

// Sets an option from an environment variable; without the variable, the option keeps its default.
static void set_from_environment(zoomuser::client &client, const char *option, const char *variable)
{
    if (const char *value = std::getenv(variable)) {
        client.set(option, value);
    }
}

static void print(const char *what, const std::string &text)
{
    if (!text.empty()) {
        std::cout << what << ": " << text << '\n';
    }
}

// The field is "" if the item concerns the whole request.
static void print(const char *list, const std::vector<zoomuser::item> &items)
{
    for (const zoomuser::item &item : items) {
        print(list, item.field.empty() ? item.message : item.field + ": " + item.message);
    }
}

static void print(const zoomuser::result &result)
{
    std::cout << zoom_status_name(result.status()) << " (" << result.status() << ")\n";
    print("message", result.message());
    print("hint", result.hint());
    if (result.http_status() >= 0) {
        std::cout << "http_status: " << result.http_status() << '\n';
    }
    print("tracking_id", result.tracking_id());
    print("field_errors", result.field_errors()); // Zoom's errors about single fields
    print("problems", result.problems());         // validation errors; nothing was sent
    print("warnings", result.warnings());
}

static bool update(const char *user_id, const char *department)
{
    zoomuser::client client;
    set_from_environment(client, ZOOM_OPT_TOKEN, "ZOOM_TOKEN");
    set_from_environment(client, ZOOM_OPT_BASE_URL, "ZOOM_BASE_URL");
    set_from_environment(client, ZOOM_OPT_CA_FILE, "ZOOM_CA_FILE");

    zoomuser::patch patch;
    patch.set(ZOOM_FIELD_DEPT, department);

    const zoomuser::result result = client.update_user(user_id, patch);
    print(result); // after success and after failure
    return result.ok();
}

int main(int argc, char **argv)
{
    if (argc != 3 || std::getenv("ZOOM_TOKEN") == nullptr) {
        std::cerr << "usage: ZOOM_TOKEN=... update_user USER_ID DEPARTMENT\n";
        return 2;
    }
    try {
        return update(argv[1], argv[2]) ? 0 : 1;
    } catch (const zoomuser::error &error) { // invalid option or field
        std::cerr << error.what() << '\n';
        return 2;
    }
}
