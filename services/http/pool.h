/* The workers: two lanes of threads, each thread with its own database connection and arena. */
#ifndef SAMPLAN_HTTP_POOL_H
#define SAMPLAN_HTTP_POOL_H

#include "services/base/arena.h"
#include "services/base/db.h"
#include "services/http/http.h"
#include "services/http/queue.h"
#include "services/http/statement.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct pool;
struct compressor;
struct metrics;

/* What a job's run function works with; one thread at a time. */
struct worker {
    struct pool *pool;
    struct arena *arena; /* reset before each job */
    struct compressor *compressor;
    const struct statements *statements;
    struct metrics *metrics;
    struct db *db; /* NULL while down; use worker_db() */
    int64_t retry_at_ms;
    unsigned failures; /* connection attempts in a row that failed */
    enum lane lane;
};

struct pool_options {
    const char *database; /* conninfo */
    const struct statements *statements;
    struct metrics *metrics; /* where database errors are counted */
    int workers, slow_workers, queue_max;
};

/* A look at the pool for /metrics. */
struct pool_state {
    size_t depth[2]; /* by enum lane */
    unsigned n_workers[2];
    unsigned connected;  /* connections open now */
    unsigned busy;       /* workers with a job */
    uint64_t reconnects; /* connections opened after the first of each worker */
    uint64_t expired;    /* jobs dropped unrun */
};

/* Opens one connection to see that every function is there and may be called, and another to see that
 * every statement can be prepared; each missing one is named in complaints. OK; ERR_DATABASE_DOWN;
 * ERR_INTERNAL. Blocks. */
NODISCARD enum err pool_check(const struct pool_options *options, FILE *complaints);

/* Starts the workers, which open a connection each. Options and statements must outlive the pool and
 * have passed pool_check. Never NULL: pool_free() after pool_stop(). */
struct pool *pool_start(const struct pool_options *options);

/* Hands a job to a lane; false when it is full or closed. Any thread. */
NODISCARD bool pool_submit(struct pool *pool, enum lane lane, struct job *job);

/* Whether a lane has room (see queue_has_room). */
bool pool_has_room(struct pool *pool, enum lane lane);

/* Closes both lanes, lets the workers finish what is queued, joins them. Blocks. */
void pool_stop(struct pool *pool);
void pool_free(struct pool *pool); /* NULL is allowed */

void pool_state(struct pool *pool, struct pool_state *ret);

/* Whether the database answered within the last n_ms. */
bool pool_recently_up(struct pool *pool, int64_t n_ms);

/* The worker's connection, opened anew when it was lost and the back-off allows; OK with *ret, owned
 * by the worker, or ERR_DATABASE_DOWN at once. Blocks at most about two seconds. */
NODISCARD enum err worker_db(struct worker *worker, struct db **ret);

/* Looks at the connection after use: closes it unless it is idle and clean. answered: the database
 * gave an answer of its own, whatever it was. */
void worker_db_done(struct worker *worker, bool answered);

#endif
