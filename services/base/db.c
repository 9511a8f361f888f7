/* Connections and pipelines over libpq. */
#include "services/base/db.h"

#include "services/base/clock.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One row of what a PGresult is to the outside; never defined, only cast. */
struct db_result;

struct db {
    PGconn *conn;
    struct db_failure failure;
    PGresult *failed; /* holds the texts of failure */
    bool broken;      /* no further use: closed, timed out or out of step */
    bool received;    /* anything came back for the current pipeline */
};

static const PGresult *pg_result(const struct db_result *result)
{
    return (const PGresult *)result;
}

/* ---- Errors ---- */

enum err db_sqlstate_err(const char *sqlstate)
{
    static const struct {
        const char *sqlstate;
        enum err err;
    } ours[] = {
        {"SP400", ERR_BAD_REQUEST}, {"SP401", ERR_UNAUTHENTICATED}, {"SP403", ERR_FORBIDDEN},
        {"SP40C", ERR_CHOOSE_UNIT}, {"SP404", ERR_NOT_FOUND},       {"SP409", ERR_CONFLICT},
        {"SP412", ERR_STALE},       {"SP422", ERR_INVALID},         {"SP428", ERR_PRECONDITION},
        {"SP429", ERR_THROTTLED},   {"SP503", ERR_OVERLOADED},      {"SP413", ERR_TOO_LARGE},
        {"SP40S", ERR_STEP_UP},     {"SP40F", ERR_ENROL},
    };

    for (size_t i = 0; i < ARRAY_LEN(ours); i++) {
        if (strcmp(ours[i].sqlstate, sqlstate) == 0)
            return ours[i].err;
    }
    if (strcmp(sqlstate, "40001") == 0 || strcmp(sqlstate, "40P01") == 0)
        return ERR_RETRY;
    if (strncmp(sqlstate, "08", 2) == 0 || strncmp(sqlstate, "53", 2) == 0 ||
        strncmp(sqlstate, "57", 2) == 0)
        return ERR_DATABASE_DOWN;
    return ERR_INTERNAL;
}

static void failure_clear(struct db *db)
{
    PQclear(db->failed);
    db->failed = NULL;
    db->failure = (struct db_failure){.sqlstate = "", .message = ""};
}

/* Keeps the first failure of a pipeline; takes result. */
static void failure_set_take(struct db *db, PGresult *result, int step)
{
    if (db->failed != NULL) {
        PQclear(result);
        return;
    }
    const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    db->failed = result;
    db->failure.sqlstate = sqlstate != NULL ? sqlstate : "";
    db->failure.message = message != NULL ? message : "";
    db->failure.detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    db->failure.step = step;
}

static enum err broken(struct db *db, const char *message)
{
    db->broken = true;
    if (db->failed == NULL) {
        db->failure.message = message;
        db->failure.sqlstate = "";
    }
    return ERR_DATABASE_DOWN;
}

/* ---- Waiting ---- */

/* Waits for events on the socket until deadline_ms. */
static bool wait_for(const struct db *db, short events, int64_t deadline_ms)
{
    struct pollfd fd = {.fd = PQsocket(db->conn), .events = events};

    if (fd.fd < 0)
        return false;
    for (;;) {
        int64_t rest = deadline_ms - clock_ms();
        if (rest <= 0)
            return false;
        int n = poll(&fd, 1, rest > 60000 ? 60000 : (int)rest);
        if (n > 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
    }
}

/* Sends all that is buffered; when the server stops reading, its answers are read meanwhile. */
static bool flush(struct db *db, int64_t deadline_ms)
{
    for (;;) {
        int n = PQflush(db->conn);
        if (n <= 0)
            return n == 0;
        if (!wait_for(db, POLLIN | POLLOUT, deadline_ms) || PQconsumeInput(db->conn) == 0)
            return false;
    }
}

/* The next result, waited for; sets *ret_timeout on trouble. NULL is libpq's own end mark. */
static PGresult *next_result(struct db *db, int64_t deadline_ms, bool *ret_trouble)
{
    while (PQisBusy(db->conn)) {
        if (!wait_for(db, POLLIN, deadline_ms) || PQconsumeInput(db->conn) == 0) {
            *ret_trouble = true;
            return NULL;
        }
    }
    PGresult *result = PQgetResult(db->conn);
    if (PQstatus(db->conn) == CONNECTION_BAD) {
        PQclear(result);
        *ret_trouble = true;
        return NULL;
    }
    return result;
}

/* ---- Pipelines ---- */

static bool step_send(struct db *db, const struct db_step *step)
{
    const char *values[DB_PARAMS_MAX];
    int lengths[DB_PARAMS_MAX], formats[DB_PARAMS_MAX];

    for (int i = 0; i < step->n_params; i++) {
        values[i] = step->params[i].bytes;
        lengths[i] = step->params[i].n_bytes;
        formats[i] = step->params[i].binary;
    }
    if (step->statement != NULL)
        return PQsendQueryPrepared(db->conn, step->statement, step->n_params, values, lengths,
                                   formats, 0) == 1;
    return PQsendQueryParams(db->conn, step->sql, step->n_params, NULL, values, lengths, formats,
                             0) == 1;
}

/* Reads the answer to one statement up to its end mark. */
static enum err step_receive(struct db *db, int step, int64_t deadline_ms,
                             struct db_result **ret_result)
{
    bool trouble = false;

    for (;;) {
        PGresult *result = next_result(db, deadline_ms, &trouble);
        if (trouble)
            return broken(db, "the connection broke or no answer came in time");
        if (result == NULL)
            return OK;
        db->received = true;
        switch ((int)PQresultStatus(result)) {
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK:
            PQclear((PGresult *)*ret_result);
            *ret_result = (struct db_result *)result;
            break;
        case PGRES_PIPELINE_ABORTED:
            PQclear(result);
            break;
        case PGRES_FATAL_ERROR:
            failure_set_take(db, result, step);
            break;
        default:
            PQclear(result);
            return broken(db, "an answer out of step");
        }
    }
}

/* Reads up to the sync: only what has committed passes it without an error. */
static enum err sync_receive(struct db *db, int n_steps, int64_t deadline_ms)
{
    bool trouble = false;

    for (;;) {
        PGresult *result = next_result(db, deadline_ms, &trouble);
        if (trouble)
            return broken(db, "the connection broke or no answer came in time");
        if (result == NULL)
            continue; /* the end mark of an error that the commit raised */
        if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
            PQclear(result);
            return OK;
        }
        if (PQresultStatus(result) != PGRES_FATAL_ERROR) {
            PQclear(result);
            return broken(db, "an answer out of step");
        }
        failure_set_take(db, result, n_steps);
    }
}

static enum err steps_run(struct db *db, const struct db_step *steps, int n_steps,
                          int64_t deadline_ms, struct db_result *results[])
{
    enum err r;

    for (int i = 0; i < n_steps; i++) {
        if (!step_send(db, &steps[i]))
            return broken(db, "the statement cannot be sent");
    }
    if (PQpipelineSync(db->conn) != 1 || !flush(db, deadline_ms))
        return broken(db, "the pipeline cannot be sent");
    for (int i = 0; i < n_steps; i++) {
        r = step_receive(db, i, deadline_ms, &results[i]);
        if (r < 0)
            return r;
    }
    r = sync_receive(db, n_steps, deadline_ms);
    if (r < 0)
        return r;
    if (PQtransactionStatus(db->conn) != PQTRANS_IDLE)
        return broken(db, "the connection is not idle after the sync");
    return db->failed != NULL ? db_sqlstate_err(db->failure.sqlstate) : OK;
}

enum err db_pipeline(struct db *db, const struct db_step *steps, int n_steps, int64_t deadline_ms,
                     struct db_result *ret_results[])
{
    struct db_result *results[DB_STEPS_MAX] = {0};

    failure_clear(db);
    db->received = false;
    if (n_steps < 1 || n_steps > DB_STEPS_MAX)
        return ERR_LIMIT;
    if (db->broken)
        return broken(db, "the connection was broken before");
    enum err r = steps_run(db, steps, n_steps, deadline_ms, results);
    for (int i = 0; i < n_steps; i++) {
        if (r < 0)
            db_result_free(results[i]);
        else
            ret_results[i] = results[i];
    }
    return r;
}

const struct db_failure *db_failure(const struct db *db)
{
    return &db->failure;
}

bool db_usable(const struct db *db)
{
    return !db->broken && PQstatus(db->conn) == CONNECTION_OK &&
           PQtransactionStatus(db->conn) == PQTRANS_IDLE;
}

bool db_broke_silently(const struct db *db)
{
    return db->broken && !db->received;
}

/* ---- Opening ---- */

static void notice_ignore(void *closure, const PGresult *result)
{
    (void)closure;
    (void)result;
}

/* Writes the first line of message after a prefix. */
static void problem_set(char *problem, size_t problem_bytes, const char *prefix,
                        const char *message)
{
    if (problem == NULL || problem_bytes == 0)
        return;
    (void)snprintf(problem, problem_bytes, "%s%.*s", prefix, (int)strcspn(message, "\n"), message);
}

static enum err connect_wait(PGconn *conn, int64_t deadline_ms)
{
    for (;;) {
        PostgresPollingStatusType status = PQconnectPoll(conn);
        if (status == PGRES_POLLING_OK)
            return OK;
        if (status == PGRES_POLLING_FAILED)
            return ERR_DATABASE_DOWN;
        struct pollfd fd = {.fd = PQsocket(conn),
                            .events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT};
        int64_t rest = deadline_ms - clock_ms();
        if (rest <= 0 || fd.fd < 0 || (poll(&fd, 1, (int)rest) < 0 && errno != EINTR))
            return ERR_DATABASE_DOWN;
    }
}

/* Prepares everything in one pipeline. */
static enum err prepare_all(struct db *db, const struct db_statement *statements, size_t n,
                            int64_t deadline_ms, char *problem, size_t problem_bytes)
{
    enum err r = OK;

    for (size_t i = 0; i < n; i++) {
        if (PQsendPrepare(db->conn, statements[i].name, statements[i].sql, 0, NULL) != 1)
            return broken(db, "the statements cannot be sent");
    }
    if (n == 0)
        return OK;
    if (PQpipelineSync(db->conn) != 1 || !flush(db, deadline_ms))
        return broken(db, "the statements cannot be sent");
    for (size_t i = 0; i < n && r == OK; i++) {
        struct db_result *result = NULL;
        r = step_receive(db, (int)i, deadline_ms, &result);
        db_result_free(result);
    }
    if (r == OK)
        r = sync_receive(db, (int)n, deadline_ms);
    if (r < 0 || db->failed == NULL)
        return r;
    if (problem != NULL) {
        size_t at = (size_t)db->failure.step < n ? (size_t)db->failure.step : n - 1;
        (void)snprintf(problem, problem_bytes, "statement %s: %s", statements[at].name,
                       db->failure.message);
    }
    return db_sqlstate_err(db->failure.sqlstate) == ERR_DATABASE_DOWN ? ERR_DATABASE_DOWN
                                                                      : ERR_INTERNAL;
}

static PGconn *connect_start(const char *conninfo, const char *application_name)
{
    /* A peer that is gone without a word is noticed in about ten seconds. */
    const char *const keys[] = {"dbname",
                                "fallback_application_name",
                                "client_encoding",
                                "keepalives_idle",
                                "keepalives_interval",
                                "keepalives_count",
                                "tcp_user_timeout",
                                NULL};
    const char *const values[] = {conninfo, application_name, "UTF8", "5", "2", "3", "10000", NULL};

    return PQconnectStartParams(keys, values, 1);
}

static enum err open_prepared(struct db *db, const char *conninfo, const char *application_name,
                              const struct db_statement *statements, size_t n, int64_t deadline_ms,
                              char *problem, size_t problem_bytes)
{
    db->conn = connect_start(conninfo, application_name);
    if (db->conn == NULL)
        abort();
    PQsetNoticeReceiver(db->conn, notice_ignore, NULL);
    if (PQstatus(db->conn) == CONNECTION_BAD || connect_wait(db->conn, deadline_ms) < 0) {
        const char *message = PQerrorMessage(db->conn);
        problem_set(problem, problem_bytes,
                    "database: ", message[0] != '\0' ? message : "no answer in time");
        return ERR_DATABASE_DOWN;
    }
    if (PQsetnonblocking(db->conn, 1) != 0 || PQenterPipelineMode(db->conn) != 1) {
        problem_set(problem, problem_bytes, "database: ", "no pipeline mode");
        return ERR_DATABASE_DOWN;
    }
    problem_set(problem, problem_bytes, "database: ", "the connection broke");
    return prepare_all(db, statements, n, deadline_ms, problem, problem_bytes);
}

enum err db_open(const char *conninfo, const char *application_name,
                 const struct db_statement *statements, size_t n, int64_t timeout_ms,
                 struct db **ret, char *problem, size_t problem_bytes)
{
    struct db *db = calloc(1, sizeof(*db));
    if (db == NULL)
        abort();
    failure_clear(db);
    enum err r = open_prepared(db, conninfo, application_name, statements, n,
                               clock_ms() + timeout_ms, problem, problem_bytes);
    if (r < 0) {
        db_close(db);
        return r;
    }
    failure_clear(db);
    *ret = db;
    return OK;
}

void db_close(struct db *db)
{
    if (db == NULL)
        return;
    PQclear(db->failed);
    PQfinish(db->conn);
    free(db);
}

/* ---- Results ---- */

const char *db_result_cell(const struct db_result *result, int row, int column)
{
    const PGresult *pg = pg_result(result);

    if (row >= PQntuples(pg) || column >= PQnfields(pg) || PQgetisnull(pg, row, column))
        return NULL;
    return PQgetvalue(pg, row, column);
}

const char *db_result_text(const struct db_result *result, size_t *ret_bytes)
{
    const char *text = db_result_cell(result, 0, 0);

    if (text != NULL && ret_bytes != NULL)
        *ret_bytes = (size_t)PQgetlength(pg_result(result), 0, 0);
    return text;
}

int db_result_rows(const struct db_result *result)
{
    return PQntuples(pg_result(result));
}

void db_result_free(struct db_result *result)
{
    PQclear((PGresult *)result);
}

void db_result_freep(struct db_result **result)
{
    db_result_free(*result);
}

/* ---- Notifications ---- */

enum err db_listen(struct db *db, const char *channel)
{
    char sql[100];
    struct db_result *result = NULL;

    (void)snprintf(sql, sizeof(sql), "LISTEN %s", channel);
    struct db_step step = {.sql = sql};
    enum err r = db_pipeline(db, &step, 1, clock_ms() + 5000, &result);
    if (r == OK)
        db_result_free(result);
    return r;
}

int db_socket(const struct db *db)
{
    return PQsocket(db->conn);
}

enum err db_notices(struct db *db, void (*fn)(void *closure, const char *payload), void *closure)
{
    if (PQconsumeInput(db->conn) == 0 || PQstatus(db->conn) == CONNECTION_BAD)
        return broken(db, "the connection broke");
    for (PGnotify *notice; (notice = PQnotifies(db->conn)) != NULL;) {
        fn(closure, notice->extra);
        PQfreemem(notice);
    }
    return OK;
}
