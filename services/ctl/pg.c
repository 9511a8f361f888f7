/* The database as samplanctl uses it. */
#include "services/ctl/pg.h"

#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pg {
    PGconn *conn;
    bool notices;
    bool silent;
    char sqlstate[6];
    char message[500];
    char detail[4000];
};

struct pg_rows {
    PGresult *result;
};

static void notice(void *closure, const PGresult *result)
{
    const struct pg *pg = closure;
    const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (pg->notices && text != NULL)
        fprintf(stderr, "samplanctl: database: %s\n", text);
}

bool pg_open(const char *conninfo, const char *application_name, struct pg **ret)
{
    const char *const keys[] = {"dbname", "fallback_application_name", "client_encoding",
                                "connect_timeout", NULL};
    const char *const values[] = {conninfo, application_name, "UTF8", "10", NULL};

    *ret = NULL;
    struct pg *pg = calloc(1, sizeof(*pg));
    if (pg == NULL)
        abort();
    /* conninfo goes in as dbname: libpq expands it, and what it says wins over our defaults only
     * when it comes later in the list, which is right for the encoding. */
    pg->conn = PQconnectdbParams(keys, values, 1);
    if (PQstatus(pg->conn) != CONNECTION_OK) {
        fprintf(stderr, "samplanctl: cannot reach the database: %s",
                pg->conn != NULL ? PQerrorMessage(pg->conn) : "out of memory\n");
        pg_close(pg);
        return false;
    }
    PQsetNoticeReceiver(pg->conn, notice, pg);
    *ret = pg;
    return true;
}

void pg_close(struct pg *pg)
{
    if (pg == NULL)
        return;
    PQfinish(pg->conn);
    free(pg);
}

void pg_closep(struct pg **pg)
{
    pg_close(*pg);
}

void pg_show_notices(struct pg *pg, bool on)
{
    pg->notices = on;
}

void pg_show_errors(struct pg *pg, bool on)
{
    pg->silent = !on;
}

const char *pg_sqlstate(const struct pg *pg)
{
    return pg->sqlstate;
}

const char *pg_message(const struct pg *pg)
{
    return pg->message;
}

const char *pg_detail(const struct pg *pg)
{
    return pg->detail;
}

static const char *field(const PGresult *result, int code)
{
    const char *text = PQresultErrorField(result, code);
    return text != NULL ? text : "";
}

/* The line on which the character at a (one-based) position of UTF-8 text lies. */
static unsigned line_of(const char *sql, unsigned long position)
{
    unsigned line = 1;
    unsigned long at = 1;
    for (; *sql != '\0' && at < position; sql++) {
        if (*sql == '\n')
            line++;
        if (((unsigned char)sql[1] & 0xC0) != 0x80)
            at++;
    }
    return line;
}

/* Remembers the failure and, unless silenced, writes it with file and line where they are known. */
static void report(struct pg *pg, const PGresult *result, const char *origin, const char *sql)
{
    const char *primary = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (*primary == '\0')
        primary = PQerrorMessage(pg->conn);
    snprintf(pg->sqlstate, sizeof(pg->sqlstate), "%s", field(result, PG_DIAG_SQLSTATE));
    snprintf(pg->message, sizeof(pg->message), "%s", primary);
    pg->message[strcspn(pg->message, "\n")] = '\0';
    snprintf(pg->detail, sizeof(pg->detail), "%s", field(result, PG_DIAG_MESSAGE_DETAIL));
    if (pg->silent)
        return;

    fputs("samplanctl: ", stderr);
    if (origin != NULL) {
        const char *position = field(result, PG_DIAG_STATEMENT_POSITION);
        fputs(origin, stderr);
        if (*position != '\0')
            fprintf(stderr, ":%u", line_of(sql, strtoul(position, NULL, 10)));
        fputs(": ", stderr);
    }
    fprintf(stderr, "database: %s", pg->message);
    if (pg->sqlstate[0] != '\0')
        fprintf(stderr, " (%s)", pg->sqlstate);
    fputc('\n', stderr);
    const int more[] = {PG_DIAG_MESSAGE_DETAIL, PG_DIAG_MESSAGE_HINT, PG_DIAG_CONTEXT};
    for (size_t i = 0; i < ARRAY_LEN(more); i++)
        if (*field(result, more[i]) != '\0')
            fprintf(stderr, "  %s\n", field(result, more[i]));
}

static bool succeeded(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

bool pg_run(struct pg *pg, const char *origin, const char *sql)
{
    PGresult *result = PQexec(pg->conn, sql);
    bool ok = succeeded(result);
    if (!ok)
        report(pg, result, origin, sql);
    PQclear(result);
    return ok;
}

bool pg_query(struct pg *pg, const char *sql, int n, const char *const *values,
              struct pg_rows **ret)
{
    *ret = NULL;
    PGresult *result = PQexecParams(pg->conn, sql, n, NULL, values, NULL, NULL, 0);
    if (!succeeded(result)) {
        report(pg, result, NULL, sql);
        PQclear(result);
        return false;
    }
    struct pg_rows *rows = malloc(sizeof(*rows));
    if (rows == NULL)
        abort();
    rows->result = result;
    *ret = rows;
    return true;
}

bool pg_call(struct pg *pg, const char *sql, int n, const char *const *values)
{
    struct pg_rows *rows;
    if (!pg_query(pg, sql, n, values, &rows))
        return false;
    pg_rows_free(rows);
    return true;
}

int pg_rows_n(const struct pg_rows *rows)
{
    return PQntuples(rows->result);
}

const char *pg_rows_text(const struct pg_rows *rows, int row, int column)
{
    return PQgetvalue(rows->result, row, column);
}

bool pg_rows_null(const struct pg_rows *rows, int row, int column)
{
    return PQgetisnull(rows->result, row, column);
}

void pg_rows_free(struct pg_rows *rows)
{
    if (rows == NULL)
        return;
    PQclear(rows->result);
    free(rows);
}

void pg_rows_freep(struct pg_rows **rows)
{
    pg_rows_free(*rows);
}

bool pg_copy_begin(struct pg *pg, const char *sql)
{
    PGresult *result = PQexec(pg->conn, sql);
    bool ok = PQresultStatus(result) == PGRES_COPY_IN;
    if (!ok)
        report(pg, result, NULL, sql);
    PQclear(result);
    return ok;
}

bool pg_copy_give(struct pg *pg, const char *bytes, size_t n_bytes)
{
    const size_t most = 1U << 20;
    while (n_bytes > 0) {
        size_t n = n_bytes < most ? n_bytes : most;
        if (PQputCopyData(pg->conn, bytes, (int)n) != 1)
            return false; /* pg_copy_end tells why */
        bytes += n;
        n_bytes -= n;
    }
    return true;
}

bool pg_copy_end(struct pg *pg)
{
    bool ok = PQputCopyEnd(pg->conn, NULL) == 1;
    for (PGresult *result; (result = PQgetResult(pg->conn)) != NULL; PQclear(result)) {
        if (PQresultStatus(result) == PGRES_COMMAND_OK)
            continue;
        report(pg, result, NULL, "");
        ok = false;
    }
    return ok;
}
