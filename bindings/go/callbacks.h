// Gives the library the functions of Go, with a number in the place of an address: a pointer of Go must not stay in C.

#include "raw.h"

int32_t zoomuser_set_token(zoom_client *client, uintptr_t handle);
int32_t zoomuser_set_log(int32_t level);
