/* The main daemon: one thread that accepts, reads heads and bodies, hands requests to the workers and
 * sends their answers. It blocks on nothing but its sockets. */
#ifndef SAMPLAN_HTTP_LISTEN_H
#define SAMPLAN_HTTP_LISTEN_H

#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/edge.h"
#include "services/http/server.h"

#include <stdio.h>

struct MHD_Connection;
struct MHD_Response;
struct answer;
struct listener;

/* Starts it on config.listen. The server's other parts must be ready. OK with *ret owned by the caller
 * (listener_quiesce, then listener_stop after the pool has stopped); ERR_IO. */
NODISCARD enum err listener_start(struct server *server, FILE *complaints, struct listener **ret);

/* No new connections; those that are there live on, and are closed after their next answer. */
void listener_quiesce(struct listener *listener);

/* Requests that a worker has or will get, or whose answer is not sent yet. */
size_t listener_in_flight(struct listener *listener);

/* Stops the thread and frees all. The pool must have stopped. NULL is allowed. */
void listener_stop(struct listener *listener);

/* For stream.c, which has a daemon of its own: the strict look at a head. uri is the target as
 * received; ret's texts live as long as the request. */
NODISCARD enum err listen_head_check(const struct server *server, struct MHD_Connection *connection,
                                     const char *method, const char *uri, const char *version,
                                     struct edge_request *ret);

/* The same: an answer as the library's object, owned by the caller (MHD_destroy_response). Takes the
 * answer's body. Never NULL. Any thread. */
struct MHD_Response *listen_response_new(const struct server *server, const struct answer *answer);

#endif
