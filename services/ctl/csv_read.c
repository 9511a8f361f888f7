/* CSV files, field by field. */
#include "services/ctl/csv.h"

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

static bool at_line_end(const struct csv *csv)
{
    return csv->at == csv->end || *csv->at == '\n' ||
           (*csv->at == '\r' && (csv->at + 1 == csv->end || csv->at[1] == '\n'));
}

/* The closing quote of a field that begins with one; NULL when it is missing or a NUL comes first. */
static const char *closing_quote(const struct csv *csv)
{
    for (const char *at = csv->at + 1; at < csv->end && *at != '\0'; at++) {
        if (*at != '"')
            continue;
        if (at + 1 == csv->end || at[1] != '"')
            return at;
        at++; /* a doubled one stands for one */
    }
    return NULL;
}

/* The text between quotes, with doubled ones undone. */
static const char *quoted(struct csv *csv, struct arena *arena)
{
    const char *close = closing_quote(csv);
    if (close == NULL)
        return NULL;
    char *field = arena_alloc(arena, (size_t)(close - csv->at));
    size_t n = 0;
    for (const char *at = csv->at + 1; at < close; at++) {
        at += *at == '"';
        csv->line += *at == '\n';
        field[n++] = *at;
    }
    csv->at = close + 1;
    return field;
}

/* The text up to the separator or the end of the line; NULL for a quote or a NUL in it. */
static const char *plain(struct csv *csv, struct arena *arena)
{
    const char *start = csv->at;
    while (!at_line_end(csv) && *csv->at != csv->separator) {
        if (*csv->at == '"' || *csv->at == '\0')
            return NULL;
        csv->at++;
    }
    return arena_strndup(arena, start, (size_t)(csv->at - start));
}

static bool read_fields(struct csv *csv, struct arena *arena, struct csv_record *record)
{
    for (;;) {
        if (record->n == FIELDS_MAX)
            return false;
        bool quote = csv->at < csv->end && *csv->at == '"';
        const char *field = quote ? quoted(csv, arena) : plain(csv, arena);
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

enum csv_result csv_next(struct csv *csv, struct arena *arena, struct csv_record **ret)
{
    while (csv->at < csv->end && at_line_end(csv))
        skip_line_end(csv);
    if (csv->at == csv->end)
        return CSV_END;
    struct csv_record *record = arena_alloc(arena, sizeof(*record));
    record->fields = arena_alloc(arena, FIELDS_MAX * sizeof(*record->fields));
    record->line = csv->line;
    if (!read_fields(csv, arena, record)) {
        csv->at = csv->end;
        return CSV_BROKEN;
    }
    skip_line_end(csv);
    *ret = record;
    return CSV_RECORD;
}
