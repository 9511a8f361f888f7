/* Passwords: Argon2id on our side, one more hash on the database's.
 *
 * The database keeps a 16-byte salt, the cost, and verifier = SHA-256(K), where
 * K = Argon2id(password, salt). At sign-in the server asks for the salt, computes K and hands K over;
 * the database compares SHA-256(K) with the verifier. So the server's database role can neither read
 * what an attacker could guess against nor open a session without the password, and a copy of the
 * database holds nothing that can be handed over. */
#ifndef SAMPLAN_AUTH_PASSWORD_H
#define SAMPLAN_AUTH_PASSWORD_H

#include "services/base/error.h"
#include "services/base/macros.h"

#define PASSWORD_SALT_BYTES 16
#define PASSWORD_KEY_BYTES 32
#define PASSWORD_MAX_BYTES 256
#define PASSWORD_MIN_CHARACTERS 12
#define PASSWORD_ONCE_BYTES 20 /* "xxxx-xxxx-xxxx-xxxx" and a NUL */

/* Cost of Argon2id (RFC 9106), stored beside each salt so that it can be raised. */
struct password_cost {
    unsigned passes;
    unsigned memory_kib;
};

/* What new passwords get: 3 passes over 64 MiB. */
extern const struct password_cost PASSWORD_COST;

/* K of a password (UTF-8, 1 to PASSWORD_MAX_BYTES bytes) at PASSWORD_COST, about 0.1 to 0.2 s of one
 * core. At most 4 run at once in the process, further callers wait: slow lane only. The caller wipes
 * ret_key. ERR_INVALID for an empty or too long password, ERR_OVERLOADED when memory is short. */
NODISCARD enum err password_key(const char *password, const unsigned char salt[PASSWORD_SALT_BYTES],
                                unsigned char ret_key[PASSWORD_KEY_BYTES]);

/* The same at a stored cost: 1 to 10 passes, 8 MiB to 256 MiB, else ERR_LIMIT. */
NODISCARD enum err password_key_at(const char *password,
                                   const unsigned char salt[PASSWORD_SALT_BYTES],
                                   const struct password_cost *cost,
                                   unsigned char ret_key[PASSWORD_KEY_BYTES]);

/* SHA-256(K). */
void password_verifier(const unsigned char key[PASSWORD_KEY_BYTES], unsigned char ret_verifier[32]);

/* Everything that the database stores for a new password: fresh salt and verifier. Errors and
 * blocking as password_key. */
NODISCARD enum err password_seal(const char *password, unsigned char ret_salt[PASSWORD_SALT_BYTES],
                                 unsigned char ret_verifier[32]);

/* A random password to be shown once and changed at first use: four groups of four characters that
 * cannot be mistaken for each other when read aloud or from paper; 77 bits. */
void password_new_once(char ret_text[PASSWORD_ONCE_BYTES]);

/* Overwrites n_bytes that held a secret; not optimised away. */
void password_wipe(void *bytes, unsigned long n_bytes);

#endif
