/* The reply under construction, behind the functions of http.h. */
#ifndef SAMPLAN_HTTP_REPLY_H
#define SAMPLAN_HTTP_REPLY_H

#include "services/base/arena.h"
#include "services/base/db.h"
#include "services/http/http.h"

#include <jansson.h>
#include <stdbool.h>

/* What a handler has said so far. Texts live in the arena. */
struct reply {
    struct arena *arena;
    json_t *document;      /* owned; NULL while only raw is there */
    struct db_result *raw; /* owned: the document as the database wrote it */
    bool session_set;      /* a cookie is to be sent */
    const char *token;     /* NULL: clear */
    const char *language;  /* to be remembered */
    const char *code;      /* problem code; NULL: the error's own */
    json_t *errors;        /* owned array of {"field","code",…} */
    json_t *extra;         /* owned object: further members of the problem document */
    const char *body, *body_type, *filename; /* reply_body; body NULL: none */
    size_t body_bytes;
};

void reply_init(struct reply *rp, struct arena *arena);

/* Frees what it owns and makes it as new. */
void reply_reset(struct reply *rp);

/* The database's text becomes the reply unparsed; takes the result. */
void reply_raw_take(struct reply *rp, struct db_result *result);

/* The document, parsed from raw when needed; borrowed. NULL when there is none or it is no object. */
json_t *reply_document(struct reply *rp);

/* Where the document stands as text: raw, or NULL. */
const char *reply_raw_text(const struct reply *rp, size_t *ret_bytes);

/* Sets code and members from what a failed or refusing SQL function said: code (must be kebab-case,
 * otherwise the error's own is used) and detail, a JSON object with "errors" or other members, or
 * NULL. Takes detail. */
void reply_failure_take(struct reply *rp, const char *code, json_t *detail);

/* The value of the top-level member "version" of a JSON object text, or -1. Nothing is parsed into
 * memory. */
long long reply_version_scan(const char *text, size_t n_bytes);

#endif
