/* Base32 of RFC 4648, upper case without padding: how authenticator apps take a secret. */
#ifndef SAMPLAN_AUTH_BASE32_H
#define SAMPLAN_AUTH_BASE32_H

#include <stddef.h>

/* Characters for n bytes, and a NUL. */
#define BASE32_TEXT_BYTES(n) (((n)*8 + 4) / 5 + 1)

/* Writes n_bytes as BASE32_TEXT_BYTES(n_bytes) characters and NUL. */
void base32_write(const unsigned char *bytes, size_t n_bytes, char *ret_text);

#endif
