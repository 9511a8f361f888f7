/* What every answer that begins or renews a session has in common. */
#ifndef SAMPLAN_ACCOUNT_SESSION_H
#define SAMPLAN_ACCOUNT_SESSION_H

#include "services/http/http.h"

#include <jansson.h>

/* The local path that the browser came from (input "next"), or NULL: never another site, never back to
 * a page that stands before others. */
const char *session_next(const struct request *rq);

/* Where a browser goes with its session: what still stands before the first page, else next, else
 * the front page. document: of app.session_document with must_change, gate_code, choose. */
const char *session_way(const struct request *rq, const json_t *document);

/* Takes the document: a browser gets the token as its cookie, others in the document. */
void session_reply_take(const struct request *rq, struct reply *rp, json_t *document,
                        const char *token, const char *location);

#endif
