#define ZOOMUSER_NO_EXCEPTIONS

#include "two_files.hpp"

zoom_status refuse_plainly()
{
    return zoomuser::patch().set_json("dept", "{");
}
