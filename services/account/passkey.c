/* Passkeys: what the page's script asks for, and what it sends back. */
#include "auth/passkey.h"

#include "auth/digest.h"
#include "auth/password.h"
#include "auth/proof.h"
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

static const char *bytes_hex(const struct request *rq, const struct passkey_bytes *bytes)
{
    return hex_of(rq, bytes->bytes, bytes->n);
}

static const char *text_of(const struct request *rq, const unsigned char *bytes, size_t n_bytes)
{
    char *text = arena_alloc(rq->arena, 4 * n_bytes / 3 + 4);

    passkey_text(bytes, n_bytes, text);
    return text;
}

/* What the script hands to the browser: challenge, site, and of the user what it may know. Takes begin. */
static enum err options_reply_take(const struct request *rq, struct reply *rp, json_t *begin,
                                   const struct passkey_site *site)
{
    const char *challenge_hex = json_string_value(json_object_get(begin, "challenge"));
    unsigned char challenge[PASSKEY_CHALLENGE_BYTES];
    const json_t *known = json_object_get(begin, "passkeys");
    const char *user = json_string_value(json_object_get(begin, "user_id"));
    json_t *list = json_array();
    unsigned char bytes[PASSKEY_ID_MAX_BYTES];

    if (challenge_hex == NULL || token_unhex(challenge_hex, sizeof(challenge), challenge) < 0) {
        json_decref(list);
        json_decref(begin);
        return ERR_INTERNAL;
    }
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
    return OK;
}

static enum err begin(const struct request *rq, struct tx *tx, struct reply *rp, bool signing_in)
{
    CLEANUP(json_decrefp) json_t *input = json_pack("{s:s}", "network", rq->network);
    struct passkey_site site;
    json_t *document = NULL;

    if (!factor_site(rq, &site))
        return reply_problem_take(rp, ERR_CONFLICT, "no-passkeys-here", NULL);
    if (!signing_in)
        (void)json_object_set(input, "purpose", json_object_get(rq->input, "purpose"));
    enum err r = signing_in ? tx_call_open(tx, "passkey_login_begin", input, &document)
                            : tx_call(tx, "passkey_begin", input, &document);
    return r == OK ? options_reply_take(rq, rp, document, &site) : r;
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
    (void)json_object_update_new(input, json_pack("{s:s, s:s, s:s, s:i, s:O}", "authenticator_data",
                                                  bytes_hex(rq, &answer->auth_data), "client_data",
                                                  bytes_hex(rq, &answer->client_data), "public_key",
                                                  hex_of(rq, key->key, key->n_key), "algorithm",
                                                  key->algorithm, "name",
                                                  json_object_get(rq->input, "passkey_name")));
    return OK;
}

/* SHA-256 of what the authenticator signed: its data, and the hash of the browser's. */
static const char *signed_hash(const struct request *rq, const struct passkey_answer *answer)
{
    const size_t n = answer->auth_data.n;
    unsigned char *bytes = arena_alloc(rq->arena, n + DIGEST_BYTES), digest[DIGEST_BYTES];

    memcpy(bytes, answer->auth_data.bytes, n);
    digest_sha256(answer->client_data.bytes, answer->client_data.n, bytes + n);
    digest_sha256(bytes, n + DIGEST_BYTES, digest);
    return hex_of(rq, digest, sizeof(digest));
}

/* Whether the signature of an answer is that of the passkey found. */
static bool signature_good(const struct request *rq, const json_t *found,
                           const struct passkey_answer *answer)
{
    struct passkey_key *key = arena_alloc(rq->arena, sizeof(*key));
    const char *hex = json_string_value(json_object_get(found, "public_key"));
    unsigned char challenge[PASSKEY_CHALLENGE_BYTES];
    struct passkey_site site;
    uint32_t count = 0;

    if (hex == NULL || strlen(hex) / 2 > sizeof(key->key) || !factor_site(rq, &site))
        return false;
    *key = (struct passkey_key){.algorithm =
                                    (int)json_integer_value(json_object_get(found, "algorithm")),
                                .n_key = strlen(hex) / 2};
    return token_unhex(hex, (unsigned)key->n_key, key->key) == OK &&
           passkey_verify(&site, answer, key, &count, challenge) == OK;
}

/* Looks the passkey up that the answer names, and checks its signature: the object for the database with
 * the proof that it is good for purpose and the session of token_hash, or NULL when it is not. Errors are
 * those of passkey_find. */
static enum err answer_check(const struct request *rq, struct tx *tx, const char *purpose,
                             const char *token_hash, json_t **ret_used)
{
    struct passkey_answer *answer = arena_alloc(rq->arena, sizeof(*answer));
    CLEANUP(json_decrefp) json_t *question = NULL;
    CLEANUP(json_decrefp) json_t *found = NULL;
    char proof[PROOF_TEXT_BYTES];

    *ret_used = NULL;
    if (passkey_read(json_string_value(json_object_get(rq->input, "passkey")), answer) < 0)
        return OK;
    question = json_pack("{s:s, s:s}", "credential_id", hex_of(rq, answer->id.bytes, answer->id.n),
                         "network", rq->network);
    enum err r = tx_call_open(tx, "passkey_find", question, &found);
    if (r < 0 || !signature_good(rq, found, answer))
        return r;
    const char *id = json_string_value(json_object_get(found, "id"));
    proof_make(
        factor_keys(rq),
        (const char *const[]){"passkey", purpose, id, signed_hash(rq, answer), token_hash, NULL},
        proof);
    *ret_used = json_pack("{s:s, s:s, s:s, s:s}", "id", id, "authenticator_data",
                          bytes_hex(rq, &answer->auth_data), "client_data",
                          bytes_hex(rq, &answer->client_data), "proof", proof);
    return OK;
}

enum err passkey_shown_add(const struct request *rq, struct tx *tx, const char *token_hash,
                           json_t *input)
{
    json_t *used = NULL;
    enum err r = answer_check(rq, tx, "confirm", token_hash, &used);

    if (r == OK && used != NULL)
        (void)json_object_set_new(input, "passkey", used);
    return r;
}

enum err passkey_present(const struct request *rq, json_t *view)
{
    struct passkey_site site;

    const bool here = factor_site(rq, &site);
    const char *number = strstr(rq->origin, "://127.0.0.1");

    (void)json_object_set_new(view, "passkeys", json_boolean(here));
    (void)json_object_set_new(
        view, "passkeys_href",
        !here && number != NULL ? json_string(arena_printf(
                                      rq->arena, "%.*s://localhost%s%s", (int)(number - rq->origin),
                                      rq->origin, number + strlen("://127.0.0.1"), rq->path))
                                : json_null());
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
    enum err r = secret_token_new(token, hash);

    if (r == OK)
        r = answer_check(rq, tx, "sign-in", hash, &used);
    if (r < 0)
        return r;
    if (used != NULL)
        (void)json_object_set_new(input, "passkey", used);
    (void)json_object_set_new(input, "token_hash", json_string(hash));
    if (rq->token != NULL && secret_token_hash(rq->token, hash) == OK)
        (void)json_object_set_new(input, "old_token_hash", json_string(hash));
    r = tx_call_open(tx, "passkey_login", input, &document);
    if (r == OK)
        session_reply_take(rq, rp, document, token, session_way(rq, document));
    password_wipe(token, sizeof(token));
    return r;
}
