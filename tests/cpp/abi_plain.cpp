#define ZOOMUSER_NO_EXCEPTIONS

#include "zoomuser.hpp"

zoom_status check_abi_plainly()
{
    return zoomuser::check_abi();
}

zoom_status set_plainly()
{
    return zoomuser::client().set(ZOOM_OPT_KEEP, "on");
}
