/* needs: cxx11 shared with=abi_plain.cpp */
/* A library of another ABI version: this program's zoom_abi_version replaces the library's. */

#include "sandbox.hpp"

uint32_t ZOOM_CALL zoom_abi_version(void)
{
    return ZOOM_ABI_VERSION + 1;
}

/* In abi_plain.cpp, without exceptions. */
zoom_status check_abi_plainly();
zoom_status set_plainly();

template <typename Body>
static void check_refuses(Body body)
{
    try {
        body();
        CHECK_CASE(false, "nothing was thrown");
    } catch (const zoomuser::error &error) {
        CHECK_INT(error.status(), ZOOM_E_INTERNAL);
        CHECK_HAS(error.what(), "ABI");
    }
}

int main()
{
    check_refuses([] { zoomuser::check_abi(); });
    check_refuses([] { zoomuser::client client; });
    CHECK_INT(check_abi_plainly(), ZOOM_E_INTERNAL);
    CHECK_INT(set_plainly(), ZOOM_E_NULL);
    return check_end();
}
