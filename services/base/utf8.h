/* UTF-8 text from outside: is it well formed, how long is it, does it hold what no field may
 * hold. */
#ifndef SAMPLAN_BASE_UTF8_H
#define SAMPLAN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads the character that starts at text (n_bytes > 0 remain). Returns its length in bytes, 1
 * to 4, and the code point, or 0 when the bytes are not well-formed UTF-8 (overlong, surrogate,
 * beyond U+10FFFF, cut off). Source: RFC 3629. */
size_t utf8_next(const char *text, size_t n_bytes, uint32_t *ret_code_point);

/* True when all n_bytes are well-formed UTF-8 without NUL. */
bool utf8_valid(const char *text, size_t n_bytes);

/* Number of characters (code points) in well-formed text. */
size_t utf8_count(const char *text, size_t n_bytes);

/* True when well-formed text holds no control character (C0, DEL, C1, U+2028, U+2029) and no
 * noncharacter; with multiline, tab and newline are allowed. */
bool utf8_printable(const char *text, size_t n_bytes, bool multiline);

#endif
