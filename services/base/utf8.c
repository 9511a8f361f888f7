/* UTF-8 checks for all text that enters the program. */
#include "services/base/utf8.h"

size_t utf8_next(const char *text, size_t n_bytes, uint32_t *ret_code_point)
{
    const unsigned char *s = (const unsigned char *)text;
    uint32_t code_point;
    size_t length;
    uint32_t least;

    if (s[0] < 0x80) {
        *ret_code_point = s[0];
        return 1;
    }
    if (s[0] >= 0xC2 && s[0] <= 0xDF) {
        length = 2;
        least = 0x80;
        code_point = s[0] & 0x1FU;
    } else if ((s[0] & 0xF0) == 0xE0) {
        length = 3;
        least = 0x800;
        code_point = s[0] & 0x0FU;
    } else if (s[0] >= 0xF0 && s[0] <= 0xF4) {
        length = 4;
        least = 0x10000;
        code_point = s[0] & 0x07U;
    } else {
        return 0;
    }
    if (n_bytes < length)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        code_point = code_point << 6 | (s[i] & 0x3FU);
    }
    if (code_point < least || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point <= 0xDFFF))
        return 0;
    *ret_code_point = code_point;
    return length;
}

bool utf8_valid(const char *text, size_t n_bytes)
{
    size_t i = 0;
    while (i < n_bytes) {
        uint32_t code_point;
        size_t length = utf8_next(text + i, n_bytes - i, &code_point);
        if (length == 0 || code_point == 0)
            return false;
        i += length;
    }
    return true;
}

size_t utf8_count(const char *text, size_t n_bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < n_bytes; i++)
        n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

static bool printable(uint32_t code_point, bool multiline)
{
    if (code_point == '\t' || code_point == '\n')
        return multiline;
    if (code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F))
        return false;
    if (code_point == 0x2028 || code_point == 0x2029)
        return false;
    return (code_point & 0xFFFE) != 0xFFFE && !(code_point >= 0xFDD0 && code_point <= 0xFDEF);
}

bool utf8_printable(const char *text, size_t n_bytes, bool multiline)
{
    size_t i = 0;
    while (i < n_bytes) {
        uint32_t code_point;
        size_t length = utf8_next(text + i, n_bytes - i, &code_point);
        if (length == 0 || !printable(code_point, multiline))
            return false;
        i += length;
    }
    return true;
}
