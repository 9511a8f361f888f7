/* Showing again that it is she: at sign-in the second factor, later whatever a deed asks for. */
#include "services/account/account.h"

#include "auth/password.h"
#include "auth/proof.h"
#include "auth/recovery.h"
#include "auth/totp.h"
#include "services/account/factor.h"
#include "services/account/secret.h"
#include "services/account/session.h"
#include "services/base/clock.h"
#include "services/base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum err confirm_show(const struct request *rq, struct tx *tx, struct reply *rp)
{
    json_t *document = NULL;
    const enum err r = tx_call(tx, "step_up_show", rq->input, &document);

    if (r < 0)
        return r;
    const char *next = session_next(rq);
    (void)json_object_set_new(document, "next", next != NULL ? json_string(next) : json_null());
    reply_document_take(rp, document);
    return OK;
}

/* The step that a one-time code belongs to, for the database to use up, and the proof that the code is right. */
static void totp_add(const struct request *rq, const json_t *totp, const char *code,
                     const char *token_hash, json_t *input)
{
    unsigned char secret[TOTP_SECRET_BYTES];
    const char *id = json_string_value(json_object_get(totp, "id"));
    const int64_t last = json_integer_value(json_object_get(totp, "last_step"));
    char digits[24], proof[PROOF_TEXT_BYTES];
    int64_t step;

    if (id == NULL ||
        secret_totp_open(factor_keys(rq), id, json_object_get(totp, "secret"), secret) < 0)
        return;
    if (totp_match(secret, code, clock_wall_ms() / 1000, last, &step)) {
        (void)json_object_set_new(input, "totp_id", json_string(id));
        (void)json_object_set_new(input, "totp_step", json_integer(step));
        (void)snprintf(digits, sizeof(digits), "%" PRId64, step);
        proof_make(factor_keys(rq), (const char *const[]){"code", id, digits, token_hash, NULL},
                   proof);
        (void)json_object_set_new(input, "totp_proof", json_string(proof));
    }
    password_wipe(secret, sizeof(secret));
}

/* What the database knows of a recovery code, under each generation of the key. */
static void recovery_add(const struct request *rq, const json_t *begin, const char *code,
                         json_t *input)
{
    const char *user = json_string_value(json_object_get(begin, "user_id"));
    unsigned char ids[255], hash[RECOVERY_HASH_BYTES];
    const unsigned n = keyring_ids(factor_keys(rq), KEY_RECOVERY_HASH, ids);
    json_t *hashes = json_array();
    char hex[2 * RECOVERY_HASH_BYTES + 1];

    for (unsigned i = 0; user != NULL && i < n; i++) {
        if (recovery_hash(factor_keys(rq), ids[i], user, code, hash) < 0)
            continue;
        token_hex(hash, sizeof(hash), hex);
        (void)json_array_append_new(hashes, json_string(hex));
    }
    (void)json_object_set_new(input, "recovery_hashes", hashes);
}

/* Whatever she gave, as step_up_finish takes it. ERR_INVALID when something lacks. */
static enum err shown_add(const struct request *rq, struct tx *tx, const json_t *begin,
                          const char *token_hash, struct reply *rp, json_t *input)
{
    const bool wants_factor = json_is_true(json_object_get(begin, "wants_factor"));
    const bool wants_password = json_is_true(json_object_get(begin, "wants_password"));
    const char *code = json_string_value(json_object_get(rq->input, "code"));
    const char *password = json_string_value(json_object_get(rq->input, "password"));

    if (wants_factor && json_is_string(json_object_get(rq->input, "passkey")))
        return passkey_shown_add(rq, tx, token_hash, input);
    if (wants_factor && code == NULL)
        reply_field_error(rp, "code", "required");
    if (wants_password && password == NULL)
        reply_field_error(rp, "password", "required");
    if ((wants_factor && code == NULL) || (wants_password && password == NULL))
        return ERR_INVALID;
    if (wants_factor && totp_shaped(code))
        totp_add(rq, json_object_get(begin, "totp"), code, token_hash, input);
    else if (wants_factor && recovery_shaped(code))
        recovery_add(rq, begin, code, input);
    return wants_password ? secret_key_add(begin, password, input, "key") : OK;
}

enum err confirm(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *question = json_pack("{s:s}", "network", rq->network);
    CLEANUP(json_decrefp) json_t *begin = NULL;
    json_t *document = NULL;
    char token[TOKEN_TEXT_BYTES], hash[SECRET_HASH_HEX_BYTES];
    enum err r = tx_call(tx, "step_up_begin", question, &begin);

    if (r == OK)
        r = secret_token_new(token, hash);
    if (r == OK)
        r = shown_add(rq, tx, begin, hash, rp, question);
    if (r < 0)
        return r;
    (void)json_object_set_new(question, "token_hash", json_string(hash));
    r = tx_call(tx, "step_up_finish", question, &document);
    if (r == OK)
        session_reply_take(rq, rp, document, token, session_way(rq, document));
    password_wipe(token, sizeof(token));
    return r;
}

enum err file_show(const struct request *rq, struct tx *tx, struct reply *rp)
{
    static const char *const endings[] = {".csv", ".html", ".json"};
    const char *href = json_string_value(json_object_get(rq->input, "file"));

    (void)tx;
    if (!text_local_path_ok(href))
        return ERR_NOT_FOUND;
    const char *path = arena_strndup(rq->arena, href, strcspn(href, "?"));
    const char *name = strrchr(path, '/') + 1;
    const char *dot = strrchr(name, '.');
    bool known = false;
    for (size_t i = 0; dot != NULL && i < ARRAY_LEN(endings); i++)
        known = known || strcmp(dot, endings[i]) == 0;
    if (!known)
        return ERR_NOT_FOUND;
    const char *back = arena_strndup(rq->arena, path, (size_t)(dot - path));
    reply_document_take(rp, json_pack("{s:{s:s, s:s}, s:s}", "file", "href", href, "name", name,
                                      "back_href", back));
    return OK;
}
