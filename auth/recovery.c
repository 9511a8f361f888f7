#include "auth/recovery.h"

#include "auth/keyring.h"
#include "auth/ready.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

#define CHARACTERS 16

static const char LETTERS[] = "0123456789abcdefghjkmnpqrstvwxyz";

void recovery_new(char ret_code[RECOVERY_TEXT_BYTES])
{
    char *at = ret_code;

    auth_ready();
    for (unsigned i = 0; i < CHARACTERS; i++) {
        if (i > 0 && i % 4 == 0)
            *at++ = '-';
        *at++ = LETTERS[randombytes_uniform(32)];
    }
    *at = '\0';
}

/* The 16 letters of a code as it was typed. */
static bool code_read(const char *text, char ret_letters[CHARACTERS + 1])
{
    unsigned n = 0;

    for (; text != NULL && *text != '\0'; text++) {
        char c = (char)tolower((unsigned char)*text);

        if (c == '-' || c == ' ')
            continue;
        c = (char)(c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c);
        if (n == CHARACTERS || strchr(LETTERS, c) == NULL)
            return false;
        ret_letters[n++] = c;
    }
    ret_letters[n] = '\0';
    return n == CHARACTERS;
}

bool recovery_shaped(const char *text)
{
    char letters[CHARACTERS + 1];
    const bool shaped = code_read(text, letters);

    sodium_memzero(letters, sizeof(letters));
    return shaped;
}

enum err recovery_hash(const struct keyring *keys, unsigned char id, const char *user,
                       const char *code, unsigned char ret_hash[RECOVERY_HASH_BYTES])
{
    char letters[CHARACTERS + 1];
    crypto_generichash_state state;

    if (!code_read(code, letters))
        return ERR_INVALID;
    if (id == 0)
        id = keyring_current(keys, KEY_RECOVERY_HASH);
    const unsigned char *key = keyring_key(keys, KEY_RECOVERY_HASH, id);
    if (key == NULL)
        return ERR_NOT_FOUND;
    crypto_generichash_init(&state, key, CIPHER_KEY_BYTES, RECOVERY_HASH_BYTES);
    crypto_generichash_update(&state, (const unsigned char *)user, strlen(user) + 1);
    crypto_generichash_update(&state, (const unsigned char *)letters, CHARACTERS);
    crypto_generichash_final(&state, ret_hash, RECOVERY_HASH_BYTES);
    sodium_memzero(letters, sizeof(letters));
    return OK;
}
