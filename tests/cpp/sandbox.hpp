/*
What the C++ tests share: the checks of the C tests, and a client for the sandbox. A setter that refuses ends the test
where exceptions are on, and elsewhere makes the call fail that the test is about.
*/

#ifndef SANDBOX_HPP
#define SANDBOX_HPP

#include "zoomuser.hpp"

#include "check.h"

#define CHECK_STRING(got, expected) check_text((got).c_str(), (expected), __FILE__, __LINE__, #got)
#define CHECK_PART(got, part) check_has((got).c_str(), (part), __FILE__, __LINE__, #got)

CHECK_FUNCTION const char *sandbox_token()
{
    return check_environment("ZOOM_TEST_TOKEN");
}

/* The time to connect is long for runs under valgrind. */
CHECK_FUNCTION zoomuser::client sandbox_client()
{
    zoomuser::client client;

    client.set(ZOOM_OPT_BASE_URL, check_environment("ZOOM_TEST_BASE_URL"));
    client.set(ZOOM_OPT_CA_FILE, check_environment("ZOOM_TEST_CA_FILE"));
    client.set(ZOOM_OPT_TOKEN, sandbox_token());
    client.set(ZOOM_OPT_SYSTEM_ROOTS, "off");
    client.set(ZOOM_OPT_PROXY, "off");
    client.set(ZOOM_OPT_CONNECT_TIMEOUT_MS, "30000");
    client.set(ZOOM_OPT_MAX_RETRIES, "0");
    client.set(ZOOM_OPT_PLAN, "none");
    return client;
}

/* The same without the token, as JSON. */
CHECK_FUNCTION std::string sandbox_options()
{
    char buffer[2048];

    check_options(buffer, sizeof buffer, "");
    return buffer;
}

/* A patch that the sandbox accepts. */
CHECK_FUNCTION zoomuser::patch sandbox_patch()
{
    zoomuser::patch patch;

    patch.set(ZOOM_FIELD_DEPT, "Engineering");
    return patch;
}

/* Every text of a result. */
CHECK_FUNCTION std::string all_texts(const zoomuser::result &result)
{
    std::string all = result.message() + '\n' + result.hint() + '\n' + result.api_message() + '\n'
                      + result.tracking_id() + '\n' + result.json() + '\n' + result.body() + '\n' + result.head() + '\n'
                      + result.reason() + '\n' + result.rendered() + '\n';

    for (const std::vector<zoomuser::item> &list : {result.field_errors(), result.problems(), result.warnings()}) {
        for (const zoomuser::item &item : list) {
            all += item.field + '\n' + item.message + '\n';
        }
    }
    for (const zoomuser::header_line &line : result.headers()) {
        all += line.name + '\n' + line.value + '\n';
    }
    return all;
}

#endif
