#include "auth/digest.h"

#include "auth/ready.h"

#include <sodium.h>

void digest_sha256(const void *bytes, size_t n_bytes, unsigned char ret_digest[DIGEST_BYTES])
{
    auth_ready();
    (void)crypto_hash_sha256(ret_digest, bytes, n_bytes);
}
