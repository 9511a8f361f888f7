/* SHA-256 (FIPS 180-4) for names and comparisons that are no secret: content hashes of files. */
#ifndef SAMPLAN_AUTH_DIGEST_H
#define SAMPLAN_AUTH_DIGEST_H

#include <stddef.h>

#define DIGEST_BYTES 32

/* Digest of n_bytes. Any thread; does not block. */
void digest_sha256(const void *bytes, size_t n_bytes, unsigned char ret_digest[DIGEST_BYTES]);

#endif
