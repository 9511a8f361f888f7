/* What comes from outside into auth/: tokens, form tokens, key files, passwords to be judged. The first
 * byte says which. */
#include "tests/fuzz/fuzz.h"

#include "auth/cipher.h"
#include "auth/csrf.h"
#include "auth/token.h"
#include "auth/weakness.h"

#include <string.h>

static const char TOKEN[] = "AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8Pg";

static void token(const char *text)
{
    unsigned char bytes[TOKEN_BYTES];
    char hex[2 * TOKEN_BYTES + 1];
    unsigned char again[TOKEN_BYTES];

    if (token_decode(text, bytes) < 0)
        return;
    HOLDS(strlen(text) == TOKEN_TEXT_BYTES - 1);
    token_hex(bytes, sizeof(bytes), hex);
    HOLDS(token_unhex(hex, sizeof(again), again) == OK);
    HOLDS(memcmp(bytes, again, sizeof(bytes)) == 0);
}

static void keys(const char *text)
{
    CLEANUP(keyring_freep) struct keyring *ring = NULL;
    char problem[200] = "";
    unsigned char ids[255];

    if (keyring_read(text, &ring, problem, sizeof(problem)) < 0) {
        HOLDS(ring == NULL && problem[0] != '\0');
        return;
    }
    HOLDS(keyring_ids(ring, KEY_CPR_SEAL, ids) > 0);
    HOLDS(keyring_current(ring, KEY_CPR_SEAL) == ids[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    static const char *const own[] = {"Karen Østergård", "Skive Kommune", NULL};
    char text[2048] = "";
    unsigned char bytes[16];

    if (n_bytes == 0)
        return 0;
    memcpy(text, data + 1, n_bytes - 1 < sizeof(text) ? n_bytes - 1 : sizeof(text) - 1);
    switch (data[0] % 5) {
    case 0:
        token(text);
        break;
    case 1:
        HOLDS(!csrf_check(TOKEN, text)); /* nobody guesses 32 bytes */
        break;
    case 2:
        keys(text);
        break;
    case 3:
        if (token_unhex(text, sizeof(bytes), bytes) < 0)
            break;
        break;
    default:
        (void)password_weakness(text, own);
        break;
    }
    return 0;
}
