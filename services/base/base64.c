/* Base64: see base64.h. */
#include "services/base/base64.h"

#include <stdint.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *base64_encode(const void *bytes, size_t n, struct arena *arena, size_t *ret_n)
{
    const unsigned char *in = bytes;
    char *out = arena_alloc(arena, (n + 2) / 3 * 4 + 1);
    size_t used = 0;

    for (size_t i = 0; i < n; i += 3) {
        const size_t left = n - i;
        uint32_t group = (uint32_t)in[i] << 16;
        if (left > 1)
            group |= (uint32_t)in[i + 1] << 8;
        if (left > 2)
            group |= in[i + 2];
        out[used++] = digits[group >> 18];
        out[used++] = digits[group >> 12 & 63];
        out[used++] = left > 1 ? digits[group >> 6 & 63] : '=';
        out[used++] = left > 2 ? digits[group & 63] : '=';
    }
    out[used] = '\0';
    *ret_n = used;
    return out;
}

/* 0 to 63; -1 for what is no digit. */
static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Four characters into up to three bytes; the number of bytes, 0 for what is none. */
static size_t group_decode(const char *text, bool is_last, unsigned char out[3])
{
    uint32_t group = 0;
    size_t n = 3;

    if (is_last && text[3] == '=')
        n = text[2] == '=' ? 1 : 2;
    for (size_t i = 0; i < 4; i++) {
        const int value = i > n ? 0 : value_of(text[i]);
        if (value < 0)
            return 0;
        group = group << 6 | (uint32_t)value;
    }
    if ((n == 1 && (group & 0xFFFF) != 0) || (n == 2 && (group & 0xFF) != 0))
        return 0;
    out[0] = (unsigned char)(group >> 16);
    out[1] = (unsigned char)(group >> 8);
    out[2] = (unsigned char)group;
    return n;
}

bool base64_decode(const char *text, size_t n, struct arena *arena, unsigned char **ret,
                   size_t *ret_n)
{
    unsigned char group[3];
    size_t used = 0;

    if (n % 4 != 0)
        return false;
    unsigned char *out = arena_alloc(arena, n / 4 * 3 + 1);
    for (size_t i = 0; i < n; i += 4) {
        const size_t got = group_decode(text + i, i + 4 == n, group);
        if (got == 0)
            return false;
        for (size_t k = 0; k < got; k++)
            out[used++] = group[k];
    }
    *ret = out;
    *ret_n = used;
    return true;
}
