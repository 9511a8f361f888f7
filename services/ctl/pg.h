/* The database as samplanctl uses it: whole SQL files, calls with text parameters, COPY. The only
 * file of this program that includes libpq. */
#ifndef SAMPLAN_CTL_PG_H
#define SAMPLAN_CTL_PG_H

#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>

struct pg;
struct pg_rows;

/* Connects. conninfo is borrowed; application_name is shown in pg_stat_activity. On failure *ret is
 * NULL and the reason is on stderr. The caller owns *ret: pg_close(). Blocks. */
NODISCARD bool pg_open(const char *conninfo, const char *application_name, struct pg **ret);

void pg_close(struct pg *pg); /* NULL is allowed */
void pg_closep(struct pg **pg);

/* Notices of the server are shown only when on (they are off at first). */
void pg_show_notices(struct pg *pg, bool on);

/* Runs one or more statements without parameters; results are thrown away. origin names the source
 * in the error that goes to stderr ("sql/functions/plan_show.sql"); NULL: no source is named. */
NODISCARD bool pg_run(struct pg *pg, const char *origin, const char *sql);

/* Runs one statement with n text parameters (NULL elements are SQL NULL). On success *ret is owned
 * by the caller: pg_rows_free(). On failure the message is on stderr. */
NODISCARD bool pg_query(struct pg *pg, const char *sql, int n, const char *const *values,
                        struct pg_rows **ret);

/* The same for a statement whose rows are of no interest. */
NODISCARD bool pg_call(struct pg *pg, const char *sql, int n, const char *const *values);

int pg_rows_n(const struct pg_rows *rows);
const char *pg_rows_text(const struct pg_rows *rows, int row, int column); /* "" for NULL */
bool pg_rows_null(const struct pg_rows *rows, int row, int column);
void pg_rows_free(struct pg_rows *rows);
void pg_rows_freep(struct pg_rows **rows);

/* SQLSTATE, primary message and detail of the last failure; "" when there was none. */
const char *pg_sqlstate(const struct pg *pg);
const char *pg_message(const struct pg *pg);
const char *pg_detail(const struct pg *pg);

/* When off, failures of pg_query and pg_call are not written to stderr (the caller reads them). */
void pg_show_errors(struct pg *pg, bool on);

/* COPY … FROM STDIN: begin with the statement, give bytes, end. False: the message is on stderr, the
 * connection is usable again after pg_copy_end. */
NODISCARD bool pg_copy_begin(struct pg *pg, const char *sql);
NODISCARD bool pg_copy_give(struct pg *pg, const char *bytes, size_t n_bytes);
NODISCARD bool pg_copy_end(struct pg *pg);

#endif
