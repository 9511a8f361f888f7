/* THE route table: every address of the product, who may use it, what it takes and what it shows. */
#include "services/samplan/routes.h"

#include "services/http/server.h"

static const struct route ROWS[] = {
    /* ---- The server itself ---- */
    {
        .method = HTTP_GET,
        .path = "/health",
        .handler = handle_health,
        .access = ACCESS_ANYONE,
        .summary = "Whether the server and its database work",
    },
    {
        .method = HTTP_GET,
        .path = "/metrics",
        .handler = handle_metrics,
        .access = ACCESS_ANYONE,
        .produces = "text/plain; version=0.0.4; charset=utf-8",
        .summary = "Counters for Prometheus; the edge keeps it from the network",
    },
    {
        .method = HTTP_GET,
        .path = "/openapi.json",
        .handler = handle_openapi,
        .access = ACCESS_ANYONE,
        .produces = "application/json",
        .summary = "This description",
    },
    /* ---- For everyone ---- */
    {
        .method = HTTP_GET,
        .path = "/accessibility",
        .access = ACCESS_ANYONE,
        .template = "accessibility",
        .page_title = "accessibility",
        .summary = "How accessible the pages are",
    },
    {
        .method = HTTP_GET,
        .path = "/what-is-logged",
        .access = ACCESS_ANYONE,
        .template = "what_is_logged",
        .page_title = "what_is_logged",
        .summary = "What is recorded of every look-up",
    },
};

const struct route_table samplan_routes = {ROWS, ARRAY_LEN(ROWS)};
