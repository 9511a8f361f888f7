/* The log as a file: see audit.h. */
#include "services/base/buffer.h"
#include "services/base/i18n.h"
#include "services/review/audit.h"

#include <string.h>
#include <time.h>

#define CSV_BYTES_MAX (32U << 20) /* 50,000 rows of some 300 bytes fit */
#define CODES_MAX 400             /* bytes of one cell's codes */

/* The columns in the order of api.audit_export; topic: whose codes the cell holds, below codes. in the
 * translations. */
static const struct column {
    const char *name, *topic;
    bool several; /* codes with a space between */
} columns[] = {
    {"time", NULL, false},       {"name", NULL, false},       {"title", NULL, false},
    {"role", "role", false},     {"unit", NULL, false},       {"organisation", NULL, false},
    {"citizen", NULL, false},    {"action", "action", false}, {"outcome", "outcome", false},
    {"sections", "class", true}, {"basis", "basis", false},   {"purpose", "purpose", false},
    {"interface", NULL, false},  {"hits", NULL, false},       {"request", NULL, false},
};

/* One cell of RFC 4180. What a spreadsheet would run as a formula gets an apostrophe in front. */
static void cell_write(struct buffer *csv, const char *text, bool last)
{
    buffer_put(csv, '"');
    if (strchr("=+-@\t\r", text[0]) != NULL && text[0] != '\0')
        buffer_put(csv, '\'');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            buffer_put(csv, '"');
        buffer_put(csv, *c);
    }
    buffer_puts(csv, last ? "\"\r\n" : "\";");
}

static const char *word_of(const struct i18n_reader *reader, const char *topic, const char *code)
{
    const char *word = i18n_code(reader, topic, strlen(topic), code);

    return word != NULL ? word : code;
}

/* A cell's text in the reader's language. */
static const char *cell_text(const struct i18n_reader *reader, const struct column *column,
                             const char *cell, struct arena *arena)
{
    char codes[CODES_MAX];
    const char *text = "";
    char *rest = codes;

    if (column->topic == NULL || strlen(cell) >= sizeof(codes))
        return cell;
    if (!column->several)
        return cell[0] != '\0' ? word_of(reader, column->topic, cell) : cell;
    memcpy(codes, cell, strlen(cell) + 1);
    for (char *code; (code = strsep(&rest, " ")) != NULL;) {
        if (code[0] != '\0')
            text = arena_printf(arena, "%s%s%s", text, text[0] != '\0' ? ", " : "",
                                word_of(reader, column->topic, code));
    }
    return text;
}

enum err audit_export(const struct request *rq, struct tx *tx, struct reply *rp)
{
    const struct i18n_reader reader = i18n_reader(rq->i18n, rq->language, (int64_t)time(NULL));
    struct buffer csv;
    json_t *document;
    enum err r = tx_call(tx, "audit_export", rq->input, &document);
    if (r < 0)
        return r;
    buffer_init(&csv, rq->arena, 64 << 10, CSV_BYTES_MAX);
    buffer_puts(&csv, "\xEF\xBB\xBF");
    for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
        const char *name = arena_printf(rq->arena, "csv.audit.%s", columns[i].name);
        const char *head = i18n_text(rq->i18n, rq->language, name);
        cell_write(&csv, head != NULL ? head : columns[i].name, i + 1 == ARRAY_LEN(columns));
    }
    size_t n;
    const json_t *row;
    json_array_foreach(json_object_get(document, "rows"), n, row)
    {
        for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
            const char *cell = json_string_value(json_array_get(row, i));
            cell_write(&csv, cell_text(&reader, &columns[i], cell != NULL ? cell : "", rq->arena),
                       i + 1 == ARRAY_LEN(columns));
        }
    }
    json_decref(document);
    if (csv.full)
        return ERR_LIMIT;
    reply_body(rp, "text/csv; charset=utf-8", "samplan-opslag.csv", csv.data, csv.n_bytes);
    return OK;
}
