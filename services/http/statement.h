/* The SQL that the server knows: two statements a function that the route table names, and the one
 * that begins every request. Built once at start; no text in it comes from a request. */
#ifndef SAMPLAN_HTTP_STATEMENT_H
#define SAMPLAN_HTTP_STATEMENT_H

#include "services/base/db.h"
#include "services/http/http.h"

#include <stdbool.h>
#include <stddef.h>

#define STATEMENT_ENTER                                                                            \
    "enter" /* $1 token, $2 access set, $3 request id, $4 interface, $5 client */
#define STATEMENT_REFUSED                                                                          \
    "refused" /* $1 token, $2 request id, $3 interface, $4 client, $5 route, $6 kind, $7 item */
#define STATEMENT_PING "ping"

struct statements;

/* Collects .sql and .calls of the table and extra (NULL-ended, allowed NULL). Never NULL;
 * statements_free(). Names must have passed matcher_new. */
struct statements *statements_new(const struct route_table *table, const char *const *extra);
void statements_free(struct statements *statements); /* NULL is allowed */

/* All of them, for db_open. */
const struct db_statement *statements_list(const struct statements *statements, size_t *ret_n);

/* The function names, sorted. */
const char *const *statements_functions(const struct statements *statements, size_t *ret_n);

/* Name of the statement that calls a function, directly or through api.write; NULL when the table
 * does not name the function, or names it in no row that writes. */
const char *statements_find(const struct statements *statements, const char *function,
                            bool through_write);

#endif
