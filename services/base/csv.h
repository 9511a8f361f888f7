/* Comma-separated values (RFC 4180): exports for people and spreadsheets, imports from files. */
#ifndef SAMPLAN_BASE_CSV_H
#define SAMPLAN_BASE_CSV_H

#include "services/base/arena.h"
#include "services/base/buffer.h"
#include "services/base/error.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSV_ROWS_MAX 200000U
#define CSV_FIELDS_MAX 256U /* in one row */

struct csv_field {
    const char *text; /* NUL-terminated */
    size_t n_bytes;
};

struct csv_row {
    uint32_t line; /* where it begins in the file, from 1 */
    uint32_t n_fields;
    struct csv_field *fields;
};

struct csv_table {
    size_t n_rows;
    struct csv_row *rows;
};

/* Reads n_bytes (bounded by the caller) of UTF-8 into arena. separator: ',' ';' or tab, or 0:
 * the one of these that the first line has most of, outside quotes. A byte order mark is
 * skipped; lines end in CRLF, LF or CR; empty lines are left out. OK; ERR_PARSE: malformed
 * UTF-8, NUL, a quote within an unquoted field, text after a closing quote, a quote that is
 * never closed; ERR_LIMIT: too many rows or fields; for both *ret_line is the line of the
 * trouble. Pure, any thread. */
NODISCARD enum err csv_read(const char *text, size_t n_bytes, char separator, struct arena *arena,
                            struct csv_table *ret, uint32_t *ret_line);

/* A file under construction. Text is in out; read it with buffer_text() and out.n_bytes, and see
 * out.full for a file that grew beyond max_bytes. */
struct csv_writer {
    struct buffer out;
    char separator;
    bool for_people; /* spreadsheets: byte order mark; no text is taken for a formula */
    bool row_begun;
};

/* Begins a file in arena. for_people: the file will be opened in a spreadsheet, so a text that
 * begins with = + - @, tab or CR gets an apostrophe before it (OWASP, "CSV Injection"). */
void csv_begin(struct csv_writer *writer, struct arena *arena, char separator, bool for_people,
               size_t max_bytes);

/* Adds a field to the row: text (NULL: empty) quoted where needed, or a number. */
void csv_text(struct csv_writer *writer, const char *text);
void csv_integer(struct csv_writer *writer, int64_t value);

/* Ends the row with CRLF. */
void csv_end_row(struct csv_writer *writer);

#endif
