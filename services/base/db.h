/* The database: connections in pipeline mode, prepared statements, one implicit transaction a
 * pipeline, notifications. The only file of the server that knows libpq. A connection belongs to one
 * thread at a time. */
#ifndef SAMPLAN_BASE_DB_H
#define SAMPLAN_BASE_DB_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DB_STEPS_MAX 4
#define DB_PARAMS_MAX 8

struct db;
struct db_result;

/* A statement that is prepared when a connection opens. All texts are constants or live as long as
 * every connection. */
struct db_statement {
    const char *name; /* at most 63 bytes */
    const char *sql;
};

/* A parameter: bytes NULL is SQL NULL. Text must be NUL-terminated; n_bytes counts for binary ones
 * (bytea as it is) only. */
struct db_param {
    const char *bytes;
    int n_bytes;
    bool binary;
};

/* One statement of a pipeline. statement names a prepared one; when it is NULL, sql is run. */
struct db_step {
    const char *statement;
    const char *sql;
    int n_params;
    struct db_param params[DB_PARAMS_MAX];
};

/* What the database said about a failure. Texts live until the next call on the connection. */
struct db_failure {
    const char *sqlstate; /* five characters; "" when the connection itself failed */
    const char *message;  /* for class SP the stable code */
    const char *detail;   /* for class SP a JSON object; NULL without */
    int step;             /* index of the statement that failed; n_steps: the commit */
};

/* Opens a connection and prepares n statements, which must outlive it. Waits at most timeout_ms.
 * OK with *ret owned by the caller (db_close); ERR_DATABASE_DOWN when the server cannot be reached or
 * is starting; ERR_INTERNAL when a statement cannot be prepared. On failure problem (problem_bytes,
 * may be NULL) holds one line that says what, with the statement's name. Blocks. */
NODISCARD enum err db_open(const char *conninfo, const char *application_name,
                           const struct db_statement *statements, size_t n, int64_t timeout_ms,
                           struct db **ret, char *problem, size_t problem_bytes);

/* NULL is allowed. */
void db_close(struct db *db);

/* Runs n_steps (1 to DB_STEPS_MAX) in one implicit transaction and one round trip. Only when the
 * final sync has succeeded, that is after the commit, results are given out: ret_results[i] is owned
 * by the caller (db_result_free). Otherwise none is, and db_failure() says why: the error mapped from
 * the SQLSTATE (see db_sqlstate_err), or ERR_DATABASE_DOWN when the connection broke or no answer
 * came before deadline_ms (clock_ms); then it is unknown whether the transaction committed, and the
 * connection must be closed (db_usable is false). Blocks. */
NODISCARD enum err db_pipeline(struct db *db, const struct db_step *steps, int n_steps,
                               int64_t deadline_ms, struct db_result *ret_results[]);

/* The failure of the last db_pipeline. */
const struct db_failure *db_failure(const struct db *db);

/* Whether the connection is open, idle, outside any transaction and its pipeline empty. */
bool db_usable(const struct db *db);

/* Whether nothing at all had been received for the last pipeline when the connection broke. A broken
 * idle connection looks like that, but so may a commit whose answer was lost. */
bool db_broke_silently(const struct db *db);

/* First column of the first row; NULL when it is SQL NULL or there is no row. ret_bytes may be NULL.
 * The text belongs to the result. */
const char *db_result_text(const struct db_result *result, size_t *ret_bytes);

/* Row and column as text, NULL for SQL NULL or outside. */
int db_result_rows(const struct db_result *result);
const char *db_result_cell(const struct db_result *result, int row, int column);

/* NULL is allowed. db_result_freep is for CLEANUP(). */
void db_result_free(struct db_result *result);
void db_result_freep(struct db_result **result);

/* Begins to listen on a channel (a constant identifier). The connection is for nothing else
 * afterwards. Blocks. */
NODISCARD enum err db_listen(struct db *db, const char *channel);

/* The descriptor to poll for input. */
int db_socket(const struct db *db);

/* Reads what has come and calls fn for each notification's payload. ERR_DATABASE_DOWN when the
 * connection is gone. Does not block. */
NODISCARD enum err db_notices(struct db *db, void (*fn)(void *closure, const char *payload),
                              void *closure);

/* The error that an SQLSTATE means: our class SP by its HTTP status, 40001 and 40P01 ERR_RETRY,
 * class 08, 53 and 57 ERR_DATABASE_DOWN, all else ERR_INTERNAL. */
enum err db_sqlstate_err(const char *sqlstate);

#endif
