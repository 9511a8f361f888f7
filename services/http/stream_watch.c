/* The database's side of the streams: checks on workers, notifications and time on a thread. */
#include "services/base/clock.h"
#include "services/base/db.h"
#include "services/base/json_memory.h"
#include "services/base/log.h"
#include "services/base/text.h"
#include "services/http/pool.h"
#include "services/http/reply.h"
#include "services/http/stream_state.h"
#include "services/http/tx.h"

#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEARTBEAT_MS 20000
#define CHECK_MS 55000      /* so that a minute is never exceeded */
#define UNCHECKED_MS 120000 /* a stream that could not be checked for so long ends */
#define CHECK_DEADLINE_MS 10000
#define FIRST_CHECK_MS 30000 /* how long a new stream may wait for the database */
#define TICK_MS 500
#define BUSY_TICK_MS 20 /* while checks wait for their turn */
#define CHECKS_MIN 4
#define TURN_MARGIN_MS 100 /* behind the instant at which a right ends */
#define RECONNECT_MS 1000
#define HEARTBEAT ":\n\n"
#define ACCESS_CHANGED "event: access\ndata: {\"lost\":false}\n\n"
#define ACCESS_LOST "event: access\ndata: {\"lost\":true}\n\n"
#define STREAM_TURN_MS_MAX                                                                         \
    ((json_int_t)86400000) /* farther ones are found again by a later check */

/* The row that a check is run as. */
static const struct route EVENTS = {.method = HTTP_GET,
                                    .path = "/events",
                                    .access = ACCESS_SIGNED_IN,
                                    .tx = TX_READ,
                                    .sql = STREAM_FUNCTION,
                                    .summary = "Live updates"};

/* ---- Checks, on a worker ---- */

/* Keeps the plans that the document names, for a stream of no single plan. Under the mutex. */
static void plans_take(struct stream *stream, const json_t *document)
{
    const json_t *ids = json_object_get(document, "plan_ids");
    size_t n = json_array_size(ids);

    if (stream->plan_id[0] != '\0' || !json_is_array(ids))
        return;
    n = n < STREAM_PLANS_MAX ? n : STREAM_PLANS_MAX;
    free(stream->plans);
    stream->plans = calloc(n > 0 ? n : 1, sizeof(*stream->plans));
    if (stream->plans == NULL)
        abort();
    stream->n_plans = 0;
    for (size_t i = 0; i < n; i++) {
        const char *id = json_string_value(json_array_get(ids, i));
        if (id != NULL && text_uuid_ok(id))
            memcpy(stream->plans[stream->n_plans++], id, 37);
    }
}

/* Sends those of the changes that were there when the check began which it found to be for this reader;
 * later ones wait for the next. */
static void changes_write(struct stream *stream, const json_t *shown)
{
    for (size_t i = 0; i < stream->n_due; i++) {
        if (!json_is_true(json_array_get(shown, i)))
            continue;
        stream_write(stream, "event: changed\ndata: ", 21);
        stream_write(stream, stream->changes[i].text, strlen(stream->changes[i].text));
        stream_write(stream, "\n\n", 2);
        stream->all->events++;
    }
    stream->n_changes -= stream->n_due;
    if (stream->n_changes > 0)
        memmove(stream->changes, stream->changes + stream->n_due,
                stream->n_changes * sizeof(*stream->changes));
    stream->n_due = 0;
    if (stream->n_changes == 0) {
        free(stream->changes);
        stream->changes = NULL;
    }
}

/* Says so when the reader's rights are others than at the check before, and keeps when they will next
 * change by themselves. Under the mutex. */
static void rights_take(struct stream *stream, const json_t *document)
{
    const char *rights = json_string_value(json_object_get(document, "rights"));
    const json_t *after = json_object_get(document, "turn_after_ms");

    stream->turns_ms = 0;
    if (json_is_integer(after) && json_integer_value(after) < STREAM_TURN_MS_MAX)
        stream->turns_ms = clock_ms() + json_integer_value(after) + TURN_MARGIN_MS;
    if (rights == NULL || strlen(rights) >= sizeof(stream->rights))
        return;
    if (stream->rights[0] != '\0' && strcmp(stream->rights, rights) != 0)
        stream_write(stream, ACCESS_CHANGED, sizeof(ACCESS_CHANGED) - 1);
    memcpy(stream->rights, rights, strlen(rights) + 1);
}

/* "event: open" with the document, or the changes that waited. Under the mutex. */
static void check_passed(struct stream *stream, const json_t *document)
{
    plans_take(stream, document);
    stream->checked_ms = clock_ms();
    if (!stream->open) {
        CLEANUP(json_decrefp)
        json_t *opened = json_pack("{s:O?}", "plan_id", json_object_get(document, "plan_id"));
        stream->open = true;
        stream->sent_ms = stream->checked_ms;
        char *text = json_dumps(opened, JSON_COMPACT);
        stream_write(stream, "retry: 3000\nevent: open\ndata: ", 30);
        stream_write(stream, text != NULL ? text : "{}", text != NULL ? strlen(text) : 2);
        stream_write(stream, "\n\n", 2);
        json_memory_free(text);
    }
    rights_take(stream, document);
    changes_write(stream, json_object_get(document, "shown"));
}

/* An open stream ends; its reader is told when it is her right to the plan that did. */
static void refused_write(struct stream *stream, enum err r)
{
    if (r == ERR_NOT_FOUND || r == ERR_FORBIDDEN)
        stream_write(stream, ACCESS_LOST, sizeof(ACCESS_LOST) - 1);
    stream->ending = true;
}

/* The check has an answer: the stream goes on, ends, or tries later. */
static void check_done(struct stream *stream, enum err r, const json_t *document)
{
    struct streams *all = stream->all;
    const bool later = r == ERR_DATABASE_DOWN || r == ERR_OVERLOADED || r == ERR_RETRY;

    (void)pthread_mutex_lock(&all->mutex);
    stream->checking = false;
    all->n_checking--;
    const bool gone = stream->gone;
    if (!gone) {
        if (r != OK)
            stream->n_due = 0;
        if (r == OK)
            check_passed(stream, document);
        else if (later && !all->stopping)
            stream->check_wanted = true;
        else if (!stream->open)
            stream->err = r;
        else
            refused_write(stream, r);
        if (r == OK || !stream->check_wanted)
            stream_wake(stream);
    }
    (void)pthread_mutex_unlock(&all->mutex);
    if (gone)
        stream_free(stream);
}

/* What the check is to answer: may the stream go on, and which of the changes are for its reader? */
static json_t *check_input(struct stream *stream)
{
    json_t *changes = json_array();

    (void)pthread_mutex_lock(&stream->all->mutex);
    for (size_t i = 0; i < stream->n_due; i++) {
        const struct stream_change *change = &stream->changes[i];
        (void)json_array_append_new(
            changes, json_pack("{s:I, s:I, s:b}", "low", (json_int_t)change->low, "high",
                               (json_int_t)change->high, "coordinators", change->coordinators));
    }
    const bool again = stream->again;
    (void)pthread_mutex_unlock(&stream->all->mutex);
    return json_pack("{s:s?, s:b, s:o}", "plan_id",
                     stream->plan_id[0] != '\0' ? stream->plan_id : NULL, "again", again, "changes",
                     changes);
}

void stream_check_run(struct job *job, struct worker *worker)
{
    struct stream *stream = (struct stream *)job;
    struct reply reply;
    struct tx tx;
    struct db_result *result = NULL;
    json_t *input = check_input(stream);
    json_t *document = NULL;
    struct request request = {.route = &EVENTS,
                              .id = stream->ex.id,
                              .path = EVENTS.path,
                              .input = input,
                              .client = stream->visitor.client,
                              .arena = worker->arena};

    reply_init(&reply, worker->arena);
    tx_init(&tx, worker, &request, &reply, "events", stream->visitor.token_bytes);
    enum err r = tx_call_raw(&tx, EVENTS.sql, input, &result);
    if (r == OK) {
        reply_raw_take(&reply, result);
        document = reply_document(&reply);
        r = document != NULL ? OK : ERR_INTERNAL;
    }
    check_done(stream, r, document);
    reply_reset(&reply);
    tx_reset(&tx);
    json_decref(input);
}

void stream_check_drop(struct job *job, enum err reason)
{
    check_done((struct stream *)job, reason, NULL);
}

/* Requests of people come first: the checks never fill more than a quarter of the lane. */
void stream_check_submit(struct stream *stream)
{
    struct streams *all = stream->all;
    const size_t most = (size_t)all->server->config->queue_max / 4;

    stream->check_wanted = true;
    if (all->n_checking >= (most > CHECKS_MIN ? most : CHECKS_MIN))
        return;
    stream->job.deadline_ms = clock_ms() + CHECK_DEADLINE_MS;
    stream->again = stream->open;
    stream->checking = true;
    all->n_checking++;
    if (!pool_submit(all->server->pool, LANE_FAST, &stream->job)) {
        stream->checking = false;
        all->n_checking--;
        return;
    }
    stream->check_wanted = false;
    stream->n_due = stream->n_changes;
}

/* ---- Notifications, on the watcher ---- */

bool stream_change_read(const char *payload, struct stream_change *ret, char ret_plan_id[37])
{
    static const char *const names[] = {"plan_id", "section", "by", "at"};
    json_t *given = json_loads(payload, JSON_REJECT_DUPLICATES, NULL), *kept = json_object();
    const char *plan = json_string_value(json_object_get(given, "plan_id"));
    bool fine = plan != NULL && text_uuid_ok(plan);

    if (fine)
        memcpy(ret_plan_id, plan, 37);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        json_t *value = json_object_get(given, names[i]);
        if (json_is_string(value) && json_string_length(value) <= 64)
            (void)json_object_set(kept, names[i], value);
    }
    ret->low = json_integer_value(json_object_get(given, "low"));
    ret->high = json_integer_value(json_object_get(given, "high"));
    ret->coordinators = json_is_true(json_object_get(given, "coordinators"));
    ret->access = json_is_true(json_object_get(given, "access"));
    size_t n = json_dumpb(kept, ret->text, sizeof(ret->text) - 1, JSON_COMPACT);
    fine = fine && n < sizeof(ret->text);
    if (fine)
        ret->text[n] = '\0';
    json_decref(given);
    json_decref(kept);
    return fine;
}

static bool concerns(const struct stream *stream, const char *plan_id)
{
    if (stream->plan_id[0] != '\0')
        return strcmp(stream->plan_id, plan_id) == 0;
    for (size_t i = 0; i < stream->n_plans; i++) {
        if (strcmp(stream->plans[i], plan_id) == 0)
            return true;
    }
    return false;
}

/* Keeps a change until the stream has been checked. Too many at once become one that is for whoever may
 * know of either: the page fetches the state anyway. */
static void change_keep(struct stream *stream, const struct stream_change *given)
{
    struct stream_change copy = *given, *change = &copy;

    if (stream->n_changes == STREAM_CHANGES_MAX) {
        const struct stream_change *last = &stream->changes[--stream->n_changes];
        if (last->low > 0 && (change->low == 0 || last->low < change->low))
            change->low = last->low;
        if (last->high > change->high)
            change->high = last->high;
        if (stream->n_due > stream->n_changes)
            stream->n_due = stream->n_changes;
    }
    if (stream->changes == NULL) {
        stream->changes = calloc(STREAM_CHANGES_MAX, sizeof(*stream->changes));
        if (stream->changes == NULL)
            abort();
    }
    stream->changes[stream->n_changes++] = *change;
    stream->check_wanted = true;
}

static void notice_take(void *closure, const char *payload)
{
    struct streams *all = closure;
    struct stream_change change;
    char plan_id[37];

    if (!stream_change_read(payload, &change, plan_id))
        return;
    (void)pthread_mutex_lock(&all->mutex);
    for (struct stream *stream = all->first; stream != NULL; stream = stream->next) {
        if (!concerns(stream, plan_id))
            continue;
        if (change.access)
            stream->check_wanted = true;
        else
            change_keep(stream, &change);
    }
    (void)pthread_mutex_unlock(&all->mutex);
}

/* After the listening connection was lost, anything may have happened meanwhile. */
static void resync_all(struct streams *all)
{
    (void)pthread_mutex_lock(&all->mutex);
    for (struct stream *stream = all->first; stream != NULL; stream = stream->next) {
        if (stream->open)
            stream_write(stream, "event: resync\ndata: {}\n\n", 24);
    }
    (void)pthread_mutex_unlock(&all->mutex);
}

/* ---- Time ---- */

/* A stream that could not be checked for too long is not kept. */
static bool overdue(struct stream *stream, int64_t now)
{
    if (stream->open && now - stream->checked_ms > UNCHECKED_MS) {
        stream->ending = true;
    } else if (!stream->open && stream->err == OK && !stream->checking &&
               now - stream->began_ms > FIRST_CHECK_MS) {
        stream->err = ERR_DATABASE_DOWN;
        stream->check_wanted = false;
    } else {
        return false;
    }
    stream_wake(stream);
    return true;
}

/* True when its check still waits for its turn. */
static bool look_after(struct stream *stream, int64_t now)
{
    if (stream->ending || stream->err < 0 || overdue(stream, now))
        return false;
    const bool turned = stream->turns_ms > 0 && now >= stream->turns_ms;
    const bool due = stream->open && (turned || now - stream->checked_ms > CHECK_MS);
    if (!stream->checking && (stream->check_wanted || due))
        stream_check_submit(stream);
    if (stream->open && now - stream->sent_ms > HEARTBEAT_MS) {
        stream->sent_ms = now;
        stream_write(stream, HEARTBEAT, sizeof(HEARTBEAT) - 1);
    }
    return stream->check_wanted;
}

/* True when it is time to go. */
static bool look_after_all(struct streams *all, bool *ret_busy)
{
    const int64_t now = clock_ms();
    bool busy = false;

    (void)pthread_mutex_lock(&all->mutex);
    const bool stopping = all->stopping;
    for (struct stream *stream = all->first; stream != NULL && !stopping; stream = stream->next)
        busy = look_after(stream, now) || busy;
    (void)pthread_mutex_unlock(&all->mutex);
    *ret_busy = busy;
    return stopping;
}

/* The listening connection, opened when it is not there; NULL when that fails. */
static struct db *connected(struct streams *all, struct db *db, int64_t *retry_at_ms, bool *ever)
{
    char problem[300];

    if (db != NULL || clock_ms() < *retry_at_ms)
        return db;
    *retry_at_ms = clock_ms() + RECONNECT_MS;
    if (db_open(all->server->config->database, "samplan-events", NULL, 0, 2000, &db, problem,
                sizeof(problem)) < 0) {
        log_event(LOG_WARNING, "events-unreachable", "%s", problem);
        return NULL;
    }
    if (db_listen(db, STREAM_CHANNEL) < 0) {
        log_event(LOG_WARNING, "events-unreachable", "cannot listen");
        db_close(db);
        return NULL;
    }
    if (*ever)
        resync_all(all);
    *ever = true;
    return db;
}

void *stream_watch_main(void *closure)
{
    struct streams *all = closure;
    struct db *db = NULL;
    int64_t retry_at_ms = 0;
    bool ever = false, busy;

    while (!look_after_all(all, &busy)) {
        db = connected(all, db, &retry_at_ms, &ever);
        struct pollfd fd = {.fd = db != NULL ? db_socket(db) : -1, .events = POLLIN};
        if (poll(&fd, 1, busy ? BUSY_TICK_MS : TICK_MS) <= 0 || db == NULL)
            continue;
        if (db_notices(db, notice_take, all) < 0) {
            db_close(db);
            db = NULL;
        }
    }
    db_close(db);
    return NULL;
}
