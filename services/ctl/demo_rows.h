/* Rows for COPY, table by table, and the small JSON values inside them. */
#ifndef SAMPLAN_CTL_DEMO_ROWS_H
#define SAMPLAN_CTL_DEMO_ROWS_H

#include "services/ctl/demo_random.h"
#include "services/ctl/pg.h"

enum demo_table {
    TABLE_ORGANISATION,
    TABLE_UNIT,
    TABLE_USER,
    TABLE_ASSIGNMENT,
    TABLE_CITIZEN,
    TABLE_PLAN,
    TABLE_STATEMENT,
    TABLE_COORDINATION,
    TABLE_HANDOVER,
    TABLE_MEMBER,
    TABLE_PART,
    TABLE_PART_VERSION,
    TABLE_INTERVENTION,
    TABLE_GOAL,
    TABLE_CONTRIBUTION,
    TABLE_PROGRESS,
    TABLE_CONFLICT,
    TABLE_TASK,
    TABLE_INFORMED,
    TABLE_COMMENT,
    TABLE_APPOINTMENT,
    TABLE_PARTICIPANT,
    TABLE_NOTE,
    TABLE_CHANGE,
    TABLE_AUDIT,
    N_TABLES,
};

/* Rows of one table in COPY's text format. */
struct demo_rows {
    char *bytes;
    size_t n, room;
    bool within; /* a field of this row has been written */
};

/* One buffer a table; a batch of citizens fills them, demo_batch_load empties them. */
struct demo_batch {
    struct demo_rows rows[N_TABLES];
    uint64_t n_rows;
};

void demo_batch_free(struct demo_batch *batch);

/* Loads all rows in one transaction of its own and empties the buffers. */
NODISCARD bool demo_batch_load(struct demo_batch *batch, struct pg *pg);

/* Fields of the current row, in the order of the table's columns (see demo_rows.c). */
void row_text(struct demo_rows *rows, const char *text); /* NULL is SQL NULL */
void row_id(struct demo_rows *rows, struct demo_id id);  /* none is SQL NULL */
void row_int(struct demo_rows *rows, long value);
void row_bool(struct demo_rows *rows, bool value);
void row_null(struct demo_rows *rows);
void row_day(struct demo_rows *rows, int64_t day); /* days since 1970; DEMO_NO_DAY is SQL NULL */
void row_at(struct demo_rows *rows, int64_t at);   /* seconds since 1970; 0 is SQL NULL */
void row_bytes(struct demo_rows *rows, const unsigned char *bytes, size_t n); /* bytea */
void row_end(struct demo_batch *batch, enum demo_table table);

#define DEMO_NO_DAY INT64_MIN

/* A text that grows, for JSON and for filled-in sentences. Reused; freed with text_free. */
struct demo_text {
    char *bytes;
    size_t n, room;
};

void text_clear(struct demo_text *text);
void text_add(struct demo_text *text, const char *more);
void text_add_n(struct demo_text *text, const char *more, size_t n);
void text_add_json(struct demo_text *text, const char *value); /* quoted and escaped; NULL: null */
void text_free(struct demo_text *text);

#endif
