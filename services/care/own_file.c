/* The citizen's own file: see own_file.h. The page is written from the document member by member; words come from the
 * translations: export.section.<code>, export.field.<key>, codes.field.<key>, and codes.<topic>.<value> for codes. */
#include "services/care/own_file.h"

#include "services/base/buffer.h"
#include "services/base/calendar.h"
#include "services/base/i18n.h"
#include "services/care/value.h"

#include <string.h>
#include <time.h>

#define FILE_BYTES_MAX (64U << 20)
#define DEPTH_MAX 6
#define KEY_MAX 80

struct writer {
    struct buffer *out;
    struct i18n_reader reader;
    const struct i18n *i18n;
    const char *language;
    struct arena *arena;
};

static const char STYLE[] =
    "body{font:1rem/1.5 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "h2{border-bottom:2px solid #0b4a5c;margin-top:2.5rem}dl{border-bottom:1px solid "
    "#bbb;padding-bottom:1rem}dt{font-weight:bold}dd{margin:0 0 .5rem 0;white-space:pre-wrap}"
    "dd dl{border:0;margin:.25rem 0 .25rem 1rem;padding:0}.m{color:#555}";

static int append(const char *bytes, size_t n, void *out)
{
    buffer_write(out, bytes, n);
    return 0;
}

static enum err document_get(const struct request *rq, struct tx *tx, json_t **ret)
{
    return tx_call(tx, "own_export", rq->input, ret);
}

enum err own_file_json(const struct request *rq, struct tx *tx, struct reply *rp)
{
    struct buffer out;
    json_t *document;
    enum err r = document_get(rq, tx, &document);

    if (r < 0)
        return r;
    buffer_init(&out, rq->arena, 256 << 10, FILE_BYTES_MAX);
    (void)json_dump_callback(document, append, &out, JSON_INDENT(1));
    json_decref(document);
    if (out.full)
        return ERR_LIMIT;
    reply_body(rp, "application/json", "samplan-mine-oplysninger.json", out.data, out.n_bytes);
    return OK;
}

/* ---- The page ---- */

static void put(struct writer *w, const char *html)
{
    buffer_puts(w->out, html);
}

static void put_text(struct writer *w, const char *text)
{
    buffer_write_html(w->out, text, strlen(text));
}

static const char *word(struct writer *w, const char *place, const char *key)
{
    return i18n_text(w->i18n, w->language, arena_printf(w->arena, "%s.%s", place, key));
}

static bool ends(const char *key, const char *suffix)
{
    const size_t n = strlen(key), m = strlen(suffix);

    return n > m && strcmp(key + n - m, suffix) == 0;
}

/* Ids serve programs, which read the other file. */
static bool key_hidden(const char *key)
{
    return strcmp(key, "id") == 0 || ends(key, "_id") || ends(key, "_ids");
}

static void key_write(struct writer *w, const char *key)
{
    const char *label = word(w, "export.field", key);

    if (label == NULL)
        label = word(w, "codes.field", key);
    if (label != NULL) {
        put_text(w, label);
        return;
    }
    for (const char *c = key; *c != '\0'; c++)
        buffer_put(w->out, *c == '_' ? ' ' : *c);
}

/* A code of one of the topics that its key can stand for. */
static const char *code_word(struct writer *w, const char *key, const char *code)
{
    char topic[KEY_MAX];
    const size_t n = strlen(key) - strlen("_code");
    const char *text;

    if (n >= sizeof(topic))
        return code;
    memcpy(topic, key, n);
    topic[n] = '\0';
    text = i18n_code(&w->reader, topic, n, code);
    if (text == NULL)
        text = i18n_code(&w->reader, key, strlen(key), code);
    return text != NULL ? text : code;
}

static void string_write(struct writer *w, const char *key, const char *text)
{
    char buf[I18N_DATE_BYTES];
    struct calendar_day day;
    int64_t unix_s;

    if (ends(key, "_at") && calendar_parse_at(text, strlen(text), &unix_s)) {
        i18n_at(&w->reader, unix_s, buf);
        put_text(w, buf);
    } else if (ends(key, "_day") && calendar_parse_day(text, strlen(text), &day)) {
        i18n_day(&w->reader, day, I18N_DAY_TEXT, buf);
        put_text(w, buf);
    } else if (ends(key, "_code")) {
        put_text(w, code_word(w, key, text));
    } else if (ends(key, "_codes")) {
        put_text(w, code_word(w, "class_code", text));
    } else if (strcmp(key, "field") == 0) {
        key_write(w, text);
    } else {
        put_text(w, text);
    }
}

static void object_write(struct writer *w, const json_t *object, int depth);

static void value_write(struct writer *w, const char *key, const json_t *value, int depth)
{
    char buf[I18N_DATE_BYTES];
    const json_t *item;
    size_t i;

    switch (json_typeof(value)) {
    case JSON_STRING:
        string_write(w, key, json_string_value(value));
        break;
    case JSON_INTEGER:
        i18n_integer(&w->reader, json_integer_value(value), buf);
        put_text(w, buf);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        put_text(w, json_is_true(value) ? word(w, "export", "yes") : word(w, "export", "no"));
        break;
    case JSON_OBJECT:
        object_write(w, value, depth + 1);
        break;
    case JSON_ARRAY:
        json_array_foreach(value, i, item)
        {
            if (i > 0 && !json_is_object(item))
                put(w, ", ");
            if (depth < DEPTH_MAX)
                value_write(w, key, item, depth + 1);
        }
        break;
    case JSON_REAL:
    case JSON_NULL:
    default:
        break;
    }
}

static bool value_empty(const json_t *value)
{
    return json_is_null(value) || (json_is_array(value) && json_array_size(value) == 0) ||
           (json_is_object(value) && json_object_size(value) == 0) ||
           (json_is_string(value) && json_string_length(value) == 0);
}

static void object_write(struct writer *w, const json_t *object, int depth)
{
    const char *key;
    json_t *value;

    if (depth > DEPTH_MAX)
        return;
    put(w, "<dl>");
    json_object_foreach((json_t *)(uintptr_t)object, key, value)
    {
        if (key_hidden(key) || value_empty(value))
            continue;
        put(w, "<dt>");
        key_write(w, key);
        put(w, "</dt><dd>");
        value_write(w, key, value, depth);
        put(w, "</dd>");
    }
    put(w, "</dl>\n");
}

static void section_write(struct writer *w, const json_t *section)
{
    const json_t *rows = json_object_get(section, "rows_list"), *row;
    const char *code = value_text_or_empty(section, "section_code");
    const char *heading = i18n_code(&w->reader, "section", strlen("section"), code);
    size_t i;

    put(w, "<h2>");
    put_text(w, heading != NULL ? heading : code);
    put(w, "</h2>\n");
    if (json_array_size(rows) == 0) {
        put(w, "<p class=\"m\">");
        put_text(w, word(w, "export", "nothing"));
        put(w, "</p>\n");
    }
    json_array_foreach(rows, i, row) object_write(w, row, 0);
}

static void page_write(struct writer *w, const json_t *document)
{
    const json_t *section;
    const char *title = word(w, "export", "title");
    size_t i;

    put(w, "<!DOCTYPE html>\n<html lang=\"");
    put_text(w, w->language);
    put(w, "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\"><title>");
    put_text(w, title);
    put(w, "</title><style>");
    put(w, STYLE);
    put(w, "</style></head>\n<body><main><h1>");
    put_text(w, title);
    put(w, "</h1><p>");
    put_text(w, value_text_or_empty(document, "citizen_name"));
    put(w, ", ");
    string_write(w, "made_at", value_text_or_empty(document, "made_at"));
    put(w, "</p><p>");
    put_text(w, word(w, "export", "lead"));
    put(w, "</p>\n");
    json_array_foreach(json_object_get(document, "sections_list"), i, section)
        section_write(w, section);
    put(w, "</main></body></html>\n");
}

enum err own_file_html(const struct request *rq, struct tx *tx, struct reply *rp)
{
    struct buffer out;
    json_t *document;
    enum err r = document_get(rq, tx, &document);

    if (r < 0)
        return r;
    buffer_init(&out, rq->arena, 256 << 10, FILE_BYTES_MAX);
    struct writer w = {.out = &out,
                       .i18n = rq->i18n,
                       .language = rq->language,
                       .arena = rq->arena,
                       .reader = i18n_reader(rq->i18n, rq->language, (int64_t)time(NULL))};
    page_write(&w, document);
    json_decref(document);
    if (out.full)
        return ERR_LIMIT;
    reply_body(rp, "text/html; charset=utf-8", "samplan-mine-oplysninger.html", out.data,
               out.n_bytes);
    return OK;
}
