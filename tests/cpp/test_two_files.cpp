/* needs: cxx11 cxx20 shared no-rtti with=two_files_same.cpp with=two_files_plain.cpp */
/* The header in three files of one program, one of them without exceptions, all without RTTI. */

#include "sandbox.hpp"
#include "two_files.hpp"
#include "zoomuser.hpp"

int main()
{
    zoomuser::client client = sandbox_client();
    zoomuser::patch patch = sandbox_patch();
    zoom_status status = ZOOM_OK;

    // The same form of the header: objects go from file to file, and errors too.
    try {
        refuse(patch);
        CHECK_CASE(false, "nothing was thrown");
    } catch (const zoomuser::error &error) {
        status = error.status();
        CHECK_HAS(error.what(), "dept: not JSON");
    }
    CHECK_INT(status, ZOOM_E_INVALID_JSON);
    CHECK(update(client, patch).ok());

    // The other form in the same program: each does what its own file asked for.
    CHECK_INT(refuse_plainly(), ZOOM_E_INVALID_JSON);
    try {
        patch.set_json("dept", "{");
        CHECK_CASE(false, "nothing was thrown");
    } catch (const std::runtime_error &error) {
        CHECK_HAS(error.what(), "dept: not JSON");
    }
    return check_end();
}
