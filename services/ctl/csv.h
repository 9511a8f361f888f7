/* CSV files: as temporary tables for reference data, and read field by field for imports. */
#ifndef SAMPLAN_CTL_CSV_H
#define SAMPLAN_CTL_CSV_H

#include "services/base/arena.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>

/* CREATE TEMPORARY TABLE statement for a CSV file: table ref_<file name>, text columns named by the
 * first line. NULL when file name or header hold anything but a-z, 0-9 and _. Caller: free(). */
char *csv_temporary_table(const char *path, const char *bytes);

/* The COPY statement that fills it; an empty field is NULL. The file name must have passed
 * csv_temporary_table. Caller: free(). */
char *csv_copy_statement(const char *path);

/* Reads records one by one (RFC 4180; the separator is a semicolon when the first line holds one, else
 * a comma; CRLF or LF; a byte order mark is skipped). bytes is borrowed and must outlive the reader. */
struct csv {
    const char *at, *end;
    char separator;
    unsigned line;
};

struct csv_record {
    const char **fields; /* unquoted, NUL-ended; never NULL */
    size_t n;
    unsigned line; /* on which it begins, from 1 */
};

enum csv_result { CSV_RECORD, CSV_END, CSV_BROKEN };

void csv_open(struct csv *csv, const char *bytes, size_t n_bytes);

/* The next record that is not an empty line, in arena. CSV_BROKEN: a quote is not closed, text
 * follows a closing quote, a NUL occurs, or there are more than 100 fields; the reader is then at its
 * end. */
NODISCARD enum csv_result csv_next(struct csv *csv, struct arena *arena, struct csv_record **ret);

/* The line that the reader has come to, and the number of lines that are left. */
unsigned csv_line(const struct csv *csv);
size_t csv_lines(const struct csv *csv);

#endif
