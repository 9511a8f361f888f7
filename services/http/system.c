/* The rows that belong to the server itself: is it alive, how is it doing, what can it be asked. */
#include "services/http/server.h"

#include "services/http/exchange.h"
#include "services/http/metrics.h"
#include "services/http/stream.h"
#include "services/http/tx.h"

#include <string.h>

enum err handle_health(const struct request *rq, struct tx *tx, struct reply *rp)
{
    (void)rq;
    enum err r = tx_ping(tx);
    if (r == OK && atomic_load(&tx->server->draining))
        r = ERR_OVERLOADED;
    if (r < 0) {
        json_t *extra =
            json_pack("{s:s, s:s}", "database", r == ERR_DATABASE_DOWN ? "unreachable" : "ok",
                      "version", SAMPLAN_VERSION);
        return reply_problem_take(rp, r, NULL, extra);
    }
    reply_document_take(rp, json_pack("{s:s, s:s, s:s}", "status", "ok", "database", "ok",
                                      "version", SAMPLAN_VERSION));
    return OK;
}

enum err handle_metrics(const struct request *rq, struct tx *tx, struct reply *rp)
{
    const struct server *server = tx->server;
    struct metrics_streams streams = {0};
    size_t n;

    if (server->streams != NULL)
        streams_state(server->streams, &streams);
    const char *text = metrics_text(server->metrics, server->pool,
                                    server->streams != NULL ? &streams : NULL, rq->arena, &n);
    reply_body(rp, "text/plain; version=0.0.4; charset=utf-8", NULL, text, n);
    return OK;
}

enum err handle_openapi(const struct request *rq, struct tx *tx, struct reply *rp)
{
    const struct server *server = tx->server;

    (void)rq;
    reply_body(rp, "application/json", NULL, server->openapi, server->openapi_bytes);
    return OK;
}
