/* Small tests on text from outside. None allocates or blocks; any thread. */
#ifndef SAMPLAN_BASE_TEXT_H
#define SAMPLAN_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether n_bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most
 * U+10FFFF). A NUL byte is well-formed; callers that mind look for it themselves. */
bool text_utf8_ok(const char *bytes, size_t n_bytes);

/* Whether text is a UUID in its usual form, 8-4-4-4-12 hexadecimal digits, either case (RFC 9562
 * section 4), and nothing more. */
bool text_uuid_ok(const char *text);

/* Whether n_bytes of text are a uuid. */
bool text_uuid_ok_n(const char *text, size_t n_bytes);

/* Whether text is 1 to max_bytes of [a-z0-9-]. */
bool text_code_ok(const char *text, size_t n_bytes, size_t max_bytes);

/* Equal without regard to the case of ASCII letters. */
bool text_same(const char *a, const char *b);
bool text_same_n(const char *a, size_t a_bytes, const char *b, size_t b_bytes);

/* Whether text is a path of our own site and safe in a Location header: begins with one '/', not
 * "//" or "/\", only printable ASCII without space, quotes or backslash, at most 1,024 bytes. */
bool text_local_path_ok(const char *text);

/* Writes a random version 4 UUID (36 characters and a NUL). */
void text_uuid_new(char ret_uuid[37]);

/* Copies at most buf_bytes - 1 printable ASCII characters of text (NULL: empty); others become '?'. */
void text_printable(const char *text, char *buf, size_t buf_bytes);

#endif
