/* needs: cxx11 cxx14 cxx17 cxx20 cxx shared static */
/* The C++ layer: lists of users in a loop, and many users. */

#include "sandbox.hpp"

#include <stdexcept>

static void check_list()
{
    zoomuser::client client = sandbox_client();
    std::string emails;
    int users = 0;

    for (const zoomuser::listed_user &user : client.list_users("{\"page_size\": 1}")) {
        users++;
        emails += user.email() + ' ';
        CHECK(!user.id().empty());
        CHECK_PART(user.json(), user.email().c_str());
        if (user.email() == "jane@example.com") {
            CHECK_STRING(user.member(ZOOM_FIELD_LAST_NAME), "Doe");
        }
    }
    CHECK_INT(users, 3);
    CHECK_PART(emails, "jane@example.com");
    for (const zoomuser::listed_user &user : client.list_users("{\"status\": \"inactive\"}")) {
        users += static_cast<int>(user.email().size());
    }
    CHECK_INT(users, 3);

    zoomuser::user_list wrong = client.list_users("{\"status\": \"no\"}");
#if ZOOMUSER_THROWS
    try {
        CHECK(wrong.begin() == wrong.end());
        CHECK(false);
    } catch (const zoomuser::error &why) {
        CHECK_INT(why.status(), ZOOM_E_INVALID_ARGUMENT);
    }
#else
    CHECK(wrong.begin() == wrong.end());
#endif
    CHECK_INT(wrong.last().status(), ZOOM_E_INVALID_ARGUMENT);
}

static void check_rows()
{
    zoomuser::client client = sandbox_client();
    zoomuser::patch patch = sandbox_patch();
    zoomuser::bulk rows;

    for (const char *user : {"jane@example.com", "nobody@example.com", "john@example.com"}) {
        rows.add(user, patch);
    }
    const zoomuser::result result = client.run_bulk(rows);
    CHECK_INT(result.status(), ZOOM_E_ROWS_FAILED);
    CHECK_INT(result.number(ZOOM_NUMBER_SENT), 2);
    CHECK_STRING(result.run(), "");
    CHECK_STRING(result.why(), "finished");
    CHECK_INT(result.rows().size(), 3);
    CHECK(result.rows()[0].ok() && !result.rows()[1].ok());
    CHECK_STRING(result.rows()[1].user_id + ' ' + result.rows()[1].status, "nobody@example.com NOT_FOUND");
    CHECK_INT(result.rows()[2].line, 3);
    CHECK_INT(result.rows()[1].http_status, 404);
    CHECK_INT(result.rows()[1].api_code, 1001);
    CHECK_INT(result.rows()[2].api_code, -1);
    CHECK_INT(result.rows()[2].attempts, 1);
    CHECK(result.rows()[2].waited_ms >= 0 && !result.rows()[1].tracking_id.empty());

    int told = 0;
    const zoomuser::result again = client.run_bulk(rows, "{\"jobs\": 1}", [&](const zoomuser::row_result &row) {
        told += row.ok() == (row.outcome == "already");
        CHECK_STRING(row.status, row.ok() ? "OK" : "NOT_FOUND");
        CHECK_INT(row.api_code, row.ok() ? -1 : 1001);
        return true;
    });
    CHECK_INT(told, 3);
    CHECK_INT(again.rows().size(), 0);
    CHECK_INT(again.number(ZOOM_NUMBER_ALREADY), 2);
    CHECK_INT(client.run_bulk(rows, "", [](const zoomuser::row_result &) { return false; }).status(), ZOOM_E_CANCELLED);
    CHECK_INT(client.run_bulk(rows, std::string("{\0}", 3)).status(), ZOOM_E_INVALID_JSON);
#if ZOOMUSER_THROWS
    try {
        client.run_bulk(rows, "", [](const zoomuser::row_result &) -> bool { throw std::runtime_error("mine"); });
        CHECK(false);
    } catch (const std::runtime_error &why) {
        CHECK_STRING(std::string(why.what()), "mine");
    }
    try {
        rows.add_file("users.csv");
        CHECK(false);
    } catch (const zoomuser::error &why) {
        CHECK_INT(why.status(), ZOOM_E_INVALID_ARGUMENT);
    }
#endif
}

static void check_folder()
{
    zoomuser::client client = sandbox_client();
    zoomuser::patch patch;
    zoomuser::bulk rows;
    const std::string folder = check_environment("ZOOM_TEST_FOLDER");
    char options[2048] = "{\"run\": \"";

    check_append(options, sizeof options, (folder + "/run").c_str(), 1);
    check_append(options, sizeof options, "\"}", 0);
    patch.set(ZOOM_FIELD_DEPT, "A run");
    rows.add("jane@example.com", patch);
    const std::string run = client.run_bulk(rows, options).or_throw().run();
    CHECK_PART(run, "run");
    CHECK_INT(client.resume_bulk(run).or_throw().number(ZOOM_NUMBER_ROWS), 1);
    CHECK_INT(client.undo_bulk(run).or_throw().number(ZOOM_NUMBER_SENT), 1);
    CHECK_INT(client.undo_bulk("no such run").status(), ZOOM_E_INVALID_ARGUMENT);
}

int main()
{
    check_list();
    check_rows();
    check_folder();
    return check_end();
}
