/* UTF-16 text for the tests of the _utf16 variants, with converters independent of the library. C89 and C++. */

#ifndef UTF16_H
#define UTF16_H

#include "check.h"

#define MAX_WIDE_LEN 4096

/* Valid UTF-8 as UTF-16. The text is valid until the eighth next call. */
CHECK_FUNCTION const uint16_t *wide(const char *utf8)
{
    static uint16_t texts[8][MAX_WIDE_LEN];
    static size_t turn = 0;
    uint16_t *text = texts[turn++ % 8];
    const unsigned char *byte = (const unsigned char *)utf8;
    size_t length = 0;

    while (*byte != 0 && length + 2 < MAX_WIDE_LEN) {
        int more = *byte < 0x80 ? 0 : *byte < 0xe0 ? 1 : *byte < 0xf0 ? 2 : 3;
        unsigned long c = more == 0 ? *byte : *byte & (0x3fU >> more);

        for (byte++; more > 0; more--) {
            c = c << 6 | (*byte++ & 0x3fU);
        }
        if (c < 0x10000) {
            text[length++] = (uint16_t)c;
        } else {
            text[length++] = (uint16_t)(0xd800 + ((c - 0x10000) >> 10));
            text[length++] = (uint16_t)(0xdc00 + ((c - 0x10000) & 0x3ff));
        }
    }
    text[length] = 0;
    return text;
}

CHECK_FUNCTION size_t wide_length(const uint16_t *text)
{
    size_t length = 0;

    while (text[length] != 0) {
        length++;
    }
    return length;
}

CHECK_FUNCTION int wide_equal(const uint16_t *a, const uint16_t *b)
{
    size_t length = wide_length(a);

    return length == wide_length(b) && memcmp(a, b, length * sizeof a[0]) == 0;
}

/* Whether a text contains a part, which is UTF-8. */
CHECK_FUNCTION int wide_has(const uint16_t *text, const char *part)
{
    const uint16_t *wide_part = wide(part);
    size_t length = wide_length(wide_part);
    size_t left;

    for (left = wide_length(text); left >= length; left--, text++) {
        if (memcmp(text, wide_part, length * sizeof text[0]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Checks a UTF-16 text against the same as UTF-8. */
#define CHECK_WIDE(got, expected) check_wide((got), (expected), __FILE__, __LINE__, #got)

CHECK_FUNCTION void check_wide(const uint16_t *got, const char *expected, const char *file, int line, const char *what)
{
    if (!check_that(got != NULL && wide_equal(got, wide(expected)), file, line, what)) {
        fprintf(stderr, "    expected \"%s\"\n", expected);
    }
}

#endif
