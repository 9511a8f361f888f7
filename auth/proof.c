#include "auth/proof.h"

#include "auth/keyring.h"
#include "auth/ready.h"
#include "auth/token.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY_HEX_BYTES (2 * CIPHER_KEY_BYTES + 1)
#define KEY_TEXT_BYTES (KEY_HEX_BYTES + 32) /* with id and names */

static const char VERSION[] = "samplan proof v1";

static void tell(crypto_auth_hmacsha256_state *state, const char *text)
{
    crypto_auth_hmacsha256_update(state, (const unsigned char *)text, strlen(text));
    crypto_auth_hmacsha256_update(state, (const unsigned char *)"\n", 1);
}

void proof_make(const struct keyring *keys, const char *const *facts,
                char ret_proof[PROOF_TEXT_BYTES])
{
    const unsigned char id = keyring_current(keys, KEY_SERVER_PROOF);
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    char hex[2 * sizeof(mac) + 1];
    crypto_auth_hmacsha256_state state;

    auth_ready();
    crypto_auth_hmacsha256_init(&state, keyring_key(keys, KEY_SERVER_PROOF, id), CIPHER_KEY_BYTES);
    tell(&state, VERSION);
    for (; *facts != NULL; facts++)
        tell(&state, *facts);
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_memzero(&state, sizeof(state));
    token_hex(mac, sizeof(mac), hex);
    (void)snprintf(ret_proof, PROOF_TEXT_BYTES, "%u:%s", (unsigned)id, hex);
}

char *proof_keys_text(const struct keyring *keys)
{
    unsigned char ids[255];
    const unsigned n = keyring_ids(keys, KEY_SERVER_PROOF, ids);
    char *text = calloc(n + 1, KEY_TEXT_BYTES), *at = text;
    char hex[KEY_HEX_BYTES];

    if (text == NULL)
        abort();
    *at++ = '[';
    for (unsigned i = 0; i < n; i++) {
        token_hex(keyring_key(keys, KEY_SERVER_PROOF, ids[i]), CIPHER_KEY_BYTES, hex);
        at += sprintf(at, "%s{\"id\": %u, \"secret\": \"%s\"}", i > 0 ? ", " : "", (unsigned)ids[i],
                      hex);
    }
    *at++ = ']';
    *at = '\0';
    sodium_memzero(hex, sizeof(hex));
    return text;
}
