#include "services/account/session.h"

#include "services/account/secret.h"
#include "services/base/text.h"

#include <string.h>

const char *session_next(const struct request *rq)
{
    const char *next = json_string_value(json_object_get(rq->input, "next"));

    if (next == NULL || !text_local_path_ok(next))
        return NULL;
    if (strncmp(next, "/login", 6) == 0 || strncmp(next, "/logout", 7) == 0 ||
        strncmp(next, "/me/confirm", 11) == 0)
        return NULL;
    return next;
}

static const char *with_next(const struct request *rq, const char *page)
{
    const char *next = session_next(rq);

    return next != NULL
               ? arena_printf(rq->arena, "%s?next=%s", page, secret_escape(rq->arena, next))
               : page;
}

const char *session_way(const struct request *rq, const json_t *document)
{
    const char *gate = json_string_value(json_object_get(document, "gate_code"));
    const char *next = session_next(rq);

    if (gate != NULL && strcmp(gate, "confirm") == 0)
        return with_next(rq, "/me/confirm");
    if (json_is_true(json_object_get(document, "must_change")))
        return "/me/password";
    if (gate != NULL && strcmp(gate, "enrol") == 0)
        return with_next(rq, "/me/second-factor");
    if (json_is_true(json_object_get(document, "choose")))
        return with_next(rq, "/assignments");
    return next != NULL ? next : "/";
}

void session_reply_take(const struct request *rq, struct reply *rp, json_t *document,
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
