/* Signing in and out, and choosing the unit: the places where a session's token is made. */
#include "services/account/account.h"

#include "auth/password.h"
#include "auth/token.h"
#include "services/account/secret.h"
#include "services/base/text.h"

#include <string.h>

/* The local path that the browser came from, or NULL: never another site, never back to sign-in. */
static const char *next_path(const struct request *rq)
{
    const char *next = json_string_value(json_object_get(rq->input, "next"));

    if (next == NULL || !text_local_path_ok(next))
        return NULL;
    if (strncmp(next, "/login", 6) == 0 || strncmp(next, "/logout", 7) == 0)
        return NULL;
    return next;
}

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
    (void)json_object_set_new(document, "next", json_string(next_path(rq)));
    reply_document_take(rp, document);
    return OK;
}

/* Where a browser goes with its new session. */
static const char *after_login(const struct request *rq, const json_t *document)
{
    const char *next = next_path(rq);

    if (json_is_true(json_object_get(document, "must_change")))
        return "/me/password";
    if (json_is_true(json_object_get(document, "choose")))
        return next != NULL
                   ? arena_printf(rq->arena, "/assignments?next=%s", secret_escape(rq->arena, next))
                   : "/assignments";
    return next != NULL ? next : "/";
}

/* Takes the document: a browser gets the token as its cookie, others in the document. */
static void session_reply_take(const struct request *rq, struct reply *rp, json_t *document,
                               const char *token, const char *location)
{
    const char *language =
        json_string_value(json_object_get(json_object_get(document, "user"), "language"));

    reply_session(rp, token);
    if (language != NULL && rq->wants_html)
        reply_language(rp, language); /* also for what is told before the account is known */
    if (!rq->wants_html)
        (void)json_object_set_new(document, "token", json_string(token));
    (void)json_object_set_new(document, "location", json_string(location));
    reply_document_take(rp, document);
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
        session_reply_take(rq, rp, document, token, after_login(rq, document));
    password_wipe(token, sizeof(token));
    return r;
}

enum err logout(const struct request *rq, struct tx *tx, struct reply *rp)
{
    json_t *document = NULL;
    const enum err r = tx_call(tx, "logout", rq->input, &document);

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
    const char *next = next_path(rq);
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
