/* Reads and writes CSV files. */
#include "services/base/csv.h"

#include "services/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* ---- Reading --------------------------------------------------------------------------------- */

struct reader {
    const char *at, *end;
    char separator;
    struct arena *arena;
    uint32_t line;
    struct csv_row *rows; /* malloc'ed while it grows */
    size_t n_rows, room;
    struct csv_field fields[CSV_FIELDS_MAX];
    uint32_t n_fields;
};

static char detect_separator(const char *at, const char *end)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0};
    bool quoted = false;
    for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
        const char *candidate = strchr(candidates, *at);
        if (*at == '"')
            quoted = !quoted;
        else if (!quoted && candidate != NULL && *at != '\0')
            counts[candidate - candidates]++;
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static bool at_line_end(const struct reader *reader)
{
    return reader->at == reader->end || *reader->at == '\n' || *reader->at == '\r';
}

/* Moves over CRLF, LF or CR. */
static void skip_line_end(struct reader *reader)
{
    if (reader->at == reader->end)
        return;
    if (*reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n')
        reader->at++;
    reader->at++;
    reader->line++;
}

/* Reads "…" with "" for a quote; at stands after the opening quote. */
static enum err read_quoted(struct reader *reader, struct csv_field *ret)
{
    const char *closing = reader->at;
    uint32_t line = reader->line;
    while (true) {
        closing = memchr(closing, '"', (size_t)(reader->end - closing));
        if (closing == NULL)
            return ERR_PARSE;
        if (closing + 1 == reader->end || closing[1] != '"')
            break;
        closing += 2;
    }
    char *text = arena_alloc(reader->arena, (size_t)(closing - reader->at) + 1);
    size_t used = 0;
    for (const char *p = reader->at; p < closing; p++) {
        text[used++] = *p;
        line += *p == '\n';
        p += *p == '"';
    }
    *ret = (struct csv_field){text, used};
    reader->at = closing + 1;
    reader->line = line;
    if (!at_line_end(reader) && *reader->at != reader->separator)
        return ERR_PARSE;
    return OK;
}

static enum err read_field(struct reader *reader, struct csv_field *ret)
{
    if (!at_line_end(reader) && *reader->at == '"') {
        reader->at++;
        return read_quoted(reader, ret);
    }
    const char *start = reader->at;
    while (!at_line_end(reader) && *reader->at != reader->separator) {
        if (*reader->at == '"')
            return ERR_PARSE;
        reader->at++;
    }
    size_t n_bytes = (size_t)(reader->at - start);
    *ret = (struct csv_field){arena_strndup(reader->arena, start, n_bytes), n_bytes};
    return OK;
}

static enum err read_fields(struct reader *reader)
{
    reader->n_fields = 0;
    while (true) {
        if (reader->n_fields == CSV_FIELDS_MAX)
            return ERR_LIMIT;
        enum err r = read_field(reader, &reader->fields[reader->n_fields++]);
        if (r < 0 || at_line_end(reader))
            return r;
        reader->at++; /* the separator */
    }
}

static enum err read_row(struct reader *reader)
{
    uint32_t line = reader->line;
    enum err r = read_fields(reader);
    if (r < 0)
        return r;
    if (reader->n_rows == CSV_ROWS_MAX)
        return ERR_LIMIT;
    if (reader->n_rows == reader->room) {
        reader->room = reader->room == 0 ? 64 : reader->room * 2;
        reader->rows = realloc(reader->rows, reader->room * sizeof *reader->rows);
        if (reader->rows == NULL)
            abort();
    }
    size_t fields_bytes = reader->n_fields * sizeof reader->fields[0];
    struct csv_row *row = &reader->rows[reader->n_rows++];
    *row = (struct csv_row){.line = line,
                            .n_fields = reader->n_fields,
                            .fields = arena_alloc(reader->arena, fields_bytes)};
    memcpy(row->fields, reader->fields, fields_bytes);
    return OK;
}

enum err csv_read(const char *text, size_t n_bytes, char separator, struct arena *arena,
                  struct csv_table *ret, uint32_t *ret_line)
{
    struct reader reader = {.at = text, .end = text + n_bytes, .arena = arena, .line = 1};
    enum err r = utf8_valid(text, n_bytes) ? OK : ERR_PARSE;
    if (n_bytes >= 3 && memcmp(text, BYTE_ORDER_MARK, 3) == 0)
        reader.at += 3;
    reader.separator = separator != 0 ? separator : detect_separator(reader.at, reader.end);
    while (r == OK && reader.at < reader.end) {
        if (!at_line_end(&reader))
            r = read_row(&reader);
        if (r == OK)
            skip_line_end(&reader);
    }
    if (r < 0) {
        *ret_line = reader.line;
    } else {
        ret->n_rows = reader.n_rows;
        ret->rows = arena_alloc(arena, reader.n_rows * sizeof *reader.rows + 1);
        if (reader.n_rows > 0)
            memcpy(ret->rows, reader.rows, reader.n_rows * sizeof *reader.rows);
    }
    free(reader.rows);
    return r;
}

/* ---- Writing --------------------------------------------------------------------------------- */

void csv_begin(struct csv_writer *writer, struct arena *arena, char separator, bool for_people,
               size_t max_bytes)
{
    *writer = (struct csv_writer){.separator = separator, .for_people = for_people};
    buffer_init(&writer->out, arena, 4096, max_bytes);
    if (for_people)
        buffer_puts(&writer->out, BYTE_ORDER_MARK);
}

static void begin_field(struct csv_writer *writer)
{
    if (writer->row_begun)
        buffer_put(&writer->out, writer->separator);
    writer->row_begun = true;
}

void csv_text(struct csv_writer *writer, const char *text)
{
    const char specials[] = {'"', '\r', '\n', ',', ';', '\t', writer->separator, '\0'};
    begin_field(writer);
    if (text == NULL)
        return;
    bool guard = writer->for_people && *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
    bool quote = strpbrk(text, specials) != NULL || *text == ' ' || *text == '\0' ||
                 strncmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0;
    if (quote)
        buffer_put(&writer->out, '"');
    if (guard)
        buffer_put(&writer->out, '\'');
    for (size_t n; *text != '\0'; text += n) {
        n = strcspn(text, "\"");
        if (n == 0) {
            buffer_puts(&writer->out, "\"\"");
            n = 1;
        } else {
            buffer_write(&writer->out, text, n);
        }
    }
    if (quote)
        buffer_put(&writer->out, '"');
}

void csv_integer(struct csv_writer *writer, int64_t value)
{
    char digits[24];
    begin_field(writer);
    snprintf(digits, sizeof digits, "%jd", (intmax_t)value);
    buffer_puts(&writer->out, digits);
}

void csv_end_row(struct csv_writer *writer)
{
    buffer_puts(&writer->out, "\r\n");
    writer->row_begun = false;
}
