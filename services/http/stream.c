/* The second daemon: event streams over libmicrohttpd. */
#include "services/http/stream.h"

#include "services/base/clock.h"
#include "services/base/text.h"
#include "services/http/deadline.h"
#include "services/http/dispatch.h"
#include "services/http/listen.h"
#include "services/http/socket.h"
#include "services/http/stream_state.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONNECTION_BYTES ((size_t)8 * 1024)
#define BLOCK_BYTES ((size_t)512)
#define DEAD_AFTER_S 90 /* a peer that takes not even a heartbeat for so long */
#define PLAN_QUERY "plan_id="

/* ---- Streams ---- */

void stream_free(struct stream *stream)
{
    arena_free(stream->arena);
    free(stream->plans);
    free(stream->changes);
    free(stream->out);
    free(stream);
}

void stream_wake(struct stream *stream)
{
    if (!stream->suspended || stream->gone)
        return;
    stream->suspended = false;
    MHD_resume_connection(stream->connection);
}

void stream_write(struct stream *stream, const char *text, size_t n_bytes)
{
    if (stream->n_out + n_bytes > STREAM_OUT_BYTES_MAX) {
        stream->ending = true;
    } else {
        stream->out = realloc(stream->out, stream->n_out + n_bytes);
        if (stream->out == NULL)
            abort();
        memcpy(stream->out + stream->n_out, text, n_bytes);
        stream->n_out += n_bytes;
    }
    stream_wake(stream);
}

static void stream_link(struct stream *stream)
{
    struct streams *all = stream->all;

    stream->next = all->first;
    stream->link = &all->first;
    if (stream->next != NULL)
        stream->next->link = &stream->next;
    all->first = stream;
    stream->linked = true;
    all->n++;
}

static void stream_unlink(struct stream *stream)
{
    if (!stream->linked)
        return;
    *stream->link = stream->next;
    if (stream->next != NULL)
        stream->next->link = stream->link;
    stream->linked = false;
    stream->all->n--;
}

/* ---- Answers ---- */

static enum MHD_Result refuse(struct stream *stream, enum err err)
{
    struct answer answer;
    char buf[1024];

    dispatch_answer_at_once(&stream->ex, err, buf, &answer);
    answer_header(&answer, "Connection", "close");
    dispatch_account(&stream->ex, &answer, err, 0, 0);
    struct MHD_Response *response = listen_response_new(stream->ex.server, &answer);
    deadline_set(stream->deadline, DEADLINE_SEND);
    enum MHD_Result result =
        MHD_queue_response(stream->connection, (unsigned)answer.status, response);
    MHD_destroy_response(response);
    return result;
}

/* Gives libmicrohttpd what there is; sleeps when there is nothing. The mutex is held over the
 * suspension, so that nobody wakes what does not sleep yet. */
static ssize_t content_read(void *closure, uint64_t position, char *buf, size_t max)
{
    struct stream *stream = closure;
    ssize_t n = 0;

    (void)position;
    (void)pthread_mutex_lock(&stream->all->mutex);
    const size_t rest = stream->n_out - stream->sent;
    if (rest > 0) {
        n = (ssize_t)(rest < max ? rest : max);
        memcpy(buf, stream->out + stream->sent, (size_t)n);
        stream->sent += (size_t)n;
        stream->sent_ms = clock_ms();
    }
    if (stream->out != NULL && stream->sent == stream->n_out) {
        free(stream->out);
        stream->out = NULL;
        stream->n_out = stream->sent = 0;
    }
    if (n == 0 && (stream->ending || stream->all->stopping)) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (n == 0) {
        stream->suspended = true;
        MHD_suspend_connection(stream->connection);
    }
    (void)pthread_mutex_unlock(&stream->all->mutex);
    return n;
}

static enum MHD_Result stream_begin(struct stream *stream)
{
    struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES,
                                                                      content_read, stream, NULL);
    const struct answer answer = {.status = 200, .content_type = "text/event-stream"};

    if (response == NULL)
        abort();
    (void)MHD_add_response_header(response, "Content-Type", "text/event-stream");
    (void)MHD_add_response_header(response, "Cache-Control", "no-store");
    (void)MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    (void)MHD_add_response_header(response, "X-Accel-Buffering", "no");
    (void)MHD_add_response_header(response, "Connection", "close"); /* nothing follows a stream */
    (void)MHD_add_response_header(response, "X-Request-Id", stream->ex.id);
    dispatch_account(&stream->ex, &answer, OK, 0, 0);
    deadline_set(stream->deadline, DEADLINE_NONE);
    enum MHD_Result result = MHD_queue_response(stream->connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

/* ---- Requests ---- */

/* "/events" or "/events?plan_id=…". */
static enum err target_read(struct stream *stream)
{
    const char *query = stream->ex.query;

    if (strcmp(stream->ex.path, "/events") != 0)
        return ERR_NOT_FOUND;
    if (query[0] == '\0')
        return OK;
    if (strncmp(query, PLAN_QUERY, sizeof(PLAN_QUERY) - 1) != 0 ||
        !text_uuid_ok(query + sizeof(PLAN_QUERY) - 1))
        return ERR_BAD_REQUEST;
    memcpy(stream->plan_id, query + sizeof(PLAN_QUERY) - 1, sizeof(stream->plan_id));
    for (char *p = stream->plan_id; *p != '\0'; p++) {
        if (*p >= 'A' && *p <= 'F')
            *p = (char)(*p - 'A' + 'a');
    }
    return OK;
}

static enum err head_read(struct stream *stream, const char *method, const char *version)
{
    struct exchange *ex = &stream->ex;
    char *uri = arena_strdup(stream->arena, ex->path), *query = strchr(uri, '?');

    ex->received_us = clock_us();
    text_uuid_new(ex->id);
    enum err r = listen_head_check(ex->server, stream->connection, method, uri, version, &ex->edge);
    ex->path = uri;
    ex->query = "";
    if (query != NULL) {
        *query = '\0';
        ex->query = query + 1;
    }
    if (r == OK && ex->edge.method != HTTP_GET)
        r = ERR_METHOD;
    if (r == OK)
        r = target_read(stream);
    if (r == OK)
        r = session_read(ex, stream->arena, &stream->visitor);
    if (r == OK)
        r = session_origin_check(ex, &stream->visitor);
    if (r == OK && stream->visitor.token == NULL)
        r = ERR_UNAUTHENTICATED;
    return r;
}

/* Subscribes, sleeps, and has the right to it checked, in this order. */
static enum MHD_Result submit(struct stream *stream)
{
    struct streams *all = stream->all;

    stream->submitted = true;
    (void)pthread_mutex_lock(&all->mutex);
    const bool full = all->stopping || all->n >= (size_t)all->server->config->streams_max;
    if (full) {
        all->refused++;
    } else {
        stream_link(stream);
        stream->began_ms = clock_ms();
        stream->suspended = true;
        MHD_suspend_connection(stream->connection);
        stream_check_submit(stream);
    }
    (void)pthread_mutex_unlock(&all->mutex);
    deadline_set(stream->deadline, DEADLINE_NONE);
    return full ? refuse(stream, ERR_OVERLOADED) : MHD_YES;
}

static enum MHD_Result on_request(void *closure, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_bytes, void **context)
{
    struct stream *stream = *context;

    (void)closure;
    (void)url;
    (void)upload;
    if (stream == NULL)
        return MHD_NO;
    stream->connection = connection;
    if (!stream->seen) {
        stream->seen = true;
        enum err r = head_read(stream, method, version);
        return r < 0 ? refuse(stream, r) : MHD_YES;
    }
    if (*upload_bytes > 0)
        return MHD_NO;
    if (!stream->submitted)
        return submit(stream);
    (void)pthread_mutex_lock(&stream->all->mutex);
    enum err err = stream->err;
    (void)pthread_mutex_unlock(&stream->all->mutex);
    return err < 0 ? refuse(stream, err) : stream_begin(stream);
}

static void *on_uri(void *closure, const char *uri, struct MHD_Connection *connection)
{
    struct stream *stream = calloc(1, sizeof(*stream));
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    if (stream == NULL)
        abort();
    stream->all = closure;
    stream->arena = arena_new(1024);
    stream->ex.server = stream->all->server;
    stream->ex.label = "/events";
    stream->ex.path = arena_strdup(stream->arena, uri);
    stream->deadline = info != NULL ? info->socket_context : NULL;
    stream->job.run = stream_check_run;
    stream->job.drop = stream_check_drop;
    deadline_set(stream->deadline, DEADLINE_HEAD);
    return stream;
}

static void on_completed(void *closure, struct MHD_Connection *connection, void **context,
                         enum MHD_RequestTerminationCode why)
{
    struct stream *stream = *context;

    (void)closure;
    (void)connection;
    (void)why;
    if (stream == NULL)
        return;
    *context = NULL;
    struct streams *all = stream->all;
    deadline_set(stream->deadline, DEADLINE_IDLE);
    (void)pthread_mutex_lock(&all->mutex);
    stream_unlink(stream);
    stream->gone = true;
    const bool with_pool = stream->checking;
    (void)pthread_mutex_unlock(&all->mutex);
    if (!with_pool)
        stream_free(stream);
}

static void on_connection(void *closure, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct streams *all = closure;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *context = deadline_new(all->deadlines, info->connect_fd);
    } else {
        deadline_free(*context);
        *context = NULL;
    }
}

static size_t unescape_nothing(void *closure, struct MHD_Connection *connection, char *text)
{
    (void)closure;
    (void)connection;
    return strlen(text);
}

/* ---- Start and stop ---- */

static struct MHD_Daemon *daemon_start(struct streams *all)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, all,
        MHD_OPTION_LISTEN_SOCKET, all->fd, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)all->server->config->streams_max + 64, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        CONNECTION_BYTES, MHD_OPTION_CONNECTION_MEMORY_INCREMENT, BLOCK_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)DEAD_AFTER_S, MHD_OPTION_STRICT_FOR_CLIENT, -1,
        MHD_OPTION_URI_LOG_CALLBACK, on_uri, all, MHD_OPTION_NOTIFY_COMPLETED, on_completed, all,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, all, MHD_OPTION_UNESCAPE_CALLBACK,
        unescape_nothing, NULL, MHD_OPTION_END);
}

enum err streams_start(struct server *server, FILE *complaints, struct streams **ret)
{
    struct streams *all = calloc(1, sizeof(*all));

    if (all == NULL)
        abort();
    all->server = server;
    (void)pthread_mutex_init(&all->mutex, NULL);
    enum err r = socket_listen(server->config->stream_listen, complaints, &all->fd);
    if (r < 0) {
        free(all);
        return r;
    }
    all->deadlines = deadlines_start();
    all->daemon = daemon_start(all);
    if (all->daemon == NULL) {
        fprintf(complaints, "cannot serve %s\n", server->config->stream_listen);
        deadlines_stop(all->deadlines);
        close(all->fd);
        free(all);
        return ERR_IO;
    }
    if (pthread_create(&all->watcher, NULL, stream_watch_main, all) != 0)
        abort();
    *ret = all;
    return OK;
}

/* Wakes every sleeper once more. True when no check is with the pool and no stream is left, or, with
 * patience at an end, only such as their clients do not read. */
static bool all_ended(struct streams *all, bool patient)
{
    (void)pthread_mutex_lock(&all->mutex);
    all->stopping = true;
    for (struct stream *stream = all->first; stream != NULL; stream = stream->next) {
        if (!stream->ending && stream->open)
            stream_write(stream, "event: bye\ndata: {}\n\n", 21);
        stream->ending = true;
        if (!stream->open && stream->err == OK)
            stream->err = ERR_OVERLOADED;
        if (!stream->checking)
            stream_wake(stream);
    }
    const bool ended = all->n_checking == 0 && (all->first == NULL || !patient);
    (void)pthread_mutex_unlock(&all->mutex);
    return ended;
}

void streams_stop(struct streams *all)
{
    if (all == NULL)
        return;
    MHD_socket fd = MHD_quiesce_daemon(all->daemon);
    if (fd != MHD_INVALID_SOCKET)
        close(fd);
    socket_forget(all->server->config->stream_listen);
    for (int i = 0; !all_ended(all, i < 200); i++)
        clock_sleep_ms(10);
    (void)pthread_join(all->watcher, NULL);
    MHD_stop_daemon(all->daemon);
    deadlines_stop(all->deadlines);
    (void)pthread_mutex_destroy(&all->mutex);
    free(all);
}

void streams_state(struct streams *all, struct metrics_streams *ret)
{
    (void)pthread_mutex_lock(&all->mutex);
    *ret = (struct metrics_streams){all->n, all->events, all->refused};
    (void)pthread_mutex_unlock(&all->mutex);
}
