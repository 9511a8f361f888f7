/* Counters for GET /metrics (Prometheus text format 0.0.4). Counting is lock-free, from any thread. */
#ifndef SAMPLAN_HTTP_METRICS_H
#define SAMPLAN_HTTP_METRICS_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/http/http.h"

#include <stddef.h>
#include <stdint.h>

#define METRICS_EDGE SIZE_MAX /* index for requests that reached no route */

struct metrics;
struct pool;

/* Where streams.c keeps its numbers. */
struct metrics_streams {
    size_t open;
    uint64_t events, refused;
};

/* One row of counters a route. Never NULL; metrics_free(). The table must outlive it. */
struct metrics *metrics_new(const struct route_table *table);
void metrics_free(struct metrics *metrics); /* NULL is allowed */

/* Counts an answered request: index of the route or METRICS_EDGE, HTTP status, time from the complete
 * head to the finished answer. */
void metrics_request(struct metrics *metrics, size_t route_index, int status, int64_t us);

/* Counts a failure of the database by its kind (retried serialization failures too). */
void metrics_database_error(struct metrics *metrics, enum err err);

/* Counts a request that was refused because its lane was full. */
void metrics_overload(struct metrics *metrics);

/* Writes all of it. streams may be NULL. Text in arena. */
char *metrics_text(const struct metrics *metrics, struct pool *pool,
                   const struct metrics_streams *streams, struct arena *arena, size_t *ret_bytes);

#endif
