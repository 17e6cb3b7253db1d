/* needs: c89 c99 c11 cxx static shared */
/* zoom_text_copy: buffers that fit exactly, are one byte short or empty, NULL, and overlapping buffers. */

#include "check.h"

#define CANARY '#'

static char buffer[32];

/* Copies into a buffer full of canaries. */
static size_t copy(const char *text, size_t capacity)
{
    memset(buffer, CANARY, sizeof buffer);
    return zoom_text_copy(text, buffer, capacity);
}

/* Whether nothing was written from this index on. */
static int is_untouched_from(size_t place)
{
    for (; place < sizeof buffer; place++) {
        if (buffer[place] != CANARY) {
            return 0;
        }
    }
    return 1;
}

int main(void)
{
    char big[4096];
    char small[4];

    /* Room to spare, exactly full, one short. */
    CHECK_INT(copy("Ada", sizeof buffer), 3);
    CHECK_TEXT(buffer, "Ada");
    CHECK(is_untouched_from(4));
    CHECK_INT(copy("Ada", 4), 3);
    CHECK_TEXT(buffer, "Ada");
    CHECK(is_untouched_from(4));
    CHECK_INT(copy("Ada", 3), 3);
    CHECK_TEXT(buffer, "");
    CHECK(is_untouched_from(1));
    CHECK_INT(copy("Ada", 1), 3);
    CHECK_TEXT(buffer, "");
    CHECK(is_untouched_from(1));

    /* No room. */
    CHECK_INT(copy("Ada", 0), 3);
    CHECK(is_untouched_from(0));
    CHECK_INT(zoom_text_copy("Ada", NULL, 0), 3);
    CHECK_INT(zoom_text_copy("Ada", NULL, 10), 3);

    /* NULL and "". */
    CHECK_INT(copy(NULL, sizeof buffer), 0);
    CHECK_TEXT(buffer, "");
    CHECK(is_untouched_from(1));
    CHECK_INT(copy("", 1), 0);
    CHECK_TEXT(buffer, "");
    CHECK_INT(copy("", 0), 0);
    CHECK(is_untouched_from(0));
    CHECK_INT(zoom_text_copy(NULL, NULL, 0), 0);

    /* The length is in bytes; nothing is cut in half. */
    CHECK_INT(copy("J\xc3\xb6rg", 5), 5);
    CHECK_TEXT(buffer, "");
    CHECK_INT(copy("J\xc3\xb6rg", 6), 5);
    CHECK_TEXT(buffer, "J\xc3\xb6rg");

    /* Long text. */
    memset(big, 'x', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    CHECK_INT(zoom_text_copy(big, small, sizeof small), sizeof big - 1);
    CHECK_TEXT(small, "");

    /* Overlapping: to the left, to the right, onto itself. */
    copy("abcdef", sizeof buffer);
    CHECK_INT(zoom_text_copy(buffer + 2, buffer, sizeof buffer), 4);
    CHECK_TEXT(buffer, "cdef");
    copy("abcdef", sizeof buffer);
    CHECK_INT(zoom_text_copy(buffer, buffer + 2, sizeof buffer - 2), 6);
    CHECK_TEXT(buffer + 2, "abcdef");
    copy("abcdef", sizeof buffer);
    CHECK_INT(zoom_text_copy(buffer, buffer, sizeof buffer), 6);
    CHECK_TEXT(buffer, "abcdef");

    /* A text of the library. */
    CHECK_INT(copy(zoom_version(), sizeof buffer), strlen(ZOOM_VERSION));
    CHECK_TEXT(buffer, ZOOM_VERSION);
    return check_end();
}
