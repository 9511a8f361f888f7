/* The part of the key ring that only cipher.c may use. */
#ifndef SAMPLAN_AUTH_KEYRING_H
#define SAMPLAN_AUTH_KEYRING_H

#include "auth/cipher.h"

/* The key of a generation, CIPHER_KEY_BYTES, owned by the ring; NULL when there is none. */
const unsigned char *keyring_key(const struct keyring *keys, enum key_purpose purpose,
                                 unsigned char id);

/* Writes a key as a line of a key file, with newline and NUL. */
void keyring_format(unsigned char id, enum key_purpose purpose,
                    const unsigned char key[CIPHER_KEY_BYTES],
                    char ret_line[CIPHER_KEY_LINE_BYTES]);

#endif
