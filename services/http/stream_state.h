/* What the two halves of the streams share: stream.c, which knows libmicrohttpd, and stream_watch.c,
 * which knows the database. One mutex guards every stream. */
#ifndef SAMPLAN_HTTP_STREAM_STATE_H
#define SAMPLAN_HTTP_STREAM_STATE_H

#include "services/http/exchange.h"
#include "services/http/session.h"
#include "services/http/stream.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STREAM_PLANS_MAX 256
#define STREAM_OUT_BYTES_MAX ((size_t)16 * 1024) /* a client that reads slower is let go */
#define STREAM_CHANGES_MAX 8 /* changes that wait for their check; more become one of all */

struct MHD_Connection;
struct MHD_Daemon;
struct deadlines;

struct stream_change {
    char text[400]; /* JSON object of ids */
    int64_t low,
        high; /* rows of the history that the reader must see one of; 0: none were written */
    bool coordinators; /* without such rows: for those alone who coordinate the plan */
    bool access;       /* nothing was written: somebody's rights in the plan have changed */
};

/* A stream, from its request line to its end. Fields below the mark: under all->mutex. */
struct stream {
    struct job job; /* first: the check of session and access */
    struct streams *all;
    struct MHD_Connection *connection;
    struct deadline *deadline;
    struct arena
        *arena; /* texts of the request; what follows until the mark is fixed at its start */
    struct exchange ex; /* for the shared steps of the edge and the log; never queued */
    struct visitor visitor;
    char plan_id[37]; /* "": the plans that the check names */
    bool seen, submitted;

    /* --- under the mutex --- */
    struct stream *next, **link;
    enum err err; /* why the first check refused; OK while it has not */
    bool linked;
    bool checking;  /* its job is with the pool */
    bool open;      /* the first check has passed */
    bool suspended; /* libmicrohttpd waits for us */
    bool check_wanted;
    bool ending; /* ends when out is empty */
    bool gone;   /* the connection is no more; the job frees the stream */
    char (*plans)[37];
    size_t n_plans;
    struct stream_change *changes;
    size_t n_changes;
    size_t n_due; /* the first of them, which the running check covers */
    bool again;   /* the running check is not the first */
    char *out;
    size_t n_out, sent;
    char rights[33]; /* digest of what the reader may, as the last check said; "": none did */
    int64_t began_ms, checked_ms, sent_ms;
    int64_t turns_ms; /* when a right of hers begins or ends by time; 0: never */
};

struct streams {
    struct server *server;
    struct MHD_Daemon *daemon;
    struct deadlines *deadlines;
    int fd;
    pthread_t watcher;
    pthread_mutex_t mutex;
    bool stopping; /* under the mutex, like all that follows */
    struct stream *first;
    size_t n, n_checking;
    uint64_t events, refused;
};

/* Appends to what is to be sent and wakes the connection. Under the mutex. */
void stream_write(struct stream *stream, const char *text, size_t n_bytes);

/* Wakes the connection, so that libmicrohttpd asks for more. Under the mutex. */
void stream_wake(struct stream *stream);

/* Frees a stream that is in no list and with no job. */
void stream_free(struct stream *stream);

/* Hands the check to the pool; when too many are there already, or the lane is full, the stream waits
 * for the watcher (check_wanted). Under the mutex. */
void stream_check_submit(struct stream *stream);

/* job.run and job.drop of a check. */
void stream_check_run(struct job *job, struct worker *worker);
void stream_check_drop(struct job *job, enum err reason);

/* Main function of the thread that listens to the database and looks after all streams. */
void *stream_watch_main(void *closure);

/* A notification's payload made fit to send: only plan_id, section, by and at, each a text of at most
 * 64 bytes. False when it is no such object. Pure. */
bool stream_change_read(const char *payload, struct stream_change *ret, char ret_plan_id[37]);

#endif
