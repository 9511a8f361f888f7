/* Signing in and out, and choosing the unit: the places where a session's token is made. */
#include "services/account/account.h"

#include "auth/password.h"
#include "auth/token.h"
#include "services/account/secret.h"
#include "services/account/session.h"
#include "services/base/text.h"

enum err login_show(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *input = json_object();
    json_t *document = NULL;
    char hash[SECRET_HASH_HEX_BYTES];
    enum err r;

    if (rq->token != NULL && secret_token_hash(rq->token, hash) == OK)
        (void)json_object_set_new(input, "token_hash", json_string(hash));
    r = tx_call_open(tx, "login_show", input, &document);
    if (r < 0)
        return r;
    const char *next = session_next(rq);
    (void)json_object_set_new(document, "next", next != NULL ? json_string(next) : json_null());
    reply_document_take(rp, document);
    return OK;
}

/* Asks for the salt and computes K from the password into the input of the second step. */
static enum err key_add(const struct request *rq, struct tx *tx, const char *username,
                        json_t *input)
{
    CLEANUP(json_decrefp)
    json_t *question = json_pack("{s:s, s:s}", "username", username, "network", rq->network);
    CLEANUP(json_decrefp) json_t *answer = NULL;
    enum err r = tx_call_open(tx, "login_begin", question, &answer);

    if (r < 0)
        return r;
    return secret_key_add(answer, json_string_value(json_object_get(rq->input, "password")), input,
                          "key");
}

enum err login(const struct request *rq, struct tx *tx, struct reply *rp)
{
    const char *username = json_string_value(json_object_get(rq->input, "username"));
    CLEANUP(json_decrefp)
    json_t *input = json_pack("{s:s, s:s, s:s?, s:s, s:s, s:O?}", "username", username, "network",
                              rq->network, "client", rq->client, "request_id", rq->id, "interface",
                              rq->wants_html ? "html" : "json", "assignment_id",
                              json_object_get(rq->input, "assignment_id"));
    json_t *document = NULL;
    char token[TOKEN_TEXT_BYTES], hash[SECRET_HASH_HEX_BYTES];
    enum err r = key_add(rq, tx, username, input);

    if (r < 0)
        return r;
    r = secret_token_new(token, hash);
    if (r < 0)
        return r;
    (void)json_object_set_new(input, "token_hash", json_string(hash));
    if (rq->token != NULL && secret_token_hash(rq->token, hash) == OK)
        (void)json_object_set_new(input, "old_token_hash", json_string(hash));
    r = tx_call_open(tx, "login_finish", input, &document);
    if (r == OK)
        session_reply_take(rq, rp, document, token, session_way(rq, document));
    password_wipe(token, sizeof(token));
    return r;
}

enum err logout(const struct request *rq, struct tx *tx, struct reply *rp)
{
    json_t *document = NULL;
    const enum err r = tx_call(tx, rq->route->sql, rq->input, &document);

    if (r < 0)
        return r;
    reply_session(rp, NULL);
    reply_document_take(rp, document);
    return OK;
}

enum err assignment_choose(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp)
    json_t *input =
        json_pack("{s:O}", "assignment_id", json_object_get(rq->input, "assignment_id"));
    json_t *document = NULL;
    char token[TOKEN_TEXT_BYTES], hash[SECRET_HASH_HEX_BYTES];
    const char *next = session_next(rq);
    enum err r = secret_token_new(token, hash);

    if (r < 0)
        return r;
    (void)json_object_set_new(input, "token_hash", json_string(hash));
    r = tx_call(tx, "assignment_choose", input, &document);
    if (r == OK)
        session_reply_take(rq, rp, document, token, next != NULL ? next : "/");
    password_wipe(token, sizeof(token));
    return r;
}

enum err password_change(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *input = json_pack("{s:s}", "network", rq->network);
    json_t *document = NULL;
    char token[TOKEN_TEXT_BYTES], hash[SECRET_HASH_HEX_BYTES];
    enum err r = secret_change_add(rq, tx, rp, input);

    if (r < 0)
        return r;
    r = secret_token_new(token, hash);
    if (r < 0)
        return r;
    (void)json_object_set_new(input, "token_hash", json_string(hash));
    r = tx_call(tx, "password_change", input, &document);
    if (r == OK)
        session_reply_take(rq, rp, document, token,
                           json_is_true(json_object_get(document, "choose")) ? "/assignments"
                                                                             : "/me");
    password_wipe(token, sizeof(token));
    return r;
}

enum err language_set(const struct request *rq, struct tx *tx, struct reply *rp)
{
    const char *language = json_string_value(json_object_get(rq->input, "language"));
    const char *back = json_string_value(json_object_get(rq->input, "back"));
    json_t *document = NULL;
    enum err r = OK;

    if (rq->token != NULL)
        r = tx_call(tx, "language_set", rq->input, &document);
    if (r < 0)
        return r;
    if (document == NULL)
        document = json_pack("{s:s}", "language", language);
    (void)json_object_set_new(document, "location",
                              json_string(back != NULL && text_local_path_ok(back) ? back : "/"));
    reply_language(rp, language);
    reply_document_take(rp, document);
    return OK;
}
