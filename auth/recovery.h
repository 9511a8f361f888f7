/* Recovery codes: for the day when the phone is gone. 16 characters of Crockford's base 32 (80 random
 * bits) in groups of four. The database keeps a BLAKE2b-256 of user and code, keyed with a key that it
 * has not; with so many bits a slow hash would add nothing. */
#ifndef SAMPLAN_AUTH_RECOVERY_H
#define SAMPLAN_AUTH_RECOVERY_H

#include "auth/cipher.h"

#include <stdbool.h>

#define RECOVERY_CODES 10
#define RECOVERY_TEXT_BYTES 20 /* "k7qm-2x9t-…": 16 characters, 3 hyphens and a NUL */
#define RECOVERY_HASH_BYTES 32

/* A new random code. */
void recovery_new(char ret_code[RECOVERY_TEXT_BYTES]);

/* Whether text has the form of a code, however it is grouped; o reads as 0, i and l as 1. */
bool recovery_shaped(const char *text);

/* What the database stores for a user (uuid text) and a code, under generation id of the key (0: the
 * current one). ERR_INVALID: no code; ERR_NOT_FOUND: no such generation. */
NODISCARD enum err recovery_hash(const struct keyring *keys, unsigned char id, const char *user,
                                 const char *code, unsigned char ret_hash[RECOVERY_HASH_BYTES]);

#endif
