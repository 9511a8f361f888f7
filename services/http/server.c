/* Start and stop of the HTTP floor. */
#include "services/http/server.h"

#include "services/base/clock.h"
#include "services/base/db.h"
#include "services/base/json_memory.h"
#include "services/base/log.h"
#include "services/http/listen.h"
#include "services/http/match.h"
#include "services/http/metrics.h"
#include "services/http/openapi.h"
#include "services/http/pool.h"
#include "services/http/render.h"
#include "services/http/statement.h"
#include "services/http/static.h"
#include "services/http/stream.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#define DRAIN_MS 20000
#define SEND_MS 3000
#define CHECK_MS 3000

static void cookies_name(struct server *server)
{
    const bool secure = server->config->secure;

    server->session_cookie = secure ? "__Host-samplan" : "samplan";
    server->form_cookie = secure ? "__Host-samplan-form" : "samplan-form";
    server->flash_cookie = secure ? "__Host-samplan-flash" : "samplan-flash";
    server->language_cookie = secure ? "__Host-samplan-language" : "samplan-language";
}

static enum err templates_check(const struct server *server, FILE *complaints)
{
    enum err r = OK;

    for (size_t i = 0; i < server->table->n; i++) {
        const struct route *route = &server->table->rows[i];
        if (route->template != NULL && !render_has(server->render, route->template)) {
            fprintf(complaints, "route %s %s: no template %s.html\n",
                    http_method_name(route->method), route->path, route->template);
            r = ERR_INVALID;
        }
    }
    return r;
}

/* All that needs no thread and no database. */
static enum err files_load(struct server *server, FILE *complaints)
{
    const struct config *config = server->config;

    enum err r = matcher_new(server->table, complaints, &server->matcher);
    if (r == OK)
        r = render_open_to(config->static_dir, config->strict_templates, complaints,
                           &server->render);
    if (r == OK)
        r = templates_check(server, complaints);
    if (r == OK)
        r = statics_load(config->static_dir, complaints, &server->statics);
    if (r == OK)
        r = render_set_assets(server->render, statics_assets(server->statics));
    if (r == OK)
        r = openapi_build(server->table, config, complaints, &server->openapi);
    if (r == OK)
        server->openapi_bytes = strlen(server->openapi);
    return r;
}

/* A server that is not the demo's does not run on demo data: its accounts share a known password. */
static enum err installation_check(const struct server *server, FILE *complaints)
{
    const struct db_step step = {.sql = "SELECT api.server_info('{}')->>'demo'"};
    CLEANUP(db_result_freep) struct db_result *result = NULL;
    struct db *db = NULL;
    char problem[300];

    enum err r = db_open(server->config->database, "samplan", NULL, 0, CHECK_MS, &db, problem,
                         sizeof(problem));
    if (r < 0) {
        fprintf(complaints, "%s\n", problem);
        return r;
    }
    r = db_pipeline(db, &step, 1, clock_ms() + CHECK_MS, &result);
    const char *demo = r == OK ? db_result_text(result, NULL) : NULL;
    if (r < 0) {
        fprintf(complaints, "database: %s\n", db_failure(db)->message);
    } else if (!server->config->demo && (demo == NULL || strcmp(demo, "true") == 0)) {
        fprintf(complaints,
                "database: holds demo data, whose accounts everybody knows; use another "
                "database, or set demo = 1 where nobody else can reach the server\n");
        r = ERR_INVALID;
    }
    db_close(db);
    return r;
}

static void pool_options_fill(const struct server *server, struct pool_options *options)
{
    const struct config *config = server->config;

    *options = (struct pool_options){
        .database = config->database,
        .statements = server->statements,
        .metrics = server->metrics,
        .workers = config->workers,
        .slow_workers = config->slow_workers,
        .queue_max = config->queue_max,
    };
}

/* All that can be known before a thread is started or a socket opened. */
static enum err parts_check(struct server *server, FILE *complaints)
{
    static const char *const with_streams[] = {STREAM_FUNCTION, NULL};
    struct pool_options options;

    cookies_name(server);
    enum err r = files_load(server, complaints);
    if (r < 0)
        return r;
    server->statements =
        statements_new(server->table, server->config->streams_max > 0 ? with_streams : NULL);
    server->metrics = metrics_new(server->table);
    pool_options_fill(server, &options);
    r = pool_check(&options, complaints);
    return r < 0 ? r : installation_check(server, complaints);
}

static enum err parts_start(struct server *server, FILE *complaints)
{
    struct pool_options options;
    enum err r = OK;

    /* What the start leaves lives as long as the server, in the small pieces that malloc reuses; only
     * what requests make gets blocks. Pages that the start alone needed go back to the system. */
    json_memory_use();
    (void)malloc_trim(0);
    pool_options_fill(server, &options);
    server->pool = pool_start(&options);
    if (server->config->streams_max > 0)
        r = streams_start(server, complaints, &server->streams);
    if (r == OK) /* last: its socket is the sign that the server is ready */
        r = listener_start(server, complaints, &server->listener);
    return r;
}

static void parts_free(struct server *server)
{
    listener_stop(server->listener);
    pool_free(server->pool);
    metrics_free(server->metrics);
    statements_free(server->statements);
    statics_free(server->statics);
    render_close(server->render);
    matcher_free(server->matcher);
    free(server->openapi);
    free(server);
}

static struct server *server_new(const struct config *config, const struct route_table *table,
                                 void *services)
{
    struct server *server = calloc(1, sizeof(*server));

    if (server == NULL)
        abort();
    server->config = config;
    server->table = table;
    server->services = services;
    atomic_init(&server->draining, false);
    return server;
}

enum err server_check(const struct config *config, const struct route_table *table,
                      FILE *complaints)
{
    struct server *server = server_new(config, table, NULL);

    enum err r = parts_check(server, complaints);
    server_stop(server);
    return r;
}

enum err server_start(const struct config *config, const struct route_table *table, void *services,
                      FILE *complaints, struct server **ret)
{
    struct server *server = server_new(config, table, services);

    enum err r = parts_check(server, complaints);
    if (r == OK)
        r = parts_start(server, complaints);
    if (r < 0) {
        server_stop(server);
        return r;
    }
    *ret = server;
    return OK;
}

/* Waits until no request is in flight, at most n_ms. */
static void drain(struct server *server, int64_t n_ms)
{
    const int64_t end = clock_ms() + n_ms;

    while (listener_in_flight(server->listener) > 0 && clock_ms() < end)
        clock_sleep_ms(5);
}

void server_stop(struct server *server)
{
    if (server == NULL)
        return;
    atomic_store(&server->draining, true);
    if (server->listener != NULL) {
        listener_quiesce(server->listener);
        drain(server, DRAIN_MS);
    }
    streams_stop(server->streams);
    if (server->pool != NULL)
        pool_stop(server->pool); /* answers all that still waits, so that nothing stays suspended */
    if (server->listener != NULL)
        drain(server, SEND_MS);
    parts_free(server);
}
