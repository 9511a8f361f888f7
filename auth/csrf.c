#include "auth/csrf.h"

#include "auth/ready.h"
#include "auth/token.h"

#include <sodium.h>
#include <string.h>

#define VALUE_BYTES 32

static const char SIGNED_IN[] = "samplan csrf v1 session";
static const char SIGNED_OUT[] = "samplan csrf v1 signed out";

/* The unmasked value. False when the secret is not a token of ours. */
static bool derive(const char *secret, const char *name, unsigned char ret_value[VALUE_BYTES])
{
    unsigned char key[TOKEN_BYTES];

    if (token_decode(secret, key) < 0)
        return false;
    crypto_generichash(ret_value, VALUE_BYTES, (const unsigned char *)name, strlen(name), key,
                       sizeof(key));
    sodium_memzero(key, sizeof(key));
    return true;
}

/* A secret that is no token yields random bytes: a form value that no check will accept. */
static void make(const char *secret, const char *name, char ret_text[CSRF_TEXT_BYTES])
{
    unsigned char masked[2 * VALUE_BYTES];
    unsigned char value[VALUE_BYTES];

    auth_ready();
    randombytes_buf(masked, sizeof(masked));
    if (derive(secret, name, value)) {
        for (size_t i = 0; i < VALUE_BYTES; i++)
            masked[VALUE_BYTES + i] = (unsigned char)(masked[i] ^ value[i]);
    }
    sodium_bin2base64(ret_text, CSRF_TEXT_BYTES, masked, sizeof(masked),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(value, sizeof(value));
}

static bool check(const char *secret, const char *name, const char *given)
{
    unsigned char masked[2 * VALUE_BYTES];
    unsigned char value[VALUE_BYTES];
    size_t n_bytes = 0;
    bool same;

    auth_ready();
    if (given == NULL || strnlen(given, CSRF_TEXT_BYTES) != CSRF_TEXT_BYTES - 1)
        return false;
    if (sodium_base642bin(masked, sizeof(masked), given, CSRF_TEXT_BYTES - 1, NULL, &n_bytes, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        n_bytes != sizeof(masked))
        return false;
    if (!derive(secret, name, value))
        return false;
    for (size_t i = 0; i < VALUE_BYTES; i++)
        masked[i] = (unsigned char)(masked[i] ^ masked[VALUE_BYTES + i]);
    same = sodium_memcmp(masked, value, VALUE_BYTES) == 0;
    sodium_memzero(value, sizeof(value));
    return same;
}

void csrf_make(const char *token, char ret_text[CSRF_TEXT_BYTES])
{
    make(token, SIGNED_IN, ret_text);
}

bool csrf_check(const char *token, const char *given)
{
    return check(token, SIGNED_IN, given);
}

void csrf_make_signed_out(const char *cookie, char ret_text[CSRF_TEXT_BYTES])
{
    make(cookie, SIGNED_OUT, ret_text);
}

bool csrf_check_signed_out(const char *cookie, const char *given)
{
    return check(cookie, SIGNED_OUT, given);
}
