/* One-time passwords: made here, shown in one answer, kept nowhere. */
#include "services/account/account.h"

#include "auth/password.h"
#include "services/account/secret.h"

/* Makes a one-time password for a user and adds it to the reply. */
static enum err once_reply(struct tx *tx, struct reply *rp, json_t *user_id, const json_t *created)
{
    CLEANUP(json_decrefp) json_t *input = json_pack("{s:O}", "user_id", user_id);
    json_t *document = NULL;
    char once[PASSWORD_ONCE_BYTES];
    enum err r;

    password_new_once(once);
    r = secret_seal_add(once, input);
    if (r == OK)
        r = tx_call(tx, "user_password_set", input, &document);
    if (r == OK) {
        (void)json_object_set_new(document, "one_time_password", json_string(once));
        if (created != NULL) {
            (void)json_object_set_new(document, "created", json_true());
            (void)json_object_set(document, "pending", json_object_get(created, "pending"));
        }
        reply_document_take(rp, document);
    }
    password_wipe(once, sizeof(once));
    return r;
}

enum err user_create(const struct request *rq, struct tx *tx, struct reply *rp)
{
    CLEANUP(json_decrefp) json_t *created = NULL;
    const enum err r = tx_call(tx, "user_create", rq->input, &created);

    if (r < 0)
        return r;
    return once_reply(tx, rp, json_object_get(created, "id"), created);
}

enum err relative_account_create(const struct request *rq, struct tx *tx, struct reply *rp)
{
    json_t *document = NULL;
    const enum err r = tx_call(tx, "relative_account_create", rq->input, &document);

    if (r < 0)
        return r;
    if (json_is_true(json_object_get(document, "existing"))) {
        reply_document_take(rp, document);
        return OK;
    }
    CLEANUP(json_decrefp) json_t *created = document;
    return once_reply(tx, rp, json_object_get(created, "id"), created);
}

enum err user_password_set(const struct request *rq, struct tx *tx, struct reply *rp)
{
    return once_reply(tx, rp, json_object_get(rq->input, "user_id"), NULL);
}
