/* Second factors on one's own page: one-time codes and recovery codes. */
#include "services/account/factor.h"

#include "auth/base32.h"
#include "auth/password.h"
#include "auth/qr.h"
#include "auth/recovery.h"
#include "auth/totp.h"
#include "services/account/account.h"
#include "services/account/secret.h"
#include "services/account/session.h"
#include "services/base/clock.h"
#include "services/base/services.h"
#include "services/base/text.h"

#include <string.h>

#define ISSUER "Samplan"

const struct keyring *factor_keys(const struct request *rq)
{
    return ((const struct services *)rq->services)->keys;
}

enum err factor_recovery_add(const struct request *rq, const char *user, json_t *input,
                             json_t **ret_list)
{
    json_t *list = json_array(), *hashes = json_array();
    unsigned char hash[RECOVERY_HASH_BYTES];
    char code[RECOVERY_TEXT_BYTES], hex[2 * RECOVERY_HASH_BYTES + 1];
    enum err r = OK;

    for (unsigned i = 0; r == OK && i < RECOVERY_CODES; i++) {
        recovery_new(code);
        r = recovery_hash(factor_keys(rq), 0, user, code, hash);
        token_hex(hash, sizeof(hash), hex);
        (void)json_array_append_new(list, json_pack("{s:s}", "code", code));
        (void)json_array_append_new(hashes, json_string(hex));
    }
    password_wipe(code, sizeof(code));
    (void)json_object_set_new(input, "recovery_hashes", hashes);
    *ret_list = list;
    return r;
}

enum err totp_begin(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *input = NULL;
    unsigned char secret[TOTP_SECRET_BYTES];
    char id[37], sealed[2 * SECRET_TOTP_SEALED_BYTES + 1];
    json_t *document = NULL;

    text_uuid_new(id);
    totp_secret_new(secret);
    enum err r = secret_totp_seal(factor_keys(rq), id, secret, sealed);
    password_wipe(secret, sizeof(secret));
    if (r < 0)
        return r;
    input = json_pack("{s:s, s:s}", "totp_id", id, "secret", sealed);
    r = tx_call(tx, "totp_begin", input, &document);
    if (r == OK)
        reply_document_take(rp, document);
    return r;
}

/* "ABCD EFGH …" */
static const char *grouped(const struct request *rq, const char *text)
{
    char *out = arena_alloc(rq->arena, strlen(text) * 5 / 4 + 2), *at = out;

    for (size_t i = 0; text[i] != '\0'; i++) {
        if (i > 0 && i % 4 == 0)
            *at++ = ' ';
        *at++ = text[i];
    }
    *at = '\0';
    return out;
}

enum err totp_show(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *pending = NULL;
    unsigned char secret[TOTP_SECRET_BYTES];
    char uri[TOTP_URI_BYTES], text[BASE32_TEXT_BYTES(TOTP_SECRET_BYTES)];
    const char *path = "";
    int size = 0;
    enum err r = tx_call(tx, "totp_pending", rq->input, &pending);

    if (r < 0)
        return r;
    const char *id = json_string_value(json_object_get(pending, "id"));
    if (id == NULL) {
        reply_document_take(rp, json_pack("{s:s}", "location", "/me/second-factor"));
        return OK;
    }
    r = secret_totp_open(factor_keys(rq), id, json_object_get(pending, "secret"), secret);
    if (r == OK)
        r = totp_uri(secret, ISSUER, json_string_value(json_object_get(pending, "username")), uri);
    if (r == OK)
        r = qr_path(uri, rq->arena, &path, &size);
    if (r < 0)
        return ERR_INTERNAL;
    base32_write(secret, sizeof(secret), text);
    reply_document_take(rp, json_pack("{s:s, s:s, s:i, s:s}", "secret", grouped(rq, text),
                                      "qr_path", path, "qr_size", size, "uri", uri));
    password_wipe(secret, sizeof(secret));
    password_wipe(text, sizeof(text));
    return OK;
}

/* The step of the first code. ERR_INVALID with its field error. */
static enum err first_code(const struct request *rq, const json_t *pending, struct reply *rp,
                           json_t *input)
{
    unsigned char secret[TOTP_SECRET_BYTES];
    const char *code = json_string_value(json_object_get(rq->input, "code"));
    const char *id = json_string_value(json_object_get(pending, "id"));
    int64_t step = 0;

    if (id == NULL)
        return reply_problem_take(rp, ERR_CONFLICT, "not-begun", NULL);
    enum err r = secret_totp_open(factor_keys(rq), id, json_object_get(pending, "secret"), secret);
    if (r < 0)
        return ERR_INTERNAL;
    const bool fits = totp_match(secret, code, clock_wall_ms() / 1000, 0, &step);
    password_wipe(secret, sizeof(secret));
    if (!fits) {
        reply_field_error(rp, "code", "wrong-code");
        return ERR_INVALID;
    }
    (void)json_object_set_new(input, "totp_id", json_string(id));
    (void)json_object_set_new(input, "totp_step", json_integer(step));
    return OK;
}

/* The page that shows recovery codes, once. Takes document and list. */
static void codes_reply_take(const struct request *rq, struct reply *rp, json_t *document,
                             json_t *list, const char *token)
{
    const char *next = session_next(rq);

    (void)json_object_set_new(document, "codes_list", list);
    (void)json_object_set_new(document, "continue_href",
                              json_string(next != NULL ? next : "/me/second-factor"));
    if (token != NULL) {
        reply_session(rp, token);
        if (!rq->wants_html)
            (void)json_object_set_new(document, "token", json_string(token));
    }
    reply_document_take(rp, document);
}

enum err totp_confirm(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *input = json_object();
    CLEANUP(json_decrefp) json_t *pending = NULL;
    json_t *document = NULL, *list = NULL;
    char token[TOKEN_TEXT_BYTES], hash[SECRET_HASH_HEX_BYTES];
    enum err r = tx_call(tx, "totp_pending", input, &pending);

    if (r == OK)
        r = first_code(rq, pending, rp, input);
    if (r == OK)
        r = secret_token_new(token, hash);
    if (r == OK)
        r = factor_recovery_add(rq, json_string_value(json_object_get(pending, "user_id")), input,
                                &list);
    if (r == OK) {
        (void)json_object_set_new(input, "token_hash", json_string(hash));
        r = tx_call(tx, "totp_confirm", input, &document);
    }
    if (r == OK)
        codes_reply_take(rq, rp, document, list, token);
    else
        json_decref(list);
    password_wipe(token, sizeof(token));
    return r;
}

enum err recovery_make(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *input = json_object();
    CLEANUP(json_decrefp) json_t *pending = NULL;
    json_t *document = NULL, *list = NULL;
    enum err r = tx_call(tx, "totp_pending", input, &pending);

    if (r == OK)
        r = factor_recovery_add(rq, json_string_value(json_object_get(pending, "user_id")), input,
                                &list);
    if (r == OK)
        r = tx_call(tx, "recovery_make", input, &document);
    if (r == OK)
        codes_reply_take(rq, rp, document, list, NULL);
    else
        json_decref(list);
    return r;
}

enum err passkey_add(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *input = json_object();
    CLEANUP(json_decrefp) json_t *pending = NULL;
    json_t *document = NULL, *list = NULL;
    char token[TOKEN_TEXT_BYTES], hash[SECRET_HASH_HEX_BYTES];
    enum err r = passkey_answer_add(rq, rp, input);

    if (r == OK)
        r = tx_call(tx, "totp_pending", input, &pending);
    if (r == OK)
        r = secret_token_new(token, hash);
    if (r == OK)
        r = factor_recovery_add(rq, json_string_value(json_object_get(pending, "user_id")), input,
                                &list);
    if (r == OK) {
        (void)json_object_set_new(input, "token_hash", json_string(hash));
        r = tx_call(tx, "passkey_add", input, &document);
    }
    if (r == OK && json_is_true(json_object_get(document, "recovery"))) {
        codes_reply_take(rq, rp, document, TAKE(list), token);
    } else if (r == OK) {
        (void)json_object_set_new(document, "flash", json_string("passkey-added"));
        session_reply_take(rq, rp, document, token, "/me/second-factor");
    }
    json_decref(list);
    password_wipe(token, sizeof(token));
    return r;
}
