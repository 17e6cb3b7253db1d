/* Must not link on 32 bit: the functions are declared with a calling convention that the library has not. */

#define ZOOM_CALL __cdecl
#include "zoomuser.h"

int main(void)
{
    return (int)zoom_field_count() + (zoom_status_name(0) == NULL);
}
