/* Names and values of application/x-www-form-urlencoded text: form bodies here, queries in
 * query.h. Stands between listen.c, which collected the bytes, and input.c, which knows the
 * route's fields. */
#ifndef SAMPLAN_HTTP_FORM_H
#define SAMPLAN_HTTP_FORM_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/macros.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define FORM_FIELDS_MAX 500    /* pairs in one body, repeated ones counted each */
#define FORM_NAME_BYTES_MAX 64 /* of [A-Za-z0-9_.-] */

/* Parses a body of n bytes (bounded by the route's body_max) into an object: a string a field,
 * an array of strings for a repeated one. '+' is a space; empty pairs are skipped; a pair
 * without '=' has the empty value. OK with *ret owned by the caller; ERR_BAD_REQUEST: bad name,
 * bad %XX, NUL or malformed UTF-8; ERR_TOO_LARGE: more than FORM_FIELDS_MAX pairs. arena serves
 * as scratch. Pure, any thread. Source: WHATWG URL, "application/x-www-form-urlencoded parsing",
 * but strict. */
NODISCARD enum err form_parse(const char *body, size_t n_bytes, struct arena *arena, json_t **ret);

/* The same with another bound on the number of pairs, for query.c. */
NODISCARD enum err form_parse_pairs(const char *text, size_t n_bytes, unsigned fields_max,
                                    struct arena *arena, json_t **ret);

/* True when a name may be that of a field: 1 to FORM_NAME_BYTES_MAX of [A-Za-z0-9_.-]. */
bool form_name_ok(const char *name, size_t n_bytes);

/* Adds a field: the second value of a name makes an array. Takes value; true on success. */
bool form_add_take(json_t *fields, const char *name, json_t *value);

#endif
