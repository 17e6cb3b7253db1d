/* What the tests call: each function tells how its arguments arrived. */
#include <stdint.h>
#include <string.h>

int64_t narrow(int8_t a, uint8_t b, int16_t c, uint16_t d, int32_t e)
{
    return (int64_t)a + b + c + d + e;
}

int64_t wide(int64_t a, void *b, double c, float d)
{
    return a + (int64_t)(intptr_t)b + (int64_t)(c * 10) + (int64_t)(d * 100);
}

int32_t minus(void)
{
    return -7;
}

double half(double x)
{
    return x / 2;
}

/* The length of a text, or -1 for NULL. */
int32_t length8(const char *text)
{
    return text ? (int32_t)strlen(text) : -1;
}

int32_t length16(const uint16_t *text)
{
    int32_t n = 0;

    if (!text) {
        return -1;
    }
    while (text[n]) {
        n++;
    }
    return n;
}

/* What stands before a BSTR: its length in bytes. */
int32_t length_bstr(const uint16_t *text)
{
    int32_t n;

    if (!text) {
        return -1;
    }
    memcpy(&n, (const char *)text - 4, 4);
    return n;
}

const char *utf8(void)
{
    return "\xc3\xa9\xf0\x9f\x98\x80";
}

void store(int32_t *out, uint16_t *text)
{
    *out = 42;
    text[0] = 'o';
    text[1] = 'k';
    text[2] = 0;
}

int64_t twice(int64_t (*callback)(int64_t, int32_t), int64_t value)
{
    return callback(value, -1) + callback(value + 1, -2);
}

int32_t with_text(int32_t (*callback)(const uint16_t *))
{
    static const uint16_t text[] = {'h', 'i', 0xe9, 0};

    return callback(text) * 10 + callback(0);
}
