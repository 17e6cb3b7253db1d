/* What test_two_files.cpp calls in its other files. */

#ifndef TWO_FILES_HPP
#define TWO_FILES_HPP

#include "zoomuser.hpp"

#if ZOOMUSER_THROWS
/* In two_files_same.cpp. */
void refuse(zoomuser::patch &patch);
zoomuser::result update(zoomuser::client &client, const zoomuser::patch &patch);
#endif

/* In two_files_plain.cpp: the status of a setter that refuses. */
zoom_status refuse_plainly();

#endif
