/* The HTTP floor as a whole: what its files share while it runs, and how a program starts and stops
 * it. Everything but the atomic is read-only after server_start. */
#ifndef SAMPLAN_HTTP_SERVER_H
#define SAMPLAN_HTTP_SERVER_H

#include "services/base/config.h"
#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/http.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

struct listener;
struct matcher;
struct metrics;
struct pool;
struct render;
struct statements;
struct statics;
struct streams;

struct server {
    const struct config *config;
    const struct route_table *table;
    void *services; /* handed to handlers as request.services */
    struct matcher *matcher;
    struct render *render;
    struct statics *statics;
    struct statements *statements;
    struct metrics *metrics;
    struct pool *pool;
    struct listener *listener;
    struct streams *streams; /* NULL when streams_max is 0 */
    char *openapi;           /* the finished document */
    size_t openapi_bytes;
    const char *session_cookie, *form_cookie, *flash_cookie, *language_cookie; /* names */
    atomic_bool draining;
};

/* Checks everything (routes, templates, functions of the database), then starts the workers and both
 * daemons. config, table and services must outlive the server. OK with *ret owned by the caller
 * (server_stop); otherwise nothing is left running and complaints says why: ERR_INVALID (table,
 * templates, demo data without config.demo), ERR_INTERNAL (database functions), ERR_DATABASE_DOWN, ERR_IO (sockets, files). */
NODISCARD enum err server_start(const struct config *config, const struct route_table *table,
                                void *services, FILE *complaints, struct server **ret);

/* The checks of server_start alone: no thread is started, no socket opened. */
NODISCARD enum err server_check(const struct config *config, const struct route_table *table,
                                FILE *complaints);

/* Stops in order: no new connections, what runs and waits is answered (at most 20 s), streams end,
 * daemons stop, connections close, memory is freed. NULL is allowed. Blocks. */
void server_stop(struct server *server);

/* Handlers of the system routes; rows with them belong into every table. */
handler_fn handle_health;  /* {"status","database","version"}; ERR_DATABASE_DOWN: 503 */
handler_fn handle_metrics; /* text/plain for Prometheus */
handler_fn handle_openapi; /* the OpenAPI 3.1 document */

#endif
