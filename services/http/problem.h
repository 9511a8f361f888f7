/* Errors as documents, one shape for all of them (RFC 9457). */
#ifndef SAMPLAN_HTTP_PROBLEM_H
#define SAMPLAN_HTTP_PROBLEM_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/i18n.h"

#include <jansson.h>

/* What a problem document is made of. Texts and JSON are borrowed. */
struct problem {
    enum err err;
    const char *code; /* NULL: the error's own */
    const char *request_id;
    const char *instance;    /* the request's path; NULL: left out */
    const json_t *errors;    /* array of {"field","code"}; NULL without */
    const json_t *extra;     /* further members; NULL without */
    const struct i18n *i18n; /* NULL: texts from a small built-in table */
    const char *language;
};

/* {"type":"about:blank","title","status","detail","instance","code","request_id","errors"} plus the
 * extra members that do not clash. title and detail are i18n error.<code>.title and .detail, else
 * those of the error's own code, else English built-in ones. New reference, never NULL. */
json_t *problem_document(const struct problem *problem, struct arena *arena);

/* The title and the detail as above. Borrowed from i18n or static. */
void problem_texts(const struct problem *problem, const char **ret_title, const char **ret_detail);

/* The same document without jansson, for answers made where nothing may fail or wait: code and title
 * are the error's own, in English. Returns the number of bytes. */
size_t problem_write(enum err err, const char *request_id, char *buf, size_t buf_bytes);

/* The smallest page that says the same in both languages; for the same places. */
size_t problem_page_write(enum err err, const char *request_id, char *buf, size_t buf_bytes);

#endif
