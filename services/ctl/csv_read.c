/* CSV files, field by field. */
#include "services/ctl/csv.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 100 };

void csv_open(struct csv *csv, const char *bytes, size_t n_bytes)
{
    if (n_bytes >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n_bytes -= 3;
    }
    const char *newline = memchr(bytes, '\n', n_bytes);
    size_t n_first = newline != NULL ? (size_t)(newline - bytes) : n_bytes;
    *csv = (struct csv){.at = bytes,
                        .end = bytes + n_bytes,
                        .separator = memchr(bytes, ';', n_first) != NULL ? ';' : ',',
                        .line = 1};
}

unsigned csv_line(const struct csv *csv)
{
    return csv->line;
}

size_t csv_lines(const struct csv *csv)
{
    size_t n = 0;
    for (const char *at = csv->at; (at = memchr(at, '\n', (size_t)(csv->end - at))) != NULL; at++)
        n++;
    return n;
}

void csv_record_free(struct csv_record *record)
{
    if (record == NULL)
        return;
    for (size_t i = 0; i < record->n; i++)
        free(record->fields[i]);
    free(record->fields);
    free(record);
}

static bool at_line_end(const struct csv *csv)
{
    return csv->at == csv->end || *csv->at == '\n' ||
           (*csv->at == '\r' && (csv->at + 1 == csv->end || csv->at[1] == '\n'));
}

/* The text between quotes, with doubled ones undone; NULL when the closing one is missing. */
static char *quoted(struct csv *csv)
{
    char *field = malloc((size_t)(csv->end - csv->at) + 1);
    size_t n = 0;
    if (field == NULL)
        abort();
    for (csv->at++; csv->at < csv->end; csv->at++) {
        if (*csv->at == '"' && (csv->at + 1 == csv->end || csv->at[1] != '"')) {
            csv->at++;
            field[n] = '\0';
            return field;
        }
        csv->at += *csv->at == '"'; /* a doubled one stands for one */
        csv->line += *csv->at == '\n';
        if (*csv->at == '\0')
            break;
        field[n++] = *csv->at;
    }
    free(field);
    return NULL;
}

/* The text up to the separator or the end of the line; NULL for a quote or a NUL in it. */
static char *plain(struct csv *csv)
{
    const char *start = csv->at;
    while (!at_line_end(csv) && *csv->at != csv->separator) {
        if (*csv->at == '"' || *csv->at == '\0')
            return NULL;
        csv->at++;
    }
    char *field = strndup(start, (size_t)(csv->at - start));
    if (field == NULL)
        abort();
    return field;
}

static bool read_fields(struct csv *csv, struct csv_record *record)
{
    for (;;) {
        if (record->n == FIELDS_MAX)
            return false;
        char *field = csv->at < csv->end && *csv->at == '"' ? quoted(csv) : plain(csv);
        if (field == NULL)
            return false;
        record->fields[record->n++] = field;
        if (at_line_end(csv))
            return true;
        if (*csv->at != csv->separator)
            return false; /* text behind a closing quote */
        csv->at++;
    }
}

static void skip_line_end(struct csv *csv)
{
    csv->at += csv->at < csv->end && *csv->at == '\r';
    if (csv->at < csv->end && *csv->at == '\n') {
        csv->at++;
        csv->line++;
    }
}

enum csv_result csv_next(struct csv *csv, struct csv_record **ret)
{
    while (csv->at < csv->end && at_line_end(csv))
        skip_line_end(csv);
    if (csv->at == csv->end)
        return CSV_END;
    struct csv_record *record = calloc(1, sizeof(*record));
    if (record == NULL || (record->fields = calloc(FIELDS_MAX, sizeof(char *))) == NULL)
        abort();
    record->line = csv->line;
    if (!read_fields(csv, record)) {
        csv_record_free(record);
        csv->at = csv->end;
        return CSV_BROKEN;
    }
    skip_line_end(csv);
    *ret = record;
    return CSV_RECORD;
}
