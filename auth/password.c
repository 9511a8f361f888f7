#include "auth/password.h"

#include "auth/ready.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define AT_ONCE_MAX 4
#define ONCE_GROUP 4

const struct password_cost PASSWORD_COST = {.passes = 3, .memory_kib = 64 * 1024};

/* How many computations run now: 64 MiB each, so the gate bounds memory as well as cores. */
static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_opened = PTHREAD_COND_INITIALIZER;
static unsigned gate_inside;

static void gate_enter(void)
{
    pthread_mutex_lock(&gate_lock);
    while (gate_inside == AT_ONCE_MAX)
        pthread_cond_wait(&gate_opened, &gate_lock);
    gate_inside++;
    pthread_mutex_unlock(&gate_lock);
}

static void gate_leave(void)
{
    pthread_mutex_lock(&gate_lock);
    gate_inside--;
    pthread_cond_signal(&gate_opened);
    pthread_mutex_unlock(&gate_lock);
}

enum err password_key_at(const char *password, const unsigned char salt[PASSWORD_SALT_BYTES],
                         const struct password_cost *cost,
                         unsigned char ret_key[PASSWORD_KEY_BYTES])
{
    const size_t n_bytes = strnlen(password, PASSWORD_MAX_BYTES + 1);
    int failed;

    auth_ready();
    if (n_bytes == 0 || n_bytes > PASSWORD_MAX_BYTES)
        return ERR_INVALID;
    if (cost->passes < 1 || cost->passes > 10 || cost->memory_kib < 8 * 1024 ||
        cost->memory_kib > 256 * 1024)
        return ERR_LIMIT;
    gate_enter();
    failed = crypto_pwhash(ret_key, PASSWORD_KEY_BYTES, password, n_bytes, salt, cost->passes,
                           (size_t)cost->memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13);
    gate_leave();
    return failed ? ERR_OVERLOADED : OK;
}

enum err password_key(const char *password, const unsigned char salt[PASSWORD_SALT_BYTES],
                      unsigned char ret_key[PASSWORD_KEY_BYTES])
{
    return password_key_at(password, salt, &PASSWORD_COST, ret_key);
}

void password_verifier(const unsigned char key[PASSWORD_KEY_BYTES], unsigned char ret_verifier[32])
{
    crypto_hash_sha256(ret_verifier, key, PASSWORD_KEY_BYTES);
}

enum err password_seal(const char *password, unsigned char ret_salt[PASSWORD_SALT_BYTES],
                       unsigned char ret_verifier[32])
{
    unsigned char salt[PASSWORD_SALT_BYTES];
    unsigned char key[PASSWORD_KEY_BYTES];
    enum err r;

    auth_ready();
    randombytes_buf(salt, sizeof(salt));
    r = password_key(password, salt, key);
    if (r < 0)
        return r;
    password_verifier(key, ret_verifier);
    sodium_memzero(key, sizeof(key));
    memcpy(ret_salt, salt, sizeof(salt));
    return OK;
}

void password_new_once(char ret_text[PASSWORD_ONCE_BYTES])
{
    /* Without o, i, l, u and v, nor 0 and 1: nothing that is mistaken for another when read. */
    static const char alphabet[] = "23456789abcdefghjkmnpqrstwxyz";
    char *at = ret_text;

    auth_ready();
    for (unsigned i = 0; i < 4 * ONCE_GROUP; i++) {
        if (i > 0 && i % ONCE_GROUP == 0)
            *at++ = '-';
        *at++ = alphabet[randombytes_uniform(sizeof(alphabet) - 1)];
    }
    *at = '\0';
}

void password_wipe(void *bytes, unsigned long n_bytes)
{
    sodium_memzero(bytes, n_bytes);
}
