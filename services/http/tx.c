/* One pipeline: who asks, and what for. Authentication, access, audit and work are one transaction
 * and one round trip; what comes back has been committed. */
#include "services/http/tx.h"

#include "services/base/clock.h"
#include "services/base/document.h"
#include "services/base/json_memory.h"
#include "services/base/log.h"
#include "services/http/metrics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIES 4 /* one, and up to three more after a serialization failure */
#define FAST_TIMEOUT_MS 15000
#define SLOW_TIMEOUT_MS 120000
#define REFUSED "{\"_refused\""
#define TOKEN_BYTES 32
#define STEP_UP_BIT (1U << 30) /* what api.auth_enter takes for .step_up */

void tx_init(struct tx *tx, struct worker *worker, struct request *request, struct reply *reply,
             const char *interface, const unsigned char *token)
{
    const enum tx_kind kind = request->route->tx;

    *tx = (struct tx){.worker = worker,
                      .request = request,
                      .reply = reply,
                      .interface = interface,
                      .token = token,
                      .through_write = kind == TX_WRITE || kind == TX_MULTI};
}

void tx_reset(struct tx *tx)
{
    json_decref(tx->frame);
    tx->frame = NULL;
    db_result_free(tx->entered);
    tx->entered = NULL;
    tx->request->frame = NULL;
}

json_t *tx_frame(struct tx *tx)
{
    size_t n = 0;

    if (tx->frame == NULL && tx->entered != NULL) {
        const char *text = db_result_text(tx->entered, &n);
        tx->frame = text != NULL ? document_read(text, n) : NULL;
        tx->request->frame = tx->frame;
    }
    return tx->frame;
}

/* ---- Failures ---- */

/* Messages of data errors and of our own RAISE quote values; those are personal and stay out. */
static void message_redact(const char *sqlstate, const char *message, char *buf, size_t buf_bytes)
{
    const bool quotes_values = strncmp(sqlstate, "22", 2) == 0 || strncmp(sqlstate, "P0", 2) == 0;
    bool inside = false;
    size_t n = 0;

    for (const char *p = message; *p != '\0' && n + 1 < buf_bytes; p++) {
        if (*p == '"')
            inside = !inside;
        else if (quotes_values && (inside || (*p >= '0' && *p <= '9')))
            continue;
        buf[n++] = *p;
    }
    buf[n] = '\0';
}

static void failure_log(const struct tx *tx, const char *function, const struct db_failure *failure)
{
    char message[300];
    struct log_line line;

    message_redact(failure->sqlstate, failure->message, message, sizeof(message));
    log_begin(&line, LOG_ERROR, "database-error");
    log_text(&line, "request_id", tx->request->id);
    log_text(&line, "function", function);
    log_text(&line, "sqlstate", failure->sqlstate[0] != '\0' ? failure->sqlstate : NULL);
    log_text(&line, "message", message);
    log_end(&line);
}

/* A function raised, or the database failed: fills the reply. */
static enum err failure_take(struct tx *tx, const char *function, enum err r)
{
    const struct db_failure *failure = db_failure(tx->worker->db);
    const bool ours = strncmp(failure->sqlstate, "SP", 2) == 0;

    metrics_database_error(tx->worker->metrics, r);
    if (r == ERR_INTERNAL || (r == ERR_DATABASE_DOWN && failure->sqlstate[0] == '\0'))
        failure_log(tx, function, failure);
    if (!ours)
        return r;
    json_t *detail = failure->detail != NULL ? json_loads(failure->detail, 0, NULL) : NULL;
    if (detail != NULL && !json_is_object(detail)) {
        json_decref(detail);
        detail = NULL;
    }
    reply_failure_take(tx->reply, failure->message, detail);
    return r;
}

static enum err err_of_status(int status)
{
    switch (status) {
    case 400:
        return ERR_BAD_REQUEST;
    case 401:
        return ERR_UNAUTHENTICATED;
    case 403:
        return ERR_FORBIDDEN;
    case 404:
        return ERR_NOT_FOUND;
    case 409:
        return ERR_CONFLICT;
    case 412:
        return ERR_STALE;
    case 422:
        return ERR_INVALID;
    case 428:
        return ERR_PRECONDITION;
    case 429:
        return ERR_THROTTLED;
    case 503:
        return ERR_OVERLOADED;
    default:
        return ERR_INTERNAL;
    }
}

/* A refusal is a document, so that its audit row commits; here it becomes an error. */
static enum err refusal_take(struct tx *tx, const char *text, size_t n_bytes)
{
    json_t *document = document_read(text, n_bytes);
    json_t *refused = json_object_get(document, "_refused");
    int status = (int)json_integer_value(json_object_get(refused, "status"));
    const char *code = json_string_value(json_object_get(refused, "code"));
    enum err r = err_of_status(status);

    json_t *rest = json_is_object(refused) ? json_incref(refused) : NULL;
    if (rest != NULL)
        (void)json_object_del(rest, "status");
    reply_failure_take(tx->reply, code, rest);
    if (rest != NULL)
        (void)json_object_del(rest, "code");
    json_decref(document);
    return r;
}

/* ---- Calls ---- */

/* The first statement of a session's pipeline; access is its buffer. A row for anyone is for every
 * role as well, also before a unit is chosen. */
static void enter_step(const struct tx *tx, struct db_step *step, char access[16])
{
    const unsigned set = tx->request->route->access;

    const unsigned all = ACCESS_CHOOSING | ACCESS_ENROLLING | ACCESS_SIGNED_IN;

    (void)snprintf(access, 16, "%u",
                   (set & ACCESS_ANYONE ? set | all : set) |
                       (tx->request->route->step_up && !tx->unconfirmed ? STEP_UP_BIT : 0));
    *step = (struct db_step){
        .statement = STATEMENT_ENTER,
        .n_params = 5,
        .params = {{(const char *)tx->token, TOKEN_BYTES, true},
                   {access, 0, false},
                   {tx->request->id, 0, false},
                   {tx->interface, 0, false},
                   {tx->request->client, 0, false}},
    };
}

/* Runs the pipeline once on the worker's connection. */
static enum err run_once(struct tx *tx, const struct db_step *steps, int n_steps,
                         struct db_result *results[])
{
    struct db *db;
    const int64_t timeout = tx->worker->lane == LANE_SLOW ? SLOW_TIMEOUT_MS : FAST_TIMEOUT_MS;

    enum err r = worker_db(tx->worker, &db);
    if (r < 0)
        return r;
    int64_t start = clock_us();
    r = db_pipeline(db, steps, n_steps, clock_ms() + timeout, results);
    tx->database_us += clock_us() - start;
    return r;
}

/* Whether the pipeline may be sent again after r: what the database undid, or what cannot have
 * taken effect twice (a read, or a write with an idempotency key) on a connection that was dead. */
static bool again(struct tx *tx, enum err r, bool repeatable, unsigned try)
{
    if (r == ERR_RETRY)
        return try + 1 < TRIES;
    return r == ERR_DATABASE_DOWN && try == 0 && repeatable && tx->worker->db != NULL &&
           db_broke_silently(tx->worker->db);
}

static enum err run(struct tx *tx, const char *function, const struct db_step *steps, int n_steps,
                    bool repeatable, struct db_result *results[])
{
    for (unsigned try = 0;; try++) {
        enum err r = run_once(tx, steps, n_steps, results);
        if (r == OK) {
            worker_db_done(tx->worker, true);
            return OK;
        }
        if (tx->worker->db == NULL)
            return r;
        const bool once_more = again(tx, r, repeatable, try);
        if (!once_more)
            r = failure_take(tx, function, r);
        worker_db_done(tx->worker, r != ERR_DATABASE_DOWN);
        if (!once_more)
            return r;
        tx->retries++;
        if (r == ERR_RETRY)
            clock_sleep_ms((int64_t)arc4random_uniform(5U << try) + 1);
    }
}

/* What api.request_refused calls a refusal that was raised, and so undid its own audit row; NULL: it is none. */
static const char *refusal_code(enum err r)
{
    switch ((int)r) {
    case ERR_FORBIDDEN:
        return "role";
    case ERR_STEP_UP:
        return "step-up";
    case ERR_ENROL:
        return "second-factor";
    default:
        return NULL;
    }
}

/* Leaves the audit row of a refusal that was raised, in a transaction of its own. Gives the refusal back; no
 * row, no plain refusal either: then the answer is that of a database that is down. */
static enum err refused_note(struct tx *tx, enum err refused)
{
    const struct route *route = tx->request->route;
    const char *open = strchr(route->path, '{'),
               *close = open != NULL ? strstr(open, "_id}") : NULL;
    struct db_result *result = NULL;
    char kind[32] = "", name[40], pattern[160];

    if (close != NULL && (size_t)(close - open - 1) < sizeof(kind)) {
        (void)snprintf(kind, sizeof(kind), "%.*s", (int)(close - open - 1), open + 1);
        for (char *c = kind; *c != '\0'; c++)
            *c = *c == '_' ? '-' : *c;
    }
    (void)snprintf(name, sizeof(name), "%.*s_id", close != NULL ? (int)(close - open - 1) : 0,
                   close != NULL ? open + 1 : "");
    (void)snprintf(pattern, sizeof(pattern), "%s %s", route->method == HTTP_GET ? "GET" : "POST",
                   route->path);
    const struct db_step step = {
        .statement = STATEMENT_REFUSED,
        .n_params = 8,
        .params = {{(const char *)tx->token, TOKEN_BYTES, true},
                   {tx->request->id, 0, false},
                   {tx->interface, 0, false},
                   {tx->request->client, 0, false},
                   {pattern, 0, false},
                   {kind, 0, false},
                   {json_string_value(json_object_get(tx->request->input, name)), 0, false},
                   {refusal_code(refused), 0, false}},
    };
    enum err r = run_once(tx, &step, 1, &result);
    if (tx->worker->db != NULL)
        worker_db_done(tx->worker, r != ERR_DATABASE_DOWN);
    db_result_free(result);
    return r == OK ? refused : ERR_DATABASE_DOWN;
}

static enum err call(struct tx *tx, const char *function, const json_t *input, bool open,
                     struct db_result **ret_result)
{
    const bool enter = !open && tx->token != NULL, write = !open && tx->through_write;
    const char *key = write ? json_string_value(json_object_get(input, "_key")) : NULL;
    struct db_result *results[2] = {0};
    struct db_step steps[2];
    char access[16];
    int n = 0;

    const char *statement = statements_find(tx->worker->statements, function, write);
    if (statement == NULL || (tx->calls > 0 && tx->request->route->tx != TX_MULTI && !open)) {
        log_event(LOG_ERROR, "wrong-call",
                  "%s is in neither .sql nor .calls of a fitting row, or "
                  "was called twice outside TX_MULTI",
                  function);
        return ERR_INTERNAL;
    }
    char *text = json_dumps(input, JSON_COMPACT);
    if (text == NULL)
        return ERR_INTERNAL;
    if (enter)
        enter_step(tx, &steps[n++], access);
    struct db_step *step = &steps[n++];
    *step = (struct db_step){.statement = statement};
    if (write)
        step->params[step->n_params++] = (struct db_param){.bytes = key};
    step->params[step->n_params++] = (struct db_param){.bytes = text};
    enum err r = run(tx, function, steps, n, !write || key != NULL, results);
    json_memory_free(text);
    if (r < 0) {
        tx->enter_refused =
            enter && tx->worker->db != NULL && db_failure(tx->worker->db)->step == 0;
        return enter && refusal_code(r) != NULL ? refused_note(tx, r) : r;
    }
    tx->calls += !open;
    if (enter) {
        tx_reset(tx);
        tx->entered = results[0];
    }
    *ret_result = results[n - 1];
    return OK;
}

/* Turns a refusal into its error. */
static enum err answered(struct tx *tx, struct db_result *result, struct db_result **ret_result)
{
    size_t n = 0;
    const char *text = db_result_text(result, &n);

    if (text != NULL && strncmp(text, REFUSED, sizeof(REFUSED) - 1) == 0) {
        enum err r = refusal_take(tx, text, n);
        db_result_free(result);
        return r;
    }
    if (text == NULL) {
        db_result_free(result);
        return ERR_INTERNAL; /* a function of api must return a document */
    }
    *ret_result = result;
    return OK;
}

enum err tx_call_raw(struct tx *tx, const char *function, const json_t *input,
                     struct db_result **ret_result)
{
    struct db_result *result = NULL;

    enum err r = call(tx, function, input, false, &result);
    return r < 0 ? r : answered(tx, result, ret_result);
}

static enum err parsed(struct tx *tx, struct db_result *result, json_t **ret_document)
{
    CLEANUP(db_result_freep) struct db_result *mine = NULL;
    size_t n = 0;

    enum err r = answered(tx, result, &mine);
    if (r < 0)
        return r;
    const char *text = db_result_text(mine, &n);
    json_t *document = document_read(text, n);
    if (document == NULL)
        return ERR_INTERNAL;
    *ret_document = document;
    return OK;
}

enum err tx_call(struct tx *tx, const char *function, const json_t *input, json_t **ret_document)
{
    struct db_result *result = NULL;

    enum err r = call(tx, function, input, false, &result);
    if (r < 0)
        return r;
    (void)tx_frame(tx);
    return parsed(tx, result, ret_document);
}

enum err tx_call_unconfirmed(struct tx *tx, const char *function, const json_t *input,
                             json_t **ret_document)
{
    tx->unconfirmed = true;
    enum err r = tx_call(tx, function, input, ret_document);
    tx->unconfirmed = false;
    return r;
}

enum err tx_call_open(struct tx *tx, const char *function, const json_t *input,
                      json_t **ret_document)
{
    struct db_result *result = NULL;

    enum err r = call(tx, function, input, true, &result);
    return r < 0 ? r : parsed(tx, result, ret_document);
}

enum err tx_enter(struct tx *tx)
{
    struct db_result *results[2] = {0};
    struct db_step steps[2] = {{0}, {.statement = STATEMENT_PING}};
    char access[16];

    if (tx->token == NULL)
        return ERR_UNAUTHENTICATED;
    enter_step(tx, &steps[0], access);
    enum err r = run(tx, STATEMENT_PING, steps, 2, true, results);
    if (r < 0)
        return r;
    tx_reset(tx);
    tx->entered = results[0];
    db_result_free(results[1]);
    return OK;
}

enum err tx_ping(struct tx *tx)
{
    const struct db_step step = {.statement = STATEMENT_PING};
    struct db_result *result = NULL;

    enum err r = run(tx, STATEMENT_PING, &step, 1, true, &result);
    if (r == OK)
        db_result_free(result);
    return r;
}

enum err handle_document(const struct request *rq, struct tx *tx, struct reply *rp)
{
    struct db_result *result = NULL;

    if (rq->route->sql == NULL) {
        reply_document_take(rp, json_object());
        return OK;
    }
    enum err r = tx_call_raw(tx, rq->route->sql, rq->input, &result);
    if (r == OK)
        reply_raw_take(rp, result);
    return r;
}
