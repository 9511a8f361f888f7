/* The view of the log: see audit.h. Handlers of the routes under "log" in samplan/routes.c. */
#include "services/review/audit.h"

#include "services/base/buffer.h"
#include "services/base/calendar.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const outcomes[] = {"permit", "refuse", "fail", NULL};
static const char *const bases[] = {"self",     "coordination", "team",        "unit-team",
                                    "own-part", "statute",      "consent",     "custody",
                                    "guardian", "relative",     "break-glass", "former",
                                    "task",     "review",       "none",        NULL};

const struct input_field audit_list_input[] = {
    {.name = "user_id", .type = INPUT_UUID},
    {.name = "citizen_id", .type = INPUT_UUID},
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = "unit_id", .type = INPUT_UUID},
    {.name = "from_day", .type = INPUT_DAY},
    {.name = "to_day", .type = INPUT_DAY},
    {.name = "action_code", .type = INPUT_CODE},
    {.name = "basis_code", .type = INPUT_CODE, .codes = bases},
    {.name = "outcome_code", .type = INPUT_CODE, .codes = outcomes},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field audit_plan_list_input[] = {
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

#define CSV_BYTES_MAX (32U << 20) /* 50,000 rows of some 300 bytes fit */

static const char *const columns[] = {"time",         "name",    "title",     "role",    "unit",
                                      "organisation", "citizen", "action",    "outcome", "sections",
                                      "basis",        "purpose", "interface", "hits",    "request"};

/* One cell of RFC 4180. What a spreadsheet would run as a formula gets an apostrophe in front. */
static void write_cell(struct buffer *csv, const char *text, bool last)
{
    buffer_put(csv, '"');
    if (strchr("=+-@\t\r", text[0]) != NULL && text[0] != '\0') {
        buffer_put(csv, '\'');
    }
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"') {
            buffer_put(csv, '"');
        }
        buffer_put(csv, *c);
    }
    buffer_puts(csv, last ? "\"\r\n" : "\",");
}

enum err audit_export(const struct request *rq, struct tx *tx, struct reply *rp)
{
    json_t *document;
    enum err r = tx_call(tx, "audit_export", rq->input, &document);
    if (r < 0) {
        return r;
    }
    struct buffer csv;
    buffer_init(&csv, rq->arena, 64 << 10, CSV_BYTES_MAX);
    buffer_puts(&csv, "\xEF\xBB\xBF");
    for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
        write_cell(&csv, columns[i], i + 1 == ARRAY_LEN(columns));
    }
    size_t n;
    const json_t *row;
    json_array_foreach(json_object_get(document, "rows"), n, row)
    {
        for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
            const char *cell = json_string_value(json_array_get(row, i));
            write_cell(&csv, cell != NULL ? cell : "", i + 1 == ARRAY_LEN(columns));
        }
    }
    json_decref(document);
    if (csv.full) {
        return ERR_LIMIT;
    }
    reply_body(rp, "text/csv; charset=utf-8", "samplan-opslag.csv", csv.data, csv.n_bytes);
    return OK;
}

/* The Danish day of a timestamp in RFC 3339, as YYYY-MM-DD. */
static bool danish_day(const char *at, char ret[16], int64_t *ret_number)
{
    int64_t unix_s;
    if (at == NULL || !calendar_parse_at(at, strlen(at), &unix_s)) {
        return false;
    }
    struct calendar_time t = calendar_denmark(unix_s);
    snprintf(ret, 16, "%04d-%02d-%02d", t.day.year, t.day.month, t.day.day);
    *ret_number = calendar_number(t.day);
    return true;
}

static void clock_of(const struct request *rq, json_t *row)
{
    int64_t unix_s;
    const char *at = json_string_value(json_object_get(row, "recorded_at"));
    if (at != NULL && calendar_parse_at(at, strlen(at), &unix_s)) {
        struct calendar_time t = calendar_denmark(unix_s);
        json_object_set_new(row, "clock",
                            json_string(arena_printf(rq->arena, "%d.%02d", t.hour, t.minute)));
    }
}

/* path?a=b&c=d from the filters in use; cursor NULL for the first page. Values are uuids, days and
 * codes: nothing that a URL would have to escape. */
static char *filtered_href(const struct request *rq, json_t *values, const char *path,
                           const char *cursor)
{
    char *href = arena_printf(rq->arena, "%s", path);
    char separator = '?';
    if (cursor != NULL) {
        href = arena_printf(rq->arena, "%s?cursor=%s", href, cursor);
        separator = '&';
    }
    const char *key;
    json_t *value;
    json_object_foreach(values, key, value)
    {
        if (json_is_string(value) && strcmp(key, "cursor") != 0) {
            href = arena_printf(rq->arena, "%s%c%s=%s", href, separator, key,
                                json_string_value(value));
            separator = '&';
        }
    }
    return href;
}

enum err audit_present(const struct request *rq, json_t *view)
{
    const int64_t today = calendar_number(calendar_denmark((int64_t)time(NULL)).day);
    json_t *days = json_array();
    json_t *rows = NULL;
    char current[16] = "";
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(view, "audit_list"), i, row)
    {
        char day[16];
        int64_t number;
        if (!danish_day(json_string_value(json_object_get(row, "recorded_at")), day, &number)) {
            continue;
        }
        if (strcmp(day, current) != 0) {
            memcpy(current, day, sizeof current);
            rows = json_array();
            json_array_append_new(days, json_pack("{s:s, s:b, s:b, s:o}", "day_day", day,
                                                  "is_today", number == today, "is_yesterday",
                                                  number == today - 1, "rows_list", rows));
        }
        clock_of(rq, row);
        json_array_append(rows, row);
    }
    json_object_set_new(view, "days_list", days);
    json_t *values = json_object_get(view, "values");
    json_object_set_new(view, "csv_href",
                        json_string(filtered_href(rq, values, "/audit.csv", NULL)));
    const char *next = json_string_value(json_object_get(view, "next"));
    if (next != NULL) {
        json_object_set_new(view, "pager",
                            json_pack("{s:s, s:O}", "more_href",
                                      filtered_href(rq, values, rq->path, next), "shown_n",
                                      json_object_get(view, "shown_n")));
    }
    return OK;
}
