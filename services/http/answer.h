/* From what the handler said to bytes and headers. */
#ifndef SAMPLAN_HTTP_ANSWER_H
#define SAMPLAN_HTTP_ANSWER_H

#include "services/http/dispatch.h"

#include <jansson.h>
#include <stdbool.h>

/* Answers a run that succeeded, in the format chosen: the document, its page, a redirect after a
 * form, or the finished body. Sets d->err when even that fails. */
void answer_success(struct dispatch *d);

/* Headers that every answer carries; for a page the content security policy and its kin too. */
void answer_headers_security(const struct server *server, struct answer *answer, bool html);

/* The rest of the building blocks, for page.c. */

/* A page; html (in the arena) is copied or compressed. */
void answer_html(struct dispatch *d, int status, const char *html, size_t n_bytes);

/* A JSON document of the given content type; document is borrowed. */
void answer_json(struct dispatch *d, int status, const char *content_type, const json_t *document);

/* 303 See Other (RFC 9110 section 15.4.4). location must be a path of our own: anything else becomes
 * "/". flash: a code to be shown on the next page, NULL for none. */
void answer_redirect(struct dispatch *d, const char *location, const char *flash);

/* Set-Cookie headers that the reply asks for, and the form cookie. */
void answer_cookies(struct dispatch *d, const struct reply *rp);

#endif
