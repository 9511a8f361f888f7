/* From method and path to the row of the route table. */
#ifndef SAMPLAN_HTTP_MATCH_H
#define SAMPLAN_HTTP_MATCH_H

#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/http.h"

#include <stddef.h>
#include <stdio.h>

#define MATCH_SEGMENTS_MAX 12
#define MATCH_PARAMS_MAX 6

struct matcher;

/* A value from the path; text points into the path and is not NUL-terminated. */
struct match_param {
    const char *name; /* of the pattern; lives as long as the matcher */
    const char *text;
    size_t n_bytes;
};

struct match {
    const struct route *route; /* NULL: no row has this path and method */
    size_t index;              /* of the row */
    unsigned methods;          /* bit 1 << enum http_method of each row that has this path */
    size_t n_params;
    struct match_param params[MATCH_PARAMS_MAX];
    const char *const *param_names; /* NULL-ended */
};

/* Compiles the table and checks it: every row has access, a well-formed unique path, SQL names of
 * [a-z0-9_], a GET row behind .form, input names that do not begin with '_'. Faults are written a
 * line each to complaints. OK with *ret owned by the caller (matcher_free), or ERR_INVALID. The table
 * must outlive the matcher. */
NODISCARD enum err matcher_new(const struct route_table *table, FILE *complaints,
                               struct matcher **ret);
void matcher_free(struct matcher *matcher); /* NULL is allowed */

/* Finds the row. path has n_bytes, passed edge_path_ok, and carries no query. {…_id} takes a uuid, any
 * other {name} [a-z0-9-]{1,64}; where both fit, a literal segment wins over a parameter. Any thread. */
void matcher_find(const struct matcher *matcher, enum http_method method, const char *path,
                  size_t n_bytes, struct match *ret);

/* Names of a row's path parameters, NULL-ended. */
const char *const *matcher_param_names(const struct matcher *matcher, size_t index);

/* Writes the methods of a set as an Allow header has them ("GET, HEAD, POST"). buf: 64 bytes. */
void match_allow(unsigned methods, char buf[64]);

/* "GET" and so on. */
const char *http_method_name(enum http_method method);

#endif
