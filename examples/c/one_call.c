/*
The whole job in one call:

    ZOOM_TOKEN=... ./one_call ada@example.com '{"dept":"Engineering"}'

A third argument holds options, e.g. '{"timeout_ms":5000}'. Exit code: 0 updated, 1 not updated, 2 wrong arguments.
*/

#include "zoomuser.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    const char *token = getenv("ZOOM_TOKEN");
    char message[512];
    zoom_status status;

    if (token == NULL || argc < 3 || argc > 4) {
        fprintf(stderr, "usage: ZOOM_TOKEN=... one_call USER_ID FIELDS_JSON [OPTIONS_JSON]\n");
        return 2;
    }
    status = zoom_update_user(token, argv[1], argv[2], argc == 4 ? argv[3] : NULL, NULL, message, sizeof message);
    puts(message);
    return status == ZOOM_OK ? 0 : 1;
}
