/* Base64 with padding (RFC 4648 section 4), as files go through JSON. */
#ifndef SAMPLAN_BASE_BASE64_H
#define SAMPLAN_BASE_BASE64_H

#include "services/base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The text of n bytes in arena, NUL-terminated; *ret_n its length. Pure, any thread. */
char *base64_encode(const void *bytes, size_t n, struct arena *arena, size_t *ret_n);

/* Reads text of n characters, strictly: padded, no blanks, no other characters, no bits behind the end. False for
 * anything else. *ret in arena. */
bool base64_decode(const char *text, size_t n, struct arena *arena, unsigned char **ret,
                   size_t *ret_n);

#endif
