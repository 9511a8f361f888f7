/* One request on its way: what listen.c received, for dispatch.c to work on, and what it sends back.
 * Between the two the exchange waits in a queue; it belongs to the worker from run to finish. */
#ifndef SAMPLAN_HTTP_EXCHANGE_H
#define SAMPLAN_HTTP_EXCHANGE_H

#include "services/http/edge.h"
#include "services/http/match.h"
#include "services/http/queue.h"

#include <stddef.h>
#include <stdint.h>

#define ANSWER_HEADERS_MAX 24

struct server;

struct answer_header {
    const char *name, *value;
};

/* A finished answer. Headers are copied by finish; the body's bytes stay where they are until
 * body_free(body_owner) is called, or are copied when body_free is NULL. */
struct answer {
    int status;
    const char *content_type; /* NULL: no body */
    const char *body;
    size_t n_body;
    void (*body_free)(void *owner);
    void *body_owner;
    size_t n_headers;
    struct answer_header headers[ANSWER_HEADERS_MAX];
};

struct exchange {
    struct job job; /* first, so that the job is the exchange */
    struct server *server;
    struct edge_request edge;
    struct match match; /* route NULL: unknown path, answered 404 */
    const char *path;   /* the target's path, NUL-terminated, still percent-encoded */
    const char *query;  /* after '?', "" without */
    const char *body;   /* collected; NULL when empty */
    size_t n_body;
    const char *label;   /* stands for the route in the log where there is none: "/static" */
    char id[37];         /* request id */
    int64_t received_us; /* clock_us when the head was complete */
    int64_t started_us;  /* when a worker took it; 0: none did */

    /* Sends the answer: takes its body, copies all else. Called once, on the worker; the exchange
     * must not be touched afterwards. */
    void (*finish)(struct exchange *ex, const struct answer *answer);
};

/* Adds a header; both texts live until finish. More than ANSWER_HEADERS_MAX abort: the number of
 * headers does not depend on input. */
void answer_header(struct answer *answer, const char *name, const char *value);

#endif
