/* needs: c89 c99 c11 cxx static shared */
/* Status numbers: name, text, whether to try again; numbers that are none. */

#include "check.h"

struct status {
    zoom_status number;
    const char *name;
    int is_retryable;
};

#define STATUS(number, is_retryable) {number, #number, is_retryable}

static const struct status statuses[] = {
    STATUS(ZOOM_OK, 0),
    STATUS(ZOOM_E_NULL, 0),
    STATUS(ZOOM_E_ENCODING, 0),
    STATUS(ZOOM_E_INVALID_ARGUMENT, 0),
    STATUS(ZOOM_E_UNKNOWN_NAME, 0),
    STATUS(ZOOM_E_INVALID_JSON, 0),
    STATUS(ZOOM_E_BUSY, 1),
    STATUS(ZOOM_E_MISSING_TOKEN, 0),
    STATUS(ZOOM_E_CHECK_FAILED, 0),
    STATUS(ZOOM_E_DNS, 1),
    STATUS(ZOOM_E_CONNECT, 1),
    STATUS(ZOOM_E_TLS, 0),
    STATUS(ZOOM_E_TIMEOUT, 1),
    STATUS(ZOOM_E_CANCELLED, 0),
    STATUS(ZOOM_E_IO, 1),
    STATUS(ZOOM_E_PROXY, 0),
    STATUS(ZOOM_E_UNAUTHORIZED, 0),
    STATUS(ZOOM_E_FORBIDDEN, 0),
    STATUS(ZOOM_E_NOT_FOUND, 0),
    STATUS(ZOOM_E_RATE_LIMITED, 1),
    STATUS(ZOOM_E_REJECTED, 0),
    STATUS(ZOOM_E_SERVER, 1),
    STATUS(ZOOM_E_UNEXPECTED, 0),
    STATUS(ZOOM_E_NOT_APPLIED, 0),
    STATUS(ZOOM_E_UNCONFIRMED, 1),
    STATUS(ZOOM_E_PANIC, 0),
    STATUS(ZOOM_E_OUT_OF_MEMORY, 0),
    STATUS(ZOOM_E_INTERNAL, 0)
};

static const size_t status_count = sizeof statuses / sizeof statuses[0];

static int is_status(zoom_status number)
{
    size_t i;

    for (i = 0; i < status_count; i++) {
        if (statuses[i].number == number) {
            return 1;
        }
    }
    return 0;
}

static void check_unknown(zoom_status number)
{
    CHECK_TEXT(zoom_status_name(number), "");
    CHECK_TEXT(zoom_status_text(number), "");
    CHECK_INT(zoom_status_is_retryable(number), 0);
}

int main(void)
{
    zoom_status number;
    size_t i;

    for (i = 0; i < status_count; i++) {
        const struct status *status = &statuses[i];
        const char *text = zoom_status_text(status->number);

        CHECK_TEXT(zoom_status_name(status->number), status->name);
        CHECK_CASE(text[0] != '\0' && strchr(text, '\n') == NULL, status->name);
        CHECK_CASE(zoom_status_text(status->number) == text, status->name);
        CHECK_CASE(zoom_status_is_retryable(status->number) == status->is_retryable, status->name);
    }
    for (number = -300; number < 1000; number++) {
        if (!is_status(number)) {
            check_unknown(number);
        }
    }
    check_unknown((zoom_status)0x7fffffff);
    check_unknown(-(zoom_status)0x7fffffff - 1);
    return check_end();
}
