/* Small tests on text from outside. */
#include "services/base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define UUID_BYTES ((size_t)16)

/* Length of the well-formed sequence that starts at p, 0 when there is none (RFC 3629 section 4). */
static size_t utf8_sequence(const unsigned char *p, size_t n)
{
    unsigned char low = 0x80, high = 0xBF;
    size_t length;

    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xC2 && p[0] <= 0xDF) {
        length = 2;
    } else if (p[0] >= 0xE0 && p[0] <= 0xEF) {
        length = 3;
        low = p[0] == 0xE0 ? 0xA0 : 0x80;
        high = p[0] == 0xED ? 0x9F : 0xBF;
    } else if (p[0] >= 0xF0 && p[0] <= 0xF4) {
        length = 4;
        low = p[0] == 0xF0 ? 0x90 : 0x80;
        high = p[0] == 0xF4 ? 0x8F : 0xBF;
    } else {
        return 0;
    }
    if (length > n || p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++) {
        if (p[i] < 0x80 || p[i] > 0xBF)
            return 0;
    }
    return length;
}

bool text_utf8_ok(const char *bytes, size_t n_bytes)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t i = 0;

    while (i < n_bytes) {
        size_t length = utf8_sequence(p + i, n_bytes - i);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool text_uuid_ok_n(const char *text, size_t n_bytes)
{
    if (n_bytes != 36)
        return false;
    for (size_t i = 0; i < 36; i++) {
        bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? text[i] != '-' : !is_hex(text[i]))
            return false;
    }
    return true;
}

bool text_uuid_ok(const char *text)
{
    return text_uuid_ok_n(text, strnlen(text, 37));
}

bool text_code_ok(const char *text, size_t n_bytes, size_t max_bytes)
{
    if (n_bytes == 0 || n_bytes > max_bytes)
        return false;
    for (size_t i = 0; i < n_bytes; i++) {
        char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
    }
    return true;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool text_same_n(const char *a, size_t a_bytes, const char *b, size_t b_bytes)
{
    if (a_bytes != b_bytes)
        return false;
    for (size_t i = 0; i < a_bytes; i++) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

bool text_same(const char *a, const char *b)
{
    return text_same_n(a, strlen(a), b, strlen(b));
}

bool text_local_path_ok(const char *text)
{
    size_t n = strnlen(text, 1025);

    if (n == 0 || n > 1024 || text[0] != '/' || text[1] == '/')
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if (c <= ' ' || c >= 0x7F || c == '\\' || c == '"' || c == '<' || c == '>')
            return false;
    }
    return true;
}

/* Every request has an id, and the system is asked for random bytes by a call of some cost: a thread takes
 * them by the dozen. */
static void random_take(uint8_t ret_bytes[UUID_BYTES])
{
    static _Thread_local uint8_t stock[32 * UUID_BYTES];
    static _Thread_local size_t left;

    if (left == 0) {
        arc4random_buf(stock, sizeof(stock));
        left = sizeof(stock);
    }
    left -= UUID_BYTES;
    memcpy(ret_bytes, stock + left, UUID_BYTES);
}

void text_uuid_new(char ret_uuid[37])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[UUID_BYTES];
    size_t at = 0;

    random_take(bytes);
    bytes[6] = (uint8_t)((bytes[6] & 0x0F) | 0x40);
    bytes[8] = (uint8_t)((bytes[8] & 0x3F) | 0x80);
    for (size_t i = 0; i < sizeof(bytes); i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            ret_uuid[at++] = '-';
        ret_uuid[at++] = digits[bytes[i] >> 4];
        ret_uuid[at++] = digits[bytes[i] & 15];
    }
    ret_uuid[at] = '\0';
}

void text_printable(const char *text, char *buf, size_t buf_bytes)
{
    size_t i = 0;

    for (; text != NULL && text[i] != '\0' && i + 1 < buf_bytes; i++)
        buf[i] = text[i] >= ' ' && text[i] < 0x7F ? text[i] : '?';
    buf[i] = '\0';
}
