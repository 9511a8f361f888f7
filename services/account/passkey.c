/* Passkeys: what the page's script asks for, and what it sends back. */
#include "auth/passkey.h"

#include "auth/password.h"
#include "auth/token.h"
#include "services/account/account.h"
#include "services/account/factor.h"
#include "services/account/secret.h"
#include "services/account/session.h"

#include <string.h>

#define CHALLENGE_HEX_BYTES (2 * PASSKEY_CHALLENGE_BYTES + 1)

bool factor_site(const struct request *rq, struct passkey_site *ret)
{
    return passkey_site(rq->origin, ret);
}

static const char *hex_of(const struct request *rq, const unsigned char *bytes, size_t n_bytes)
{
    char *hex = arena_alloc(rq->arena, 2 * n_bytes + 1);

    token_hex(bytes, (unsigned)n_bytes, hex);
    return hex;
}

static const char *text_of(const struct request *rq, const unsigned char *bytes, size_t n_bytes)
{
    char *text = arena_alloc(rq->arena, 4 * n_bytes / 3 + 4);

    passkey_text(bytes, n_bytes, text);
    return text;
}

/* What the script hands to the browser: challenge, site, and of the user what it may know. Takes begin. */
static void options_reply_take(const struct request *rq, struct reply *rp, json_t *begin,
                               const struct passkey_site *site,
                               const unsigned char challenge[PASSKEY_CHALLENGE_BYTES])
{
    const json_t *known = json_object_get(begin, "passkeys");
    const char *user = json_string_value(json_object_get(begin, "user_id"));
    json_t *list = json_array();
    unsigned char bytes[PASSKEY_ID_MAX_BYTES];

    for (size_t i = 0; i < json_array_size(known); i++) {
        const char *hex = json_string_value(json_array_get(known, i));
        const size_t n = strlen(hex) / 2;
        if (n <= sizeof(bytes) && token_unhex(hex, (unsigned)n, bytes) == OK)
            (void)json_array_append_new(list, json_string(text_of(rq, bytes, n)));
    }
    json_t *document = json_pack(
        "{s:s, s:s, s:o, s:s*, s:O*, s:O*}", "challenge",
        text_of(rq, challenge, PASSKEY_CHALLENGE_BYTES), "rp_id", site->rp_id, "passkeys_list",
        list, "user_handle",
        user != NULL ? text_of(rq, (const unsigned char *)user, strlen(user)) : NULL, "username",
        json_object_get(begin, "username"), "name", json_object_get(begin, "name"));
    json_decref(begin);
    reply_document_take(rp, document);
}

static enum err begin(const struct request *rq, struct tx *tx, struct reply *rp, bool signing_in)
{
    CLEANUP(json_decrefp) json_t *input = json_pack("{s:s}", "network", rq->network);
    unsigned char challenge[PASSKEY_CHALLENGE_BYTES];
    struct passkey_site site;
    json_t *document = NULL;

    if (!factor_site(rq, &site))
        return reply_problem_take(rp, ERR_CONFLICT, "no-passkeys-here", NULL);
    passkey_challenge(challenge);
    (void)json_object_set_new(input, "challenge",
                              json_string(hex_of(rq, challenge, sizeof(challenge))));
    if (!signing_in)
        (void)json_object_set(input, "purpose", json_object_get(rq->input, "purpose"));
    enum err r = signing_in ? tx_call_open(tx, "passkey_login_begin", input, &document)
                            : tx_call(tx, "passkey_begin", input, &document);
    if (r == OK)
        options_reply_take(rq, rp, document, &site, challenge);
    return r;
}

enum err passkey_begin(const struct request *rq, struct tx *tx, struct reply *rp)
{
    return begin(rq, tx, rp, false);
}

enum err passkey_login_begin(const struct request *rq, struct tx *tx, struct reply *rp)
{
    return begin(rq, tx, rp, true);
}

enum err passkey_answer_add(const struct request *rq, struct reply *rp, json_t *input)
{
    struct passkey_answer *answer = arena_alloc(rq->arena, sizeof(*answer));
    struct passkey_key *key = arena_alloc(rq->arena, sizeof(*key));
    unsigned char challenge[PASSKEY_CHALLENGE_BYTES];
    struct passkey_site site;
    uint32_t count = 0;

    if (!factor_site(rq, &site))
        return reply_problem_take(rp, ERR_CONFLICT, "no-passkeys-here", NULL);
    if (passkey_read(json_string_value(json_object_get(rq->input, "passkey")), answer) < 0 ||
        passkey_register(&site, answer, key, &count, challenge) < 0) {
        reply_field_error(rp, "passkey", "passkey-failed");
        return ERR_INVALID;
    }
    (void)json_object_update_new(
        input, json_pack("{s:s, s:s, s:s, s:i, s:I, s:O}", "challenge",
                         hex_of(rq, challenge, sizeof(challenge)), "credential_id",
                         hex_of(rq, key->id, key->n_id), "public_key",
                         hex_of(rq, key->key, key->n_key), "algorithm", key->algorithm, "count",
                         (json_int_t)count, "name", json_object_get(rq->input, "passkey_name")));
    return OK;
}

json_t *factor_passkey_used(const struct request *rq, const json_t *found,
                            const struct passkey_answer *answer, const char *purpose)
{
    struct passkey_key *key = arena_alloc(rq->arena, sizeof(*key));
    const char *hex = json_string_value(json_object_get(found, "public_key"));
    unsigned char challenge[PASSKEY_CHALLENGE_BYTES];
    struct passkey_site site;
    uint32_t count = 0;

    if (hex == NULL || strlen(hex) / 2 > sizeof(key->key) || !factor_site(rq, &site))
        return NULL;
    *key = (struct passkey_key){.algorithm =
                                    (int)json_integer_value(json_object_get(found, "algorithm")),
                                .n_key = strlen(hex) / 2};
    if (token_unhex(hex, (unsigned)key->n_key, key->key) < 0 ||
        passkey_verify(&site, answer, key, &count, challenge) < 0)
        return NULL;
    return json_pack("{s:O, s:s, s:s, s:I}", "id", json_object_get(found, "id"), "challenge",
                     hex_of(rq, challenge, sizeof(challenge)), "purpose", purpose, "count",
                     (json_int_t)count);
}

/* Looks the passkey up that the answer names, and checks its signature: the object for the database, or
 * NULL when it is no good. Errors are those of passkey_find. */
static enum err answer_check(const struct request *rq, struct tx *tx, const char *purpose,
                             json_t **ret_used)
{
    struct passkey_answer *answer = arena_alloc(rq->arena, sizeof(*answer));
    CLEANUP(json_decrefp) json_t *question = NULL;
    CLEANUP(json_decrefp) json_t *found = NULL;

    *ret_used = NULL;
    if (passkey_read(json_string_value(json_object_get(rq->input, "passkey")), answer) < 0)
        return OK;
    question = json_pack("{s:s, s:s}", "credential_id", hex_of(rq, answer->id.bytes, answer->id.n),
                         "network", rq->network);
    enum err r = tx_call_open(tx, "passkey_find", question, &found);
    if (r == OK)
        *ret_used = factor_passkey_used(rq, found, answer, purpose);
    return r;
}

enum err passkey_shown_add(const struct request *rq, struct tx *tx, json_t *input)
{
    json_t *used = NULL;
    enum err r = answer_check(rq, tx, "confirm", &used);

    if (r == OK && used != NULL)
        (void)json_object_set_new(input, "passkey", used);
    return r;
}

enum err passkey_present(const struct request *rq, json_t *view)
{
    struct passkey_site site;

    (void)json_object_set_new(view, "passkeys", json_boolean(factor_site(rq, &site)));
    return OK;
}

enum err passkey_login(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp)
    json_t *input =
        json_pack("{s:s, s:s?, s:s, s:s, s:O?}", "network", rq->network, "client", rq->client,
                  "request_id", rq->id, "interface", rq->wants_html ? "html" : "json",
                  "assignment_id", json_object_get(rq->input, "assignment_id"));
    json_t *used = NULL, *document = NULL;
    char token[TOKEN_TEXT_BYTES], hash[SECRET_HASH_HEX_BYTES];
    enum err r = answer_check(rq, tx, "sign-in", &used);

    if (r == OK)
        r = secret_token_new(token, hash);
    if (r < 0) {
        json_decref(used);
        return r;
    }
    (void)json_object_set_new(input, "ok", json_boolean(used != NULL));
    (void)json_object_set_new(input, "passkey", used != NULL ? used : json_object());
    (void)json_object_set_new(input, "token_hash", json_string(hash));
    if (rq->token != NULL && secret_token_hash(rq->token, hash) == OK)
        (void)json_object_set_new(input, "old_token_hash", json_string(hash));
    r = tx_call_open(tx, "passkey_login", input, &document);
    if (r == OK)
        session_reply_take(rq, rp, document, token, session_way(rq, document));
    password_wipe(token, sizeof(token));
    return r;
}
