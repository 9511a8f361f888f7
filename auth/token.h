/* Session tokens: 32 random bytes, carried as base64url without padding in the cookie or in
 * `Authorization: Bearer`. The database keeps only SHA-256 of the bytes, so that a copy of the
 * database opens no session. */
#ifndef SAMPLAN_AUTH_TOKEN_H
#define SAMPLAN_AUTH_TOKEN_H

#include "services/base/error.h"
#include "services/base/macros.h"

#define TOKEN_BYTES 32
#define TOKEN_TEXT_BYTES 44 /* 43 characters and a NUL */

/* Makes a new random token as text. Any thread; does not block after start. */
void token_new(char ret_b64url[TOKEN_TEXT_BYTES]);

/* Reads a token as it came from outside (NULL allowed): exactly 43 characters of base64url, unused
 * bits zero, so that one token has one spelling. OK, or ERR_PARSE with ret_bytes untouched. */
NODISCARD enum err token_decode(const char *b64url, unsigned char ret_bytes[TOKEN_BYTES]);

/* SHA-256 of the token's bytes, what the database stores. */
void token_digest(const unsigned char bytes[TOKEN_BYTES], unsigned char ret_digest[32]);

/* Writes n_bytes as lower-case hexadecimal and a NUL: ret_hex holds 2 * n_bytes + 1 characters.
 * For binary values in JSON input to SQL, which reads them with decode(…, 'hex'). */
void token_hex(const unsigned char *bytes, unsigned n_bytes, char *ret_hex);

/* The reverse, strict: exactly 2 * n_bytes hexadecimal digits. OK or ERR_PARSE. */
NODISCARD enum err token_unhex(const char *hex, unsigned n_bytes, unsigned char *ret_bytes);

#endif
