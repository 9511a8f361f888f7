/* The main daemon over libmicrohttpd. */
#include "services/http/listen.h"

#include "services/base/clock.h"
#include "services/base/text.h"
#include "services/http/deadline.h"
#include "services/http/dispatch.h"
#include "services/http/metrics.h"
#include "services/http/negotiate.h"
#include "services/http/pool.h"
#include "services/http/socket.h"
#include "services/http/static.h"

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONNECTION_BYTES ((size_t)12 * 1024) /* for head, body window and answer head */
#define CONNECTION_STEP_BYTES ((size_t)1024)
#define FAST_DEADLINE_MS 8000 /* from the complete request to a worker */
#define SLOW_DEADLINE_MS 60000
#define FORM_BYTES_MAX ((size_t)64 * 1024)
#define REPLAY_BYTES_MAX ((size_t)1024 * 1024)
#define BODY_FIRST_BYTES ((size_t)4096)

struct listener {
    struct server *server;
    struct MHD_Daemon *daemon;
    struct deadlines *deadlines;
    int fd;
    atomic_size_t in_flight;
};

/* A request while libmicrohttpd knows it. ex is first, so that it is what the worker sees. */
struct incoming {
    struct exchange ex;
    struct listener *listener;
    struct MHD_Connection *connection;
    struct deadline *deadline;
    char *uri; /* as received; its '?' becomes a NUL when it is taken apart */
    char *body;
    size_t body_room;
    bool seen;                     /* the head was looked at */
    bool counted;                  /* in listener.in_flight */
    struct MHD_Response *response; /* finished, not yet queued */
    int status;
};

/* ---- Heads ---- */

struct head_fill {
    struct edge_header headers[EDGE_HEADERS_MAX + 1];
    size_t n;
};

static enum MHD_Result header_take(void *closure, enum MHD_ValueKind kind, const char *name,
                                   size_t name_bytes, const char *value, size_t value_bytes)
{
    struct head_fill *fill = closure;

    (void)kind;
    fill->headers[fill->n++] = (struct edge_header){name, value != NULL ? value : "", name_bytes,
                                                    value != NULL ? value_bytes : 0};
    return fill->n <= EDGE_HEADERS_MAX ? MHD_YES : MHD_NO;
}

enum err listen_head_check(const struct server *server, struct MHD_Connection *connection,
                           const char *method, const char *uri, const char *version,
                           struct edge_request *ret)
{
    struct head_fill fill = {.n = 0};
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, header_take, &fill);
    const struct edge_head head = {.method = method,
                                   .uri = uri,
                                   .version = version,
                                   .headers = fill.headers,
                                   .n_headers = fill.n,
                                   .head_bytes = info != NULL ? info->header_size : 0};
    return edge_check(&head, server->config->hosts, ret);
}

/* ---- Answers ---- */

struct MHD_Response *listen_response_new(const struct server *server, const struct answer *answer)
{
    struct MHD_Response *response;

    if (answer->n_body > 0 && answer->body_free != NULL) {
        void *body;
        memcpy(&body, &answer->body, sizeof(body)); /* never written to */
        response = MHD_create_response_from_buffer_with_free_callback_cls(
            answer->n_body, body, answer->body_free, answer->body_owner);
    } else {
        void *body;
        memcpy(&body, &answer->body, sizeof(body));
        response = MHD_create_response_from_buffer(answer->n_body, answer->n_body > 0 ? body : NULL,
                                                   MHD_RESPMEM_MUST_COPY);
        if (answer->body_free != NULL)
            answer->body_free(answer->body_owner);
    }
    if (response == NULL)
        abort();
    if (answer->content_type != NULL)
        (void)MHD_add_response_header(response, "Content-Type", answer->content_type);
    for (size_t i = 0; i < answer->n_headers; i++)
        (void)MHD_add_response_header(response, answer->headers[i].name, answer->headers[i].value);
    if (atomic_load_explicit(&server->draining, memory_order_relaxed))
        (void)MHD_add_response_header(response, "Connection", "close");
    return response;
}

/* exchange.finish: on a worker. After the resume the request belongs to the daemon's thread. */
static void finish(struct exchange *ex, const struct answer *answer)
{
    struct incoming *in = (struct incoming *)ex;

    in->response = listen_response_new(ex->server, answer);
    in->status = answer->status;
    MHD_resume_connection(in->connection);
}

static enum MHD_Result response_queue(struct incoming *in, struct MHD_Response *response,
                                      int status)
{
    deadline_set(in->deadline, DEADLINE_SEND);
    enum MHD_Result result = MHD_queue_response(in->connection, (unsigned)status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_queue(struct incoming *in, const struct answer *answer)
{
    return response_queue(in, listen_response_new(in->ex.server, answer), answer->status);
}

/* An error that no worker needs to see. hard: the connection is not to be trusted any further. */
static enum MHD_Result refuse(struct incoming *in, enum err err, bool hard)
{
    struct answer answer;
    char buf[1024], allow[64];

    dispatch_answer_at_once(&in->ex, err, buf, &answer);
    if (err == ERR_METHOD) {
        match_allow(in->ex.match.methods, allow);
        answer_header(&answer, "Allow", allow);
    }
    if (hard)
        answer_header(&answer, "Connection", "close");
    dispatch_account(&in->ex, &answer, err, 0, 0);
    return answer_queue(in, &answer);
}

/* ---- Static files ---- */

static void file_headers(struct answer *answer, const struct static_file *file,
                         enum static_coding coding, bool immutable)
{
    static const char *const codings[] = {NULL, "gzip", "br"};

    answer_header(answer, "ETag", file->etag[coding]);
    answer_header(answer, "Cache-Control",
                  immutable ? "public, max-age=31536000, immutable" : "no-cache");
    answer_header(answer, "Vary", "Accept-Encoding");
    answer_header(answer, "X-Content-Type-Options", "nosniff");
    answer_header(answer, "Cross-Origin-Resource-Policy", "same-origin");
    if (codings[coding] != NULL && answer->status == 200)
        answer_header(answer, "Content-Encoding", codings[coding]);
}

static enum static_coding file_coding(const struct static_file *file, const char *accept)
{
    if (file->bodies[STATIC_BROTLI].bytes != NULL && negotiate_encoding(accept, "br"))
        return STATIC_BROTLI;
    if (file->bodies[STATIC_GZIP].bytes != NULL && negotiate_encoding(accept, "gzip"))
        return STATIC_GZIP;
    return STATIC_PLAIN;
}

static void body_stays(void *owner)
{
    (void)owner; /* files live as long as the server */
}

static enum MHD_Result file_answer(struct incoming *in, const struct static_file *file,
                                   bool immutable)
{
    const char *known = in->ex.edge.value[EDGE_IF_NONE_MATCH];
    const enum static_coding coding = file_coding(file, in->ex.edge.value[EDGE_ACCEPT_ENCODING]);
    const bool same = known != NULL && strstr(known, file->etag[coding]) != NULL;
    struct answer answer = {.status = same ? 304 : 200};

    if (!same) {
        answer.content_type = file->type;
        answer.body = file->bodies[coding].bytes;
        answer.n_body = file->bodies[coding].n_bytes;
        answer.body_free = body_stays;
    }
    file_headers(&answer, file, coding, immutable);
    dispatch_account(&in->ex, &answer, OK, 0, 0);
    return answer_queue(in, &answer);
}

static bool is_static(const char *path)
{
    return strncmp(path, STATIC_PREFIX, sizeof(STATIC_PREFIX) - 1) == 0 ||
           strcmp(path, "/favicon.ico") == 0;
}

static enum MHD_Result file_serve(struct incoming *in)
{
    const char *path =
        strcmp(in->ex.path, "/favicon.ico") == 0 ? STATIC_PREFIX "favicon.ico" : in->ex.path;
    bool immutable = false;

    in->ex.label = "/static";
    if (in->ex.edge.method != HTTP_GET) {
        in->ex.match.methods = 1U << HTTP_GET;
        return refuse(in, ERR_METHOD, false);
    }
    const struct static_file *file =
        statics_find(in->ex.server->statics, path, strlen(path), &immutable);
    return file != NULL ? file_answer(in, file, immutable) : refuse(in, ERR_NOT_FOUND, false);
}

/* ---- Requests ---- */

static size_t body_limit(const struct route *route)
{
    size_t limit = route == NULL || route->body == BODY_NONE ? 0
                   : route->body_max > 0                     ? route->body_max
                   : route->body == BODY_FORM                ? FORM_BYTES_MAX
                                                             : 0;
    return route != NULL && route->carries_replay && limit < REPLAY_BYTES_MAX ? REPLAY_BYTES_MAX
                                                                              : limit;
}

/* Takes the target apart in place. */
static void target_split(struct incoming *in)
{
    char *query = strchr(in->uri, '?');

    in->ex.path = in->uri;
    in->ex.query = "";
    if (query != NULL) {
        *query = '\0';
        in->ex.query = query + 1;
    }
}

/* The head is complete: refused or answered here, or let through to its body. */
static enum MHD_Result head_seen(struct incoming *in, const char *method, const char *version)
{
    struct exchange *ex = &in->ex;

    in->seen = true;
    ex->received_us = clock_us();
    enum err r = listen_head_check(ex->server, in->connection, method, in->uri, version, &ex->edge);
    const char *id = ex->edge.value[EDGE_REQUEST_ID];
    if (id != NULL && text_uuid_ok(id))
        memcpy(ex->id, id, sizeof(ex->id));
    else
        text_uuid_new(ex->id);
    target_split(in);
    if (r < 0 && r != ERR_METHOD)
        return refuse(in, r, true);
    if (is_static(ex->path))
        return file_serve(in);
    matcher_find(ex->server->matcher, ex->edge.method, ex->path, strlen(ex->path), &ex->match);
    if (ex->match.methods != 0 && (r == ERR_METHOD || ex->match.route == NULL))
        return refuse(in, ERR_METHOD, ex->edge.content_length > 0);
    if (r == ERR_METHOD || (ex->match.route == NULL && ex->edge.content_length > 0))
        return refuse(in, ERR_NOT_FOUND, true);
    if (ex->edge.content_length > (int64_t)body_limit(ex->match.route))
        return refuse(in, ERR_TOO_LARGE, true);
    deadline_set(in->deadline, DEADLINE_BODY);
    return MHD_YES;
}

/* A piece of the body; its whole length was announced and found good. */
static enum MHD_Result body_take(struct incoming *in, const char *bytes, size_t n_bytes)
{
    struct exchange *ex = &in->ex;

    if (n_bytes > (size_t)ex->edge.content_length - ex->n_body)
        return MHD_NO;
    if (n_bytes > in->body_room - ex->n_body) {
        size_t room = in->body_room > 0 ? 2 * in->body_room : BODY_FIRST_BYTES;
        while (room < ex->n_body + n_bytes)
            room *= 2;
        in->body = realloc(in->body, room);
        if (in->body == NULL)
            abort();
        in->body_room = room;
    }
    memcpy(in->body + ex->n_body, bytes, n_bytes);
    ex->n_body += n_bytes;
    ex->body = in->body;
    return MHD_YES;
}

/* The lane is full. Whether the server lives is still told, from what the workers saw last: an edge
 * that took a busy server for a dead one would make an outage of it. */
static enum MHD_Result overloaded(struct incoming *in)
{
    struct answer answer = {.status = 200, .content_type = "application/json"};
    struct server *server = in->ex.server;
    static const char busy[] = "{\"status\":\"busy\",\"database\":\"ok\",\"version\":\"" //
        SAMPLAN_VERSION "\"}";

    metrics_overload(server->metrics);
    if (in->ex.match.route == NULL || in->ex.match.route->handler != handle_health ||
        !pool_recently_up(server->pool, 5000) || atomic_load(&server->draining))
        return refuse(in, ERR_OVERLOADED, false);
    answer.body = busy;
    answer.n_body = sizeof(busy) - 1;
    answer_header(&answer, "Cache-Control", "no-store");
    dispatch_account(&in->ex, &answer, OK, 0, 0);
    return answer_queue(in, &answer);
}

/* The request is complete: to a worker, or 503 at once. Suspended before it is published, so that the
 * worker cannot resume what is not suspended yet; room is looked for first, and only this thread
 * pushes requests. */
static enum MHD_Result submit(struct incoming *in)
{
    struct exchange *ex = &in->ex;
    struct pool *pool = ex->server->pool;
    const enum lane lane = ex->match.route != NULL ? ex->match.route->lane : LANE_FAST;

    ex->job.deadline_ms = clock_ms() + (lane == LANE_SLOW ? SLOW_DEADLINE_MS : FAST_DEADLINE_MS);
    if (!pool_has_room(pool, lane))
        return overloaded(in);
    deadline_set(in->deadline, DEADLINE_NONE);
    in->counted = true;
    atomic_fetch_add_explicit(&in->listener->in_flight, 1, memory_order_relaxed);
    MHD_suspend_connection(in->connection);
    if (!pool_submit(pool, lane, &ex->job))
        dispatch_job_drop(&ex->job, ERR_OVERLOADED);
    return MHD_YES;
}

static enum MHD_Result on_request(void *closure, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_bytes, void **context)
{
    struct incoming *in = *context;

    (void)closure;
    (void)url;
    if (in == NULL)
        return MHD_NO;
    in->connection = connection;
    if (!in->seen)
        return head_seen(in, method, version);
    if (in->response != NULL)
        return response_queue(in, TAKE(in->response), in->status);
    if (*upload_bytes > 0) {
        enum MHD_Result result = body_take(in, upload, *upload_bytes);
        *upload_bytes = 0;
        return result;
    }
    return submit(in);
}

/* The request line is there: begins a request. */
static void *on_uri(void *closure, const char *uri, struct MHD_Connection *connection)
{
    struct listener *listener = closure;
    struct incoming *in = calloc(1, sizeof(*in));
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    if (in == NULL || (in->uri = strdup(uri)) == NULL)
        abort();
    in->listener = listener;
    in->deadline = info != NULL ? info->socket_context : NULL;
    in->ex.server = listener->server;
    in->ex.finish = finish;
    in->ex.job.run = dispatch_job_run;
    in->ex.job.drop = dispatch_job_drop;
    deadline_set(in->deadline, DEADLINE_HEAD);
    return in;
}

static void on_completed(void *closure, struct MHD_Connection *connection, void **context,
                         enum MHD_RequestTerminationCode why)
{
    struct incoming *in = *context;

    (void)closure;
    (void)connection;
    (void)why;
    if (in == NULL)
        return;
    deadline_set(in->deadline, DEADLINE_IDLE);
    if (in->counted)
        atomic_fetch_sub_explicit(&in->listener->in_flight, 1, memory_order_relaxed);
    if (in->response != NULL)
        MHD_destroy_response(in->response);
    free(in->uri);
    free(in->body);
    free(in);
    *context = NULL;
}

static void on_connection(void *closure, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct listener *listener = closure;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *context = deadline_new(listener->deadlines, info->connect_fd);
    } else {
        deadline_free(*context);
        *context = NULL;
    }
}

/* Percent escapes are ours to read: edge.c is stricter than the library. */
static size_t unescape_nothing(void *closure, struct MHD_Connection *connection, char *text)
{
    (void)closure;
    (void)connection;
    return strlen(text);
}

enum err listener_start(struct server *server, FILE *complaints, struct listener **ret)
{
    struct listener *listener = calloc(1, sizeof(*listener));
    if (listener == NULL)
        abort();
    listener->server = server;
    enum err r = socket_listen(server->config->listen, complaints, &listener->fd);
    if (r < 0) {
        free(listener);
        return r;
    }
    listener->deadlines = deadlines_start();
    listener->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request,
        listener, MHD_OPTION_LISTEN_SOCKET, listener->fd, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)server->config->connections_max, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        CONNECTION_BYTES, MHD_OPTION_CONNECTION_MEMORY_INCREMENT, CONNECTION_STEP_BYTES,
        MHD_OPTION_STRICT_FOR_CLIENT, -1, MHD_OPTION_URI_LOG_CALLBACK, on_uri, listener,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, listener, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, listener, MHD_OPTION_UNESCAPE_CALLBACK, unescape_nothing, NULL,
        MHD_OPTION_END);
    if (listener->daemon == NULL) {
        fprintf(complaints, "cannot serve %s\n", server->config->listen);
        deadlines_stop(listener->deadlines);
        close(listener->fd);
        free(listener);
        return ERR_IO;
    }
    *ret = listener;
    return OK;
}

void listener_quiesce(struct listener *listener)
{
    MHD_socket fd = MHD_quiesce_daemon(listener->daemon);

    if (fd != MHD_INVALID_SOCKET)
        close(fd);
    socket_forget(listener->server->config->listen);
}

size_t listener_in_flight(struct listener *listener)
{
    return atomic_load_explicit(&listener->in_flight, memory_order_acquire);
}

void listener_stop(struct listener *listener)
{
    if (listener == NULL)
        return;
    MHD_stop_daemon(listener->daemon);
    deadlines_stop(listener->deadlines);
    free(listener);
}
