/* One process, one PATCH: what a script does that starts a program for each user. argv: base URL, CA file. */

#include <stdio.h>
#include <zoomuser.h>

int main(int argc, char **argv)
{
    char options[1024];
    char message[256];
    zoom_status status;
    if (argc != 3) {
        fprintf(stderr, "usage: %s BASE_URL CA_FILE\n", argv[0]);
        return 2;
    }
    sprintf(options, "{\"base_url\":\"%.400s\",\"ca_file\":\"%.400s\",\"proxy\":\"off\",\"encoding\":\"multipart\"}",
            argv[1], argv[2]);
    status = zoom_update_user("token-of-the-benchmark", "ada@example.com", "{\"first_name\":\"Ada\",\"dept\":\"Research\"}",
                              options, NULL, message, sizeof message);
    if (status != ZOOM_OK) {
        fprintf(stderr, "%s\n", message);
        return 1;
    }
    return 0;
}
