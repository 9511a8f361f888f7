/* Derives texts for the reader from the plain values of a document. Called by mustache.c while it
 * renders; table-driven by the ending of names. */
#include "services/http/localise.h"

#include <string.h>

/* key = X + ending; base = X + base_ending; topic = X, or base where codes and counts are filed
 * by the whole base. Longer endings come before the shorter ones that they end in. */
struct ending {
    const char *ending;
    const char *base_ending;
    enum localise_kind kind;
    bool topic_is_base;
};

static const struct ending endings[] = {
    {"_codes_list_some", "_codes", LOCALISE_LIST_SOME, false},
    {"_codes_list_n", "_codes", LOCALISE_LIST_N, false},
    {"_list_n_text", "_list", LOCALISE_LIST_N_TEXT, true},
    {"_codes_list", "_codes", LOCALISE_CODES_LIST, false},
    {"_list_some", "_list", LOCALISE_LIST_SOME, false},
    {"_code_text", "_code", LOCALISE_CODE_TEXT, false},
    {"_day_text", "_day", LOCALISE_DAY_TEXT, false},
    {"_day_form", "_day", LOCALISE_DAY_FORM, false},
    {"_day_long", "_day", LOCALISE_DAY_LONG, false},
    {"_msg_text", "_msg", LOCALISE_MSG_TEXT, false},
    {"_at_text", "_at", LOCALISE_AT_TEXT, false},
    {"_at_iso", "_at", LOCALISE_AT_ISO, false},
    {"_list_n", "_list", LOCALISE_LIST_N, false},
    {"_n_text", "_n", LOCALISE_N_TEXT, false},
    {"_n_some", "_n", LOCALISE_N_SOME, false},
    {"_is", "_code", LOCALISE_CODE_IS, false},
};

struct localise_name localise_name(const char *key, size_t n_bytes, struct arena *arena)
{
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        const struct ending *row = &endings[i];
        size_t ending_bytes = strlen(row->ending);
        if (n_bytes <= ending_bytes ||
            memcmp(key + n_bytes - ending_bytes, row->ending, ending_bytes) != 0)
            continue;
        size_t topic_bytes = n_bytes - ending_bytes;
        struct localise_name name = {
            .kind = row->kind,
            .base = key, /* the base is a prefix of the key, save for X_is */
            .base_bytes = topic_bytes + strlen(row->base_ending),
            .topic = key,
            .topic_bytes = topic_bytes,
        };
        if (row->kind == LOCALISE_CODE_IS)
            name.base = arena_printf(arena, "%.*s_code", (int)topic_bytes, key);
        if (row->topic_is_base)
            name.topic_bytes = name.base_bytes;
        return name;
    }
    return (struct localise_name){.kind = LOCALISE_NONE};
}

bool localise_is_text(enum localise_kind kind)
{
    switch (kind) {
    case LOCALISE_AT_TEXT:
    case LOCALISE_AT_ISO:
    case LOCALISE_DAY_TEXT:
    case LOCALISE_DAY_FORM:
    case LOCALISE_DAY_LONG:
    case LOCALISE_CODE_TEXT:
    case LOCALISE_N_TEXT:
    case LOCALISE_MSG_TEXT:
    case LOCALISE_LIST_N_TEXT:
        return true;
    case LOCALISE_NONE:
    case LOCALISE_CODE_IS:
    case LOCALISE_CODES_LIST:
    case LOCALISE_N_SOME:
    case LOCALISE_LIST_SOME:
    case LOCALISE_LIST_N:
        break;
    }
    return false;
}

/* Writes a moment; false when value is no RFC 3339 time. */
static bool at_text(const struct i18n_reader *reader, enum localise_kind kind, const json_t *value,
                    char buf[I18N_DATE_BYTES])
{
    int64_t unix_s;
    if (!calendar_parse_at(json_string_value(value), json_string_length(value), &unix_s))
        return false;
    if (kind == LOCALISE_AT_TEXT) {
        i18n_at(reader, unix_s, buf);
        return true;
    }
    struct calendar_time t = calendar_utc(unix_s);
    snprintf(buf, I18N_DATE_BYTES, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.day.year, t.day.month,
             t.day.day, t.hour, t.minute, t.second);
    return true;
}

/* Writes a day; false when value is none. */
static bool day_text(const struct i18n_reader *reader, enum localise_kind kind, const json_t *value,
                     char buf[I18N_DATE_BYTES])
{
    struct calendar_day day;
    if (!calendar_parse_day(json_string_value(value), json_string_length(value), &day))
        return false;
    enum i18n_day_style style = kind == LOCALISE_DAY_FORM   ? I18N_DAY_FORM
                                : kind == LOCALISE_DAY_LONG ? I18N_DAY_LONG
                                                            : I18N_DAY_TEXT;
    i18n_day(reader, day, style, buf);
    return true;
}

static const char *count_text(const struct i18n_reader *reader, const struct localise_name *name,
                              int64_t n, struct arena *arena, char buf[I18N_DATE_BYTES],
                              bool *ret_missing)
{
    const char *text = i18n_count(reader, name->topic, name->topic_bytes, n, arena);
    if (text != NULL)
        return text;
    *ret_missing = true;
    i18n_integer(reader, n, buf);
    return buf;
}

static const char *message_text(const struct i18n_reader *reader, const json_t *value,
                                struct arena *arena, bool *ret_missing)
{
    const char *key = json_string_value(json_object_get(value, "key"));
    if (key == NULL)
        return "";
    const char *text = i18n_format(reader, key, value, arena);
    if (text != NULL)
        return text;
    *ret_missing = true;
    return key;
}

static const char *string_text(const struct i18n_reader *reader, const struct localise_name *name,
                               const json_t *value, char buf[I18N_DATE_BYTES], bool *ret_missing)
{
    const char *raw = json_string_value(value);
    if (name->kind == LOCALISE_AT_TEXT || name->kind == LOCALISE_AT_ISO)
        return at_text(reader, name->kind, value, buf) ? buf : raw;
    if (name->kind != LOCALISE_CODE_TEXT)
        return day_text(reader, name->kind, value, buf) ? buf : raw;
    if (*raw == '\0')
        return raw;
    const char *text = i18n_code(reader, name->topic, name->topic_bytes, raw);
    *ret_missing = text == NULL;
    return text == NULL ? raw : text;
}

const char *localise_text(const struct i18n_reader *reader, const struct localise_name *name,
                          const json_t *value, struct arena *arena, char buf[I18N_DATE_BYTES],
                          size_t *ret_bytes, bool *ret_missing)
{
    const char *text = "";
    *ret_missing = false;
    if (name->kind == LOCALISE_MSG_TEXT)
        text = message_text(reader, value, arena, ret_missing);
    else if (name->kind == LOCALISE_LIST_N_TEXT)
        text = count_text(reader, name, (int64_t)json_array_size(value), arena, buf, ret_missing);
    else if (name->kind == LOCALISE_N_TEXT && json_is_integer(value))
        text = count_text(reader, name, json_integer_value(value), arena, buf, ret_missing);
    else if (name->kind != LOCALISE_N_TEXT && json_is_string(value))
        text = string_text(reader, name, value, buf, ret_missing);
    *ret_bytes = strlen(text);
    return text;
}

/* [{"value","text"}] for an array of codes. */
static json_t *codes_list(const struct i18n_reader *reader, const struct localise_name *name,
                          const json_t *codes)
{
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(codes); i++) {
        const char *code = json_string_value(json_array_get(codes, i));
        if (code == NULL)
            continue;
        const char *text = i18n_code(reader, name->topic, name->topic_bytes, code);
        json_array_append_new(list,
                              json_pack("{s:s, s:s}", "value", code, "text", text ? text : code));
    }
    return list;
}

/* {"<code with _ for ->": true} */
static json_t *is_object(const json_t *value)
{
    json_t *object = json_object();
    char member[128];
    size_t n = json_string_length(value);
    if (!json_is_string(value) || n >= sizeof member)
        return object;
    for (size_t i = 0; i <= n; i++) {
        char byte = json_string_value(value)[i];
        member[i] = byte == '-' ? '_' : byte;
    }
    json_object_set_new(object, member, json_true());
    return object;
}

json_t *localise_value(const struct i18n_reader *reader, const struct localise_name *name,
                       const json_t *value, struct arena *arena)
{
    if (localise_is_text(name->kind)) {
        char buf[I18N_DATE_BYTES];
        size_t n_bytes;
        bool missing;
        const char *text = localise_text(reader, name, value, arena, buf, &n_bytes, &missing);
        return json_stringn_nocheck(text, n_bytes);
    }
    if (name->kind == LOCALISE_CODES_LIST)
        return codes_list(reader, name, value);
    if (name->kind == LOCALISE_CODE_IS)
        return is_object(value);
    if (name->kind == LOCALISE_N_SOME)
        return json_boolean(json_integer_value(value) > 0);
    if (name->kind == LOCALISE_LIST_N)
        return json_integer((json_int_t)json_array_size(value));
    return json_boolean(json_array_size(value) > 0);
}

bool localise_is(const json_t *value, const char *member, size_t n_bytes)
{
    const char *code = json_string_value(value);
    if (code == NULL || json_string_length(value) != n_bytes)
        return false;
    for (size_t i = 0; i < n_bytes; i++)
        if (code[i] != member[i] && !(code[i] == '-' && member[i] == '_'))
            return false;
    return true;
}
