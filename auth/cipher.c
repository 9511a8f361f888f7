#include "auth/cipher.h"

#include "auth/keyring.h"
#include "auth/ready.h"

#include <sodium.h>
#include <string.h>

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
#define PLACE_MAX_BYTES 512

_Static_assert(CIPHER_OVERHEAD_BYTES == 1 + NONCE_BYTES + TAG_BYTES, "layout of a sealed value");

/* Appends length (one byte) and text; false when it does not fit. */
static bool place_add(unsigned char *data, size_t *n, const char *text)
{
    const size_t n_text = strnlen(text, 256);

    if (n_text > 255 || *n + 1 + n_text > PLACE_MAX_BYTES)
        return false;
    data[(*n)++] = (unsigned char)n_text;
    memcpy(data + *n, text, n_text);
    *n += n_text;
    return true;
}

/* The associated data of a place under a key; false when a name is too long. */
static bool place_encode(const struct cipher_place *place, unsigned char id,
                         unsigned char *ret_data, size_t *ret_n)
{
    *ret_n = 0;
    if (!place_add(ret_data, ret_n, "samplan v1") || !place_add(ret_data, ret_n, place->table) ||
        !place_add(ret_data, ret_n, place->column) || !place_add(ret_data, ret_n, place->row) ||
        *ret_n == PLACE_MAX_BYTES)
        return false;
    ret_data[(*ret_n)++] = id;
    return true;
}

enum err cipher_seal(const struct keyring *keys, const struct cipher_place *place,
                     const void *plain, size_t n_plain, unsigned char *ret_sealed)
{
    unsigned char data[PLACE_MAX_BYTES];
    const unsigned char id = keyring_current(keys, place->purpose);
    const unsigned char *key = keyring_key(keys, place->purpose, id);
    size_t n_data;

    if (n_plain > CIPHER_PLAIN_MAX_BYTES || !place_encode(place, id, data, &n_data))
        return ERR_LIMIT;
    if (key == NULL)
        return ERR_INTERNAL;
    ret_sealed[0] = id;
    randombytes_buf(ret_sealed + 1, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(ret_sealed + 1 + NONCE_BYTES, NULL, plain, n_plain,
                                               data, n_data, NULL, ret_sealed + 1, key);
    return OK;
}

enum err cipher_open(const struct keyring *keys, const struct cipher_place *place,
                     const unsigned char *sealed, size_t n_sealed, unsigned char *ret_plain,
                     size_t *ret_n_plain)
{
    unsigned char data[PLACE_MAX_BYTES];
    const unsigned char *key;
    size_t n_data;

    if (n_sealed < CIPHER_OVERHEAD_BYTES ||
        n_sealed > CIPHER_PLAIN_MAX_BYTES + CIPHER_OVERHEAD_BYTES)
        return ERR_PARSE;
    key = keyring_key(keys, place->purpose, sealed[0]);
    if (key == NULL || !place_encode(place, sealed[0], data, &n_data))
        return ERR_PARSE;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(ret_plain, NULL, NULL, sealed + 1 + NONCE_BYTES,
                                                   n_sealed - 1 - NONCE_BYTES, data, n_data,
                                                   sealed + 1, key) != 0) {
        sodium_memzero(ret_plain, n_sealed - CIPHER_OVERHEAD_BYTES);
        return ERR_PARSE;
    }
    *ret_n_plain = n_sealed - CIPHER_OVERHEAD_BYTES;
    return OK;
}

static bool cpr_shaped(const char *cpr)
{
    return cpr != NULL && strnlen(cpr, CPR_CHARACTERS + 1) == CPR_CHARACTERS &&
           strspn(cpr, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == CPR_CHARACTERS;
}

enum err cipher_index_cpr(const struct keyring *keys, unsigned char id, const char *cpr,
                          unsigned char ret_index[CIPHER_INDEX_BYTES])
{
    const unsigned char *key;

    if (!cpr_shaped(cpr))
        return ERR_INVALID;
    if (id == 0)
        id = keyring_current(keys, KEY_CPR_INDEX);
    key = keyring_key(keys, KEY_CPR_INDEX, id);
    if (key == NULL)
        return ERR_NOT_FOUND;
    crypto_generichash(ret_index, CIPHER_INDEX_BYTES, (const unsigned char *)cpr, CPR_CHARACTERS,
                       key, CIPHER_KEY_BYTES);
    return OK;
}

void cpr_mask(const char *cpr, char ret_masked[CPR_MASKED_BYTES])
{
    static const char dot[] = "\xe2\x80\xa2"; /* U+2022 BULLET */
    const bool shaped = cpr_shaped(cpr);
    char *at = ret_masked;

    for (unsigned i = 0; i < CPR_CHARACTERS; i++) {
        if (i == 6)
            *at++ = '-';
        if (shaped && i < 6) {
            *at++ = cpr[i];
            continue;
        }
        memcpy(at, dot, 3);
        at += 3;
    }
    *at = '\0';
}

enum err cipher_key_line(unsigned char id, enum key_purpose purpose,
                         char ret_line[CIPHER_KEY_LINE_BYTES])
{
    unsigned char key[CIPHER_KEY_BYTES];

    if (id == 0)
        return ERR_INVALID;
    auth_ready();
    randombytes_buf(key, sizeof(key));
    keyring_format(id, purpose, key, ret_line);
    sodium_memzero(key, sizeof(key));
    return OK;
}
