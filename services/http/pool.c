/* Workers and their connections. */
#include "services/http/pool.h"

#include "services/base/clock.h"
#include "services/base/json_memory.h"
#include "services/base/log.h"
#include "services/http/compress.h"

#include <jansson.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define OPEN_TIMEOUT_MS 2000
#define BACKOFF_FIRST_MS 100
#define BACKOFF_MAX_MS 5000
#define ARENA_BYTES ((size_t)192 * 1024) /* a page fits, so that no request needs a second block */
#define STACK_BYTES ((size_t)1024 * 1024)
#define APPLICATION "samplan"

struct thread {
    pthread_t thread;
    struct worker worker;
    struct queue *queue;
    bool ever_connected;
};

struct pool {
    struct pool_options options;
    struct queue *queues[2]; /* by enum lane */
    struct thread *threads;
    size_t n_threads;
    atomic_uint connected, busy;
    _Atomic uint64_t reconnects, expired;
    _Atomic int64_t up_at_ms; /* the last answer of the database */
};

/* ---- Connections ---- */

static struct thread *thread_of(struct worker *worker)
{
    return (struct thread *)((char *)worker - offsetof(struct thread, worker));
}

static void worker_close(struct worker *worker)
{
    if (worker->db == NULL)
        return;
    db_close(worker->db);
    worker->db = NULL;
    atomic_fetch_sub(&worker->pool->connected, 1);
}

/* Waits longer after each failure, with some randomness so that the workers do not knock at once. */
static void back_off(struct worker *worker, const char *problem)
{
    int64_t wait = (int64_t)BACKOFF_FIRST_MS << (worker->failures < 6 ? worker->failures : 6);

    if (wait > BACKOFF_MAX_MS)
        wait = BACKOFF_MAX_MS;
    worker->failures++;
    worker->retry_at_ms = clock_ms() + wait / 2 + arc4random_uniform((uint32_t)wait / 2 + 1);
    log_event(LOG_WARNING, "database-unreachable", "%s", problem);
}

enum err worker_db(struct worker *worker, struct db **ret)
{
    char problem[300];
    size_t n;

    if (worker->db == NULL) {
        if (clock_ms() < worker->retry_at_ms)
            return ERR_DATABASE_DOWN;
        const struct db_statement *list = statements_list(worker->statements, &n);
        if (db_open(worker->pool->options.database, APPLICATION, list, n, OPEN_TIMEOUT_MS,
                    &worker->db, problem, sizeof(problem)) < 0) {
            worker->db = NULL;
            back_off(worker, problem);
            return ERR_DATABASE_DOWN;
        }
        worker->failures = 0;
        atomic_fetch_add(&worker->pool->connected, 1);
        atomic_store(&worker->pool->up_at_ms, clock_ms());
        if (thread_of(worker)->ever_connected)
            atomic_fetch_add(&worker->pool->reconnects, 1);
        thread_of(worker)->ever_connected = true;
    }
    *ret = worker->db;
    return OK;
}

void worker_db_done(struct worker *worker, bool answered)
{
    if (answered)
        atomic_store_explicit(&worker->pool->up_at_ms, clock_ms(), memory_order_relaxed);
    if (worker->db != NULL && !db_usable(worker->db))
        worker_close(worker);
}

/* ---- Threads ---- */

static void job_run(struct worker *worker, struct job *job)
{
    if (clock_ms() > job->deadline_ms) {
        atomic_fetch_add(&worker->pool->expired, 1);
        job->drop(job, ERR_OVERLOADED);
        return;
    }
    atomic_fetch_add_explicit(&worker->pool->busy, 1, memory_order_relaxed);
    arena_reset(worker->arena);
    job->run(job, worker);
    atomic_fetch_sub_explicit(&worker->pool->busy, 1, memory_order_relaxed);
}

/* Opens the connection when it is not there; trouble has been logged and is met again on use. */
static void worker_connect(struct worker *worker)
{
    struct db *db;

    if (worker_db(worker, &db) < 0)
        return;
}

/* While idle, a lost connection is sought anew, so that the first request after an outage finds it. */
static void *thread_main(void *closure)
{
    struct thread *thread = closure;
    struct worker *worker = &thread->worker;
    bool closed = false;

    worker_connect(worker);
    while (!closed) {
        struct job *job = queue_pop(thread->queue, worker->db != NULL ? 60000 : 500, &closed);
        if (job != NULL)
            job_run(worker, job);
        else if (!closed && worker->db == NULL)
            worker_connect(worker);
    }
    worker_close(worker);
    return NULL;
}

static void thread_start(struct pool *pool, enum lane lane)
{
    struct thread *thread = &pool->threads[pool->n_threads];
    pthread_attr_t attributes;

    thread->queue = pool->queues[lane];
    thread->worker = (struct worker){.pool = pool,
                                     .arena = arena_new(ARENA_BYTES),
                                     .compressor = compressor_new(),
                                     .statements = pool->options.statements,
                                     .metrics = pool->options.metrics,
                                     .lane = lane};
    (void)pthread_attr_init(&attributes);
    (void)pthread_attr_setstacksize(&attributes, STACK_BYTES);
    if (pthread_create(&thread->thread, &attributes, thread_main, thread) != 0)
        abort();
    (void)pthread_attr_destroy(&attributes);
    pool->n_threads++;
}

/* ---- Start and stop ---- */

/* The functions' names as a JSON array. */
static char *functions_json(const struct statements *statements)
{
    json_t *array = json_array();
    size_t n;
    const char *const *names = statements_functions(statements, &n);

    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(array, json_string(names[i]));
    char *text = json_dumps(array, JSON_COMPACT);
    json_decref(array);
    if (text == NULL)
        abort();
    return text;
}

/* Names every function that is missing or may not be called: preparing alone would name only the
 * first, and does not look at privileges. */
static enum err functions_check(struct db *db, const struct statements *statements,
                                FILE *complaints)
{
    static const char sql[] =
        "SELECT f, to_regprocedure('api.' || f || '(jsonb)') IS NULL"
        "  FROM json_array_elements_text($1::json) f"
        " WHERE to_regprocedure('api.' || f || '(jsonb)') IS NULL"
        "    OR NOT has_function_privilege('api.' || f || '(jsonb)', 'EXECUTE')";
    char *names = functions_json(statements);
    struct db_step step = {.sql = sql, .n_params = 1, .params = {{.bytes = names}}};
    CLEANUP(db_result_freep) struct db_result *result = NULL;

    enum err r = db_pipeline(db, &step, 1, clock_ms() + OPEN_TIMEOUT_MS, &result);
    json_memory_free(names);
    if (r < 0) {
        fprintf(complaints, "database: %s\n", db_failure(db)->message);
        return r;
    }
    for (int i = 0; i < db_result_rows(result); i++)
        fprintf(complaints, "database: function api.%s(jsonb) %s\n", db_result_cell(result, i, 0),
                strcmp(db_result_cell(result, i, 1), "t") == 0 ? "is missing"
                                                               : "may not be called");
    return db_result_rows(result) > 0 ? ERR_INTERNAL : OK;
}

enum err pool_check(const struct pool_options *options, FILE *complaints)
{
    struct db *db = NULL;
    char problem[300];
    size_t n;

    enum err r = db_open(options->database, APPLICATION, NULL, 0, OPEN_TIMEOUT_MS, &db, problem,
                         sizeof(problem));
    if (r == OK)
        r = functions_check(db, options->statements, complaints);
    else
        fprintf(complaints, "%s\n", problem);
    db_close(db);
    if (r < 0)
        return r;
    const struct db_statement *list = statements_list(options->statements, &n);
    r = db_open(options->database, APPLICATION, list, n, OPEN_TIMEOUT_MS, &db, problem,
                sizeof(problem));
    if (r < 0)
        fprintf(complaints, "%s\n", problem);
    else
        db_close(db);
    return r;
}

struct pool *pool_start(const struct pool_options *options)
{
    struct pool *pool = calloc(1, sizeof(*pool));
    const size_t n = (size_t)options->workers + (size_t)options->slow_workers;

    if (pool == NULL || (pool->threads = calloc(n, sizeof(*pool->threads))) == NULL)
        abort();
    pool->options = *options;
    atomic_store(&pool->up_at_ms, clock_ms());
    pool->queues[LANE_FAST] = queue_new((size_t)options->queue_max);
    pool->queues[LANE_SLOW] = queue_new((size_t)options->queue_max);
    for (int i = 0; i < options->workers; i++)
        thread_start(pool, LANE_FAST);
    for (int i = 0; i < options->slow_workers; i++)
        thread_start(pool, LANE_SLOW);
    return pool;
}

bool pool_submit(struct pool *pool, enum lane lane, struct job *job)
{
    return queue_push(pool->queues[lane], job);
}

bool pool_has_room(struct pool *pool, enum lane lane)
{
    return queue_has_room(pool->queues[lane]);
}

void pool_stop(struct pool *pool)
{
    queue_close(pool->queues[LANE_FAST]);
    queue_close(pool->queues[LANE_SLOW]);
    for (size_t i = 0; i < pool->n_threads; i++) {
        (void)pthread_join(pool->threads[i].thread, NULL);
        arena_free(pool->threads[i].worker.arena);
        compressor_free(pool->threads[i].worker.compressor);
    }
    pool->n_threads = 0;
}

void pool_free(struct pool *pool)
{
    if (pool == NULL)
        return;
    queue_free(pool->queues[LANE_FAST]);
    queue_free(pool->queues[LANE_SLOW]);
    free(pool->threads);
    free(pool);
}

void pool_state(struct pool *pool, struct pool_state *ret)
{
    ret->depth[LANE_FAST] = queue_depth(pool->queues[LANE_FAST]);
    ret->depth[LANE_SLOW] = queue_depth(pool->queues[LANE_SLOW]);
    ret->n_workers[LANE_FAST] = (unsigned)pool->options.workers;
    ret->n_workers[LANE_SLOW] = (unsigned)pool->options.slow_workers;
    ret->connected = atomic_load(&pool->connected);
    ret->busy = atomic_load(&pool->busy);
    ret->reconnects = atomic_load(&pool->reconnects);
    ret->expired = atomic_load(&pool->expired);
}

bool pool_recently_up(struct pool *pool, int64_t n_ms)
{
    return clock_ms() - atomic_load(&pool->up_at_ms) <= n_ms;
}
