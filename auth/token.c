#include "auth/token.h"

#include "auth/ready.h"

#include <sodium.h>
#include <string.h>

void token_new(char ret_b64url[TOKEN_TEXT_BYTES])
{
    unsigned char bytes[TOKEN_BYTES];

    auth_ready();
    randombytes_buf(bytes, sizeof(bytes));
    sodium_bin2base64(ret_b64url, TOKEN_TEXT_BYTES, bytes, sizeof(bytes),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof(bytes));
}

enum err token_decode(const char *b64url, unsigned char ret_bytes[TOKEN_BYTES])
{
    unsigned char bytes[TOKEN_BYTES];
    size_t n_bytes = 0;

    auth_ready();
    if (b64url == NULL || strnlen(b64url, TOKEN_TEXT_BYTES) != TOKEN_TEXT_BYTES - 1)
        return ERR_PARSE;
    if (sodium_base642bin(bytes, sizeof(bytes), b64url, TOKEN_TEXT_BYTES - 1, NULL, &n_bytes, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        n_bytes != TOKEN_BYTES)
        return ERR_PARSE;
    memcpy(ret_bytes, bytes, TOKEN_BYTES);
    sodium_memzero(bytes, sizeof(bytes));
    return OK;
}

void token_digest(const unsigned char bytes[TOKEN_BYTES], unsigned char ret_digest[32])
{
    auth_ready();
    crypto_hash_sha256(ret_digest, bytes, TOKEN_BYTES);
}

void token_hex(const unsigned char *bytes, unsigned n_bytes, char *ret_hex)
{
    sodium_bin2hex(ret_hex, (size_t)n_bytes * 2 + 1, bytes, n_bytes);
}

enum err token_unhex(const char *hex, unsigned n_bytes, unsigned char *ret_bytes)
{
    size_t n_read = 0;
    const size_t n_chars = (size_t)n_bytes * 2;

    if (hex == NULL || strnlen(hex, n_chars + 1) != n_chars)
        return ERR_PARSE;
    /* Checked beforehand, since hex2bin writes while it reads. */
    if (strspn(hex, "0123456789abcdefABCDEF") != n_chars)
        return ERR_PARSE;
    if (sodium_hex2bin(ret_bytes, n_bytes, hex, n_chars, NULL, &n_read, NULL) != 0 ||
        n_read != n_bytes)
        return ERR_PARSE;
    return OK;
}
