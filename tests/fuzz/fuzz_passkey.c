/* What a page's script sends of a passkey, and codes that people type: any bytes, and bytes in the place of the
 * authenticator's own data, which libfido2 reads. Nothing is ever accepted as signed. */
#include "tests/fuzz/fuzz.h"

#include "auth/passkey.h"
#include "auth/recovery.h"
#include "auth/totp.h"

#include <stdlib.h>
#include <string.h>

/* The authenticator's data out of the answer again, with the head that would be right. */
static void as_data(struct passkey_answer *answer, const uint8_t *data, size_t n_bytes)
{
    answer->auth_data.n =
        n_bytes < sizeof(answer->auth_data.bytes) ? n_bytes : sizeof(answer->auth_data.bytes);
    memcpy(answer->auth_data.bytes, data, answer->auth_data.n);
}

static void check(struct passkey_answer *answer)
{
    static const unsigned char POINT[64] = {1};
    struct passkey_key key = {.algorithm = -7, .n_key = sizeof(POINT)};
    unsigned char challenge[PASSKEY_CHALLENGE_BYTES];
    struct passkey_site site;
    uint32_t count;

    HOLDS(passkey_site("http://localhost:8120", &site));
    memcpy(key.key, POINT, sizeof(POINT));
    HOLDS(passkey_verify(&site, answer, &key, &count, challenge) == ERR_INVALID);
    enum err r = passkey_register(&site, answer, &key, &count, challenge);
    HOLDS(r == OK || r == ERR_INVALID);
    HOLDS(r != OK ||
          (key.n_id >= 16 && key.n_id <= sizeof(key.id) && key.n_key <= sizeof(key.key)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    static const unsigned char SECRET[TOTP_SECRET_BYTES] = {1};
    struct passkey_answer answer;
    int64_t step;
    char *text = malloc(n_bytes + 1);

    if (text == NULL)
        abort();
    memcpy(text, data, n_bytes);
    text[n_bytes] = '\0';
    (void)totp_match(SECRET, text, 59, 0, &step);
    (void)recovery_shaped(text);
    if (passkey_read(text, &answer) == OK) {
        check(&answer);
        if (n_bytes > 40) {
            as_data(&answer, data, n_bytes);
            check(&answer);
        }
    }
    free(text);
    return 0;
}
