/* Request, latency and database counters. */
#include "services/http/metrics.h"

#include "services/base/buffer.h"
#include "services/http/match.h"
#include "services/http/pool.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define TEXT_BYTES_MAX ((size_t)4 << 20)

static const int STATUSES[] = {
    200, 201, 303, 304, 400, 401, 403, 404, 405, 406, 408, 409, 412,
    413, 414, 415, 421, 422, 428, 429, 431, 500, 501, 503, 0 /* others */};
static const int64_t BOUNDS_US[] = {500,   1000,   2500,   5000,   10000,   25000,
                                    50000, 100000, 250000, 500000, 1000000, 5000000};

struct row {
    _Atomic uint64_t statuses[ARRAY_LEN(STATUSES)];
};

enum failure { FAILURE_DOWN, FAILURE_SERIALIZATION, FAILURE_OTHER, FAILURE_N };

struct metrics {
    const struct route_table *table;
    struct row *rows; /* one a route and one for the edge */
    _Atomic uint64_t buckets[ARRAY_LEN(BOUNDS_US) + 1];
    _Atomic uint64_t sum_us;
    _Atomic uint64_t failures[FAILURE_N];
    _Atomic uint64_t overloads;
};

struct metrics *metrics_new(const struct route_table *table)
{
    struct metrics *metrics = calloc(1, sizeof(*metrics));
    if (metrics == NULL || (metrics->rows = calloc(table->n + 1, sizeof(struct row))) == NULL)
        abort();
    metrics->table = table;
    return metrics;
}

void metrics_free(struct metrics *metrics)
{
    if (metrics == NULL)
        return;
    free(metrics->rows);
    free(metrics);
}

static void count(_Atomic uint64_t *counter, uint64_t n)
{
    atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static uint64_t value(const _Atomic uint64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

void metrics_request(struct metrics *metrics, size_t route_index, int status, int64_t us)
{
    size_t s = 0, b = 0;
    const size_t row = route_index < metrics->table->n ? route_index : metrics->table->n;

    while (STATUSES[s] != status && STATUSES[s] != 0)
        s++;
    while (b < ARRAY_LEN(BOUNDS_US) && us > BOUNDS_US[b])
        b++;
    count(&metrics->rows[row].statuses[s], 1);
    count(&metrics->buckets[b], 1);
    count(&metrics->sum_us, us > 0 ? (uint64_t)us : 0);
}

void metrics_database_error(struct metrics *metrics, enum err err)
{
    if (err == ERR_DATABASE_DOWN)
        count(&metrics->failures[FAILURE_DOWN], 1);
    else if (err == ERR_RETRY)
        count(&metrics->failures[FAILURE_SERIALIZATION], 1);
    else if (err == ERR_INTERNAL)
        count(&metrics->failures[FAILURE_OTHER], 1);
}

void metrics_overload(struct metrics *metrics)
{
    count(&metrics->overloads, 1);
}

/* ---- Text ---- */

static void line(struct buffer *out, const char *format, ...) PRINTF_LIKE(2, 3);
static void line(struct buffer *out, const char *format, ...)
{
    char text[512];
    va_list ap;

    va_start(ap, format);
    (void)vsnprintf(text, sizeof(text), format, ap);
    va_end(ap);
    buffer_puts(out, text);
    buffer_put(out, '\n');
}

static void requests_write(const struct metrics *metrics, struct buffer *out)
{
    line(out, "# HELP samplan_http_requests_total Answered requests by route and status.");
    line(out, "# TYPE samplan_http_requests_total counter");
    for (size_t i = 0; i <= metrics->table->n; i++) {
        const struct route *route = i < metrics->table->n ? &metrics->table->rows[i] : NULL;
        for (size_t s = 0; s < ARRAY_LEN(STATUSES); s++) {
            uint64_t n = value(&metrics->rows[i].statuses[s]);
            if (n > 0)
                line(out,
                     "samplan_http_requests_total{method=\"%s\",route=\"%s\",status=\"%d\"} %llu",
                     route != NULL ? http_method_name(route->method) : "-",
                     route != NULL ? route->path : "-", STATUSES[s], (unsigned long long)n);
        }
    }
}

static void latency_write(const struct metrics *metrics, struct buffer *out)
{
    uint64_t sum = 0;

    line(out, "# HELP samplan_http_request_seconds From the complete head to the finished answer.");
    line(out, "# TYPE samplan_http_request_seconds histogram");
    for (size_t b = 0; b < ARRAY_LEN(BOUNDS_US); b++) {
        sum += value(&metrics->buckets[b]);
        line(out, "samplan_http_request_seconds_bucket{le=\"%g\"} %llu", (double)BOUNDS_US[b] / 1e6,
             (unsigned long long)sum);
    }
    sum += value(&metrics->buckets[ARRAY_LEN(BOUNDS_US)]);
    line(out, "samplan_http_request_seconds_bucket{le=\"+Inf\"} %llu", (unsigned long long)sum);
    line(out, "samplan_http_request_seconds_sum %.6f", (double)value(&metrics->sum_us) / 1e6);
    line(out, "samplan_http_request_seconds_count %llu", (unsigned long long)sum);
}

static void gauge(struct buffer *out, const char *name, const char *type, const char *help,
                  uint64_t n)
{
    line(out, "# HELP samplan_%s %s", name, help);
    line(out, "# TYPE samplan_%s %s", name, type);
    line(out, "samplan_%s %llu", name, (unsigned long long)n);
}

static void pool_write(const struct metrics *metrics, struct pool *pool, struct buffer *out)
{
    static const char *const names[] = {"fast", "slow"};
    static const char *const kinds[] = {"unreachable", "serialization", "other"};
    struct pool_state state;

    pool_state(pool, &state);
    line(out, "# HELP samplan_queue_depth Requests that wait for a worker.");
    line(out, "# TYPE samplan_queue_depth gauge");
    for (int i = 0; i < 2; i++)
        line(out, "samplan_queue_depth{lane=\"%s\"} %zu", names[i], state.depth[i]);
    line(out, "# HELP samplan_workers Threads of a lane.");
    line(out, "# TYPE samplan_workers gauge");
    for (int i = 0; i < 2; i++)
        line(out, "samplan_workers{lane=\"%s\"} %u", names[i], state.n_workers[i]);
    gauge(out, "workers_busy", "gauge", "Workers with a request.", state.busy);
    gauge(out, "database_connections", "gauge", "Open database connections.", state.connected);
    gauge(out, "database_reconnects_total", "counter", "Connections opened anew.",
          state.reconnects);
    gauge(out, "requests_expired_total", "counter", "Requests dropped unrun at their deadline.",
          state.expired);
    gauge(out, "requests_overload_total", "counter", "Requests refused because a lane was full.",
          value(&metrics->overloads));
    line(out, "# HELP samplan_database_errors_total Failures of the database by kind.");
    line(out, "# TYPE samplan_database_errors_total counter");
    for (int i = 0; i < FAILURE_N; i++)
        line(out, "samplan_database_errors_total{kind=\"%s\"} %llu", kinds[i],
             (unsigned long long)value(&metrics->failures[i]));
}

char *metrics_text(const struct metrics *metrics, struct pool *pool,
                   const struct metrics_streams *streams, struct arena *arena, size_t *ret_bytes)
{
    struct buffer out;

    buffer_init(&out, arena, 16384, TEXT_BYTES_MAX);
    requests_write(metrics, &out);
    latency_write(metrics, &out);
    pool_write(metrics, pool, &out);
    if (streams != NULL) {
        gauge(&out, "streams", "gauge", "Open event streams.", streams->open);
        gauge(&out, "stream_events_total", "counter", "Events sent on streams.", streams->events);
        gauge(&out, "streams_refused_total", "counter", "Streams refused.", streams->refused);
    }
    *ret_bytes = out.n_bytes;
    return buffer_text(&out);
}
