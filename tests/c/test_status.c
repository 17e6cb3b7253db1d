/* needs: c89 c99 c11 cxx static shared */
/* Status numbers: name, text, whether the call is retryable; unknown numbers. */

#include "check.h"

struct status {
    zoom_status number;
    const char *name;
    int is_retryable;
};

#define STATUS(number, is_retryable) {number, #number, is_retryable},

static const struct status statuses[] = {EACH_STATUS(STATUS)};

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
