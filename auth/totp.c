#include "auth/totp.h"

#include "auth/base32.h"
#include "auth/ready.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define WINDOW 1 /* steps before and after */
#define DIGITS_MAX 8

void totp_secret_new(unsigned char ret_secret[TOTP_SECRET_BYTES])
{
    auth_ready();
    randombytes_buf(ret_secret, TOTP_SECRET_BYTES);
}

enum err totp_at(const unsigned char *secret, size_t n_secret, uint64_t counter, unsigned n_digits,
                 char *ret_code)
{
    static const uint32_t powers[] = {1000000, 10000000, 100000000};
    unsigned char message[8], mac[EVP_MAX_MD_SIZE];
    unsigned n_mac = 0;

    if (n_digits < TOTP_DIGITS || n_digits > DIGITS_MAX || n_secret == 0 || n_secret > 64)
        return ERR_LIMIT;
    for (int i = 7; i >= 0; i--, counter >>= 8)
        message[i] = (unsigned char)counter;
    if (HMAC(EVP_sha1(), secret, (int)n_secret, message, sizeof(message), mac, &n_mac) == NULL ||
        n_mac != 20)
        return ERR_INTERNAL;
    const unsigned char *at = mac + (mac[19] & 15);
    const uint32_t number =
        (uint32_t)(at[0] & 0x7f) << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    sodium_memzero(mac, sizeof(mac));
    uint32_t rest = number % powers[n_digits - TOTP_DIGITS];
    ret_code[n_digits] = '\0';
    for (unsigned i = n_digits; i-- > 0; rest /= 10)
        ret_code[i] = (char)('0' + rest % 10);
    return OK;
}

/* The six digits of text, without the blanks that people write. */
static bool digits_read(const char *text, char ret_code[TOTP_CODE_BYTES])
{
    unsigned n = 0;

    for (; text != NULL && *text != '\0'; text++) {
        if (*text == ' ')
            continue;
        if (*text < '0' || *text > '9' || n == TOTP_DIGITS)
            return false;
        ret_code[n++] = *text;
    }
    ret_code[n] = '\0';
    return n == TOTP_DIGITS;
}

bool totp_shaped(const char *text)
{
    char code[TOTP_CODE_BYTES];

    return digits_read(text, code);
}

bool totp_match(const unsigned char secret[TOTP_SECRET_BYTES], const char *code, int64_t now_s,
                int64_t last_step, int64_t *ret_step)
{
    const int64_t now = now_s / TOTP_STEP_SECONDS;
    char given[TOTP_CODE_BYTES], right[TOTP_CODE_BYTES];
    bool found = false;

    if (!digits_read(code, given))
        return false;
    for (int64_t step = now - WINDOW; step <= now + WINDOW; step++) {
        if (step < 0 || totp_at(secret, TOTP_SECRET_BYTES, (uint64_t)step, TOTP_DIGITS, right) < 0)
            continue;
        if (sodium_memcmp(given, right, TOTP_DIGITS) == 0 && step > last_step && !found) {
            *ret_step = step;
            found = true;
        }
    }
    sodium_memzero(right, sizeof(right));
    return found;
}

/* Appends text percent-encoded; false when it does not fit. */
static bool uri_add(char *uri, size_t *n, const char *text)
{
    static const char hex[] = "0123456789ABCDEF";
    static const char keep[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

    for (; *text != '\0'; text++) {
        if (*n + 4 > TOTP_URI_BYTES)
            return false;
        if (strchr(keep, *text) != NULL) {
            uri[(*n)++] = *text;
            continue;
        }
        uri[(*n)++] = '%';
        uri[(*n)++] = hex[(unsigned char)*text >> 4];
        uri[(*n)++] = hex[*text & 15];
    }
    uri[*n] = '\0';
    return true;
}

enum err totp_uri(const unsigned char secret[TOTP_SECRET_BYTES], const char *issuer,
                  const char *account, char ret_uri[TOTP_URI_BYTES])
{
    char text[BASE32_TEXT_BYTES(TOTP_SECRET_BYTES)];
    size_t n = (size_t)snprintf(ret_uri, TOTP_URI_BYTES, "otpauth://totp/");

    if (!uri_add(ret_uri, &n, issuer) || n + 2 > TOTP_URI_BYTES)
        return ERR_LIMIT;
    ret_uri[n++] = ':';
    if (!uri_add(ret_uri, &n, account))
        return ERR_LIMIT;
    base32_write(secret, TOTP_SECRET_BYTES, text);
    const size_t room = TOTP_URI_BYTES - n;
    int more = snprintf(ret_uri + n, room, "?secret=%s&issuer=", text);
    sodium_memzero(text, sizeof(text));
    if (more < 0 || (size_t)more >= room)
        return ERR_LIMIT;
    n += (size_t)more;
    return uri_add(ret_uri, &n, issuer) ? OK : ERR_LIMIT;
}
