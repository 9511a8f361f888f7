#include "services/account/secret.h"

#include "auth/password.h"
#include "auth/weakness.h"

#include <string.h>

#define OWN_WORDS_MAX 30

enum err secret_token_hash(const char *token, char ret_hash[SECRET_HASH_HEX_BYTES])
{
    unsigned char bytes[TOKEN_BYTES], digest[32];
    const enum err r = token_decode(token, bytes);

    if (r < 0)
        return r;
    token_digest(bytes, digest);
    token_hex(digest, sizeof(digest), ret_hash);
    password_wipe(bytes, sizeof(bytes));
    return OK;
}

enum err secret_token_new(char ret_token[TOKEN_TEXT_BYTES], char ret_hash[SECRET_HASH_HEX_BYTES])
{
    token_new(ret_token);
    return secret_token_hash(ret_token, ret_hash);
}

enum err secret_key_add(const json_t *answer, const char *password, json_t *input, const char *name)
{
    const struct password_cost cost = {
        .passes = (unsigned)json_integer_value(json_object_get(answer, "passes")),
        .memory_kib = (unsigned)json_integer_value(json_object_get(answer, "memory_kib")),
    };
    unsigned char salt[PASSWORD_SALT_BYTES], key[PASSWORD_KEY_BYTES];
    char hex[2 * PASSWORD_KEY_BYTES + 1];
    enum err r =
        token_unhex(json_string_value(json_object_get(answer, "salt")), sizeof(salt), salt);

    if (r < 0)
        return ERR_INTERNAL;
    r = password_key_at(password, salt, &cost, key);
    if (r == ERR_INVALID) /* too many bytes although few enough characters */
        r = password_key_at("-", salt, &cost, key);
    if (r < 0)
        return r;
    token_hex(key, sizeof(key), hex);
    (void)json_object_set_new(input, name, json_string(hex));
    password_wipe(key, sizeof(key));
    password_wipe(hex, sizeof(hex));
    return OK;
}

enum err secret_seal_add(const char *password, json_t *input)
{
    unsigned char salt[PASSWORD_SALT_BYTES], verifier[32];
    char salt_hex[2 * PASSWORD_SALT_BYTES + 1], verifier_hex[65];
    const enum err r = password_seal(password, salt, verifier);

    if (r < 0)
        return r;
    token_hex(salt, sizeof(salt), salt_hex);
    token_hex(verifier, sizeof(verifier), verifier_hex);
    (void)json_object_set_new(input, "salt", json_string(salt_hex));
    (void)json_object_set_new(input, "verifier", json_string(verifier_hex));
    return OK;
}

/* The field and code of what is wrong with the new password, or OK. */
static enum err new_password_check(const struct request *rq, const json_t *begin, struct reply *rp)
{
    const char *current = json_string_value(json_object_get(rq->input, "current_password"));
    const char *wanted = json_string_value(json_object_get(rq->input, "new_password"));
    const char *again = json_string_value(json_object_get(rq->input, "again_password"));
    const char *own[OWN_WORDS_MAX + 1] = {NULL};
    const json_t *words = json_object_get(begin, "own_words");
    const char *code;

    for (size_t i = 0; i < json_array_size(words) && i < OWN_WORDS_MAX; i++)
        own[i] = json_string_value(json_array_get(words, i));
    code = strcmp(wanted, current) == 0 ? "same" : password_weakness(wanted, own);
    if (code != NULL)
        reply_field_error(rp, "new_password", code);
    if (again == NULL ? rq->wants_html : strcmp(again, wanted) != 0)
        reply_field_error(rp, "again_password", again == NULL ? "required" : "mismatch");
    else if (code == NULL)
        return OK;
    return ERR_INVALID;
}

enum err secret_change_add(const struct request *rq, struct tx *tx, struct reply *rp, json_t *input)
{
    CLEANUP(json_decrefp) json_t *question = json_pack("{s:s}", "network", rq->network);
    CLEANUP(json_decrefp) json_t *begin = NULL;
    enum err r = tx_call(tx, "password_begin", question, &begin);

    if (r < 0)
        return r;
    r = new_password_check(rq, begin, rp);
    if (r < 0)
        return r;
    r = secret_key_add(begin, json_string_value(json_object_get(rq->input, "current_password")),
                       input, "key");
    if (r < 0)
        return r;
    return secret_seal_add(json_string_value(json_object_get(rq->input, "new_password")), input);
}

static struct cipher_place totp_place(const char *row)
{
    return (struct cipher_place){
        .table = "totp", .column = "secret", .row = row, .purpose = KEY_TOTP_SEAL};
}

enum err secret_totp_open(const struct keyring *keys, const char *row, const json_t *sealed,
                          unsigned char ret_secret[TOTP_SECRET_BYTES])
{
    const struct cipher_place place = totp_place(row);
    unsigned char bytes[SECRET_TOTP_SEALED_BYTES];
    const char *hex = json_string_value(sealed);
    size_t n = 0;
    enum err r = hex != NULL ? token_unhex(hex, sizeof(bytes), bytes) : ERR_PARSE;

    return r < 0 ? r : cipher_open(keys, &place, bytes, sizeof(bytes), ret_secret, &n);
}

enum err secret_totp_seal(const struct keyring *keys, const char *row,
                          const unsigned char secret[TOTP_SECRET_BYTES],
                          char ret_hex[2 * SECRET_TOTP_SEALED_BYTES + 1])
{
    const struct cipher_place place = totp_place(row);
    unsigned char bytes[SECRET_TOTP_SEALED_BYTES];
    enum err r = cipher_seal(keys, &place, secret, TOTP_SECRET_BYTES, bytes);

    if (r == OK)
        token_hex(bytes, sizeof(bytes), ret_hex);
    return r;
}

const char *secret_escape(struct arena *arena, const char *text)
{
    static const char hex[] = "0123456789ABCDEF";
    char *escaped = arena_alloc(arena, strlen(text) * 3 + 1);
    char *at = escaped;

    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;

        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            strchr("-._~/", c) != NULL) {
            *at++ = (char)c;
            continue;
        }
        *at++ = '%';
        *at++ = hex[c >> 4];
        *at++ = hex[c & 15];
    }
    *at = '\0';
    return escaped;
}
