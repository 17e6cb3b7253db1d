/* A program without a runtime of C, for a linker of Microsoft's kind: 0 if the library is the one that was compiled for. */

#include "zoomuser.h"

int start(void);

int start(void)
{
    return zoom_abi_version() == ZOOM_ABI_VERSION && zoom_status_is_retryable(ZOOM_E_TIMEOUT) == 1 ? 0 : 1;
}
