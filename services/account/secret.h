/* Between the handlers of this folder and auth/: tokens, keys and one-time passwords as the SQL
 * functions take them, in hexadecimal. */
#ifndef SAMPLAN_ACCOUNT_SECRET_H
#define SAMPLAN_ACCOUNT_SECRET_H

#include "auth/cipher.h"
#include "auth/token.h"
#include "auth/totp.h"
#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/http.h"

#include <jansson.h>

#define SECRET_HASH_HEX_BYTES 65
#define SECRET_TOTP_SEALED_BYTES (TOTP_SECRET_BYTES + CIPHER_OVERHEAD_BYTES)

/* A new session token and what the database stores of it. The caller wipes the token. */
NODISCARD enum err secret_token_new(char ret_token[TOKEN_TEXT_BYTES],
                                    char ret_hash[SECRET_HASH_HEX_BYTES]);

/* What the database stores of a token that came with a request. ERR_PARSE when it is none. */
NODISCARD enum err secret_token_hash(const char *token, char ret_hash[SECRET_HASH_HEX_BYTES]);

/* Computes K from the password and answer {"salt", "passes", "memory_kib"} (as login_begin and
 * password_begin give it) and adds it to input under name. An impossible password gives K of nothing,
 * so that it takes as long and fails as any wrong one. Blocks for Argon2id: slow lane. */
NODISCARD enum err secret_key_add(const json_t *answer, const char *password, json_t *input,
                                  const char *name);

/* Adds "salt" and "verifier" of a new password to input. Blocks for Argon2id: slow lane. */
NODISCARD enum err secret_seal_add(const char *password, json_t *input);

/* For the change of one's own password: judges the new one, computes the key of the old, seals the
 * new; adds "key", "salt" and "verifier" to input. ERR_INVALID with field errors in rp; errors of
 * password_begin. Blocks: slow lane. */
NODISCARD enum err secret_change_add(const struct request *rq, struct tx *tx, struct reply *rp,
                                     json_t *input);

/* Opens the secret of one-time codes: row is its id, sealed is hexadecimal text. ERR_PARSE when it is
 * not one, or was sealed for another row. The caller wipes it. */
NODISCARD enum err secret_totp_open(const struct keyring *keys, const char *row,
                                    const json_t *sealed,
                                    unsigned char ret_secret[TOTP_SECRET_BYTES]);

/* Seals it: 2 * SECRET_TOTP_SEALED_BYTES digits and a NUL. */
NODISCARD enum err secret_totp_seal(const struct keyring *keys, const char *row,
                                    const unsigned char secret[TOTP_SECRET_BYTES],
                                    char ret_hex[2 * SECRET_TOTP_SEALED_BYTES + 1]);

/* Percent-encodes all but letters, digits and -._~/ ; in the arena. */
const char *secret_escape(struct arena *arena, const char *text);

#endif
