/* From stored changes to sentences. */
#include "services/care/history.h"

#include "services/base/calendar.h"
#include "services/base/macros.h"
#include "services/care/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind {
    KIND_TEXT,
    KIND_DAY,
    KIND_AT,
    KIND_TIME,
    KIND_CODE, /* codes.<topic>.<value> */
    KIND_BOOL,
    KIND_NUMBER,
    KIND_NAME,  /* an id or code whose name SQL has put beside it */
    KIND_SECRET /* only that it was changed */
};

/* A column that is worth showing. */
struct field {
    const char *name;
    enum kind kind;
    bool on_create;    /* also when the thing was made */
    const char *topic; /* KIND_CODE */
};

/* Sorted by name, for bsearch. */
static const struct field FIELDS[] = {
    {"achievement_code", KIND_CODE, false, "achievement"},
    {"address", KIND_SECRET, false, NULL},
    {"address_protected", KIND_BOOL, false, NULL},
    {"admitted_since_day", KIND_DAY, false, NULL},
    {"agenda", KIND_TEXT, false, NULL},
    {"answer_by_day", KIND_DAY, false, NULL},
    {"answer_text", KIND_TEXT, false, NULL},
    {"assessment", KIND_TEXT, false, NULL},
    {"bar_text", KIND_TEXT, false, NULL},
    {"birth_day", KIND_DAY, false, NULL},
    {"citizen_yes_code", KIND_CODE, false, "citizen_yes"},
    {"citizen_yes_day", KIND_DAY, false, NULL},
    {"complexity_code", KIND_CODE, false, "complexity"},
    {"contact_preference_code", KIND_CODE, false, "contact_preference"},
    {"contact_type_code", KIND_NAME, true, NULL},
    {"content", KIND_SECRET, false, NULL},
    {"counter_day", KIND_DAY, false, NULL},
    {"counter_text", KIND_TEXT, false, NULL},
    {"counter_time", KIND_TIME, false, NULL},
    {"cpr", KIND_SECRET, false, NULL},
    {"deputy_user_id", KIND_NAME, true, NULL},
    {"description", KIND_TEXT, false, NULL},
    {"due_day", KIND_DAY, true, NULL},
    {"due_time", KIND_TIME, true, NULL},
    {"effective_day", KIND_DAY, true, NULL},
    {"end_at", KIND_AT, false, NULL},
    {"end_reason", KIND_TEXT, false, NULL},
    {"ended_at", KIND_AT, false, NULL},
    {"expressed_by_code", KIND_CODE, false, "expressed_by"},
    {"expressed_by_name", KIND_TEXT, false, NULL},
    {"family_name", KIND_TEXT, false, NULL},
    {"given_name", KIND_TEXT, false, NULL},
    {"goal_id", KIND_NAME, false, NULL},
    {"gp_unit_id", KIND_NAME, false, NULL},
    {"helps_with", KIND_TEXT, true, NULL},
    {"hold_until_day", KIND_DAY, false, NULL},
    {"interpreter_language", KIND_TEXT, false, NULL},
    {"is_statutory_coordinator", KIND_BOOL, false, NULL},
    {"lifecycle_code", KIND_CODE, false, "status"},
    {"milestone_day", KIND_DAY, false, NULL},
    {"milestone_text", KIND_TEXT, false, NULL},
    {"municipality_code", KIND_NAME, false, NULL},
    {"name_protected", KIND_BOOL, false, NULL},
    {"next_follow_up_day", KIND_DAY, false, NULL},
    {"next_measure_day", KIND_DAY, false, NULL},
    {"next_step", KIND_TEXT, false, NULL},
    {"note", KIND_TEXT, false, NULL},
    {"on_hold_until_day", KIND_DAY, false, NULL},
    {"outside_name", KIND_TEXT, false, NULL},
    {"outside_organisation", KIND_TEXT, false, NULL},
    {"owner_unit_id", KIND_NAME, true, NULL},
    {"performer_unit_id", KIND_NAME, false, NULL},
    {"performer_user_id", KIND_NAME, true, NULL},
    {"period_end_day", KIND_DAY, false, NULL},
    {"period_start_day", KIND_DAY, false, NULL},
    {"phone", KIND_SECRET, false, NULL},
    {"phone_hours", KIND_TEXT, false, NULL},
    {"place", KIND_TEXT, true, NULL},
    {"plain_summary", KIND_TEXT, false, NULL},
    {"plain_text", KIND_TEXT, false, NULL},
    {"priority_code", KIND_CODE, false, "priority"},
    {"read_until_day", KIND_DAY, false, NULL},
    {"reason", KIND_TEXT, true, NULL},
    {"relationship", KIND_TEXT, true, NULL},
    {"replaces_member_id", KIND_NAME, true, NULL},
    {"responsible_user_id", KIND_NAME, true, NULL},
    {"review_day", KIND_DAY, false, NULL},
    {"start_at", KIND_AT, true, NULL},
    {"start_day", KIND_DAY, false, NULL},
    {"status_code", KIND_CODE, false, "status"},
    {"status_reason", KIND_TEXT, false, NULL},
    {"status_text", KIND_TEXT, false, NULL},
    {"steps_done", KIND_NUMBER, false, NULL},
    {"steps_total", KIND_NUMBER, false, NULL},
    {"summary", KIND_TEXT, false, NULL},
    {"target", KIND_TEXT, false, NULL},
    {"target_group_code", KIND_CODE, false, "target_group"},
    {"text", KIND_TEXT, false, NULL},
    {"title", KIND_TEXT, false, NULL},
    {"user_id", KIND_NAME, false, NULL},
};

static int field_compare(const void *name, const void *field)
{
    return strcmp(name, ((const struct field *)field)->name);
}

static const struct field *field_find(const char *name)
{
    return name == NULL
               ? NULL
               : bsearch(name, FIELDS, ARRAY_LEN(FIELDS), sizeof(FIELDS[0]), field_compare);
}

/* ---- Values ---- */

/* The text, cut at a letter's boundary when it is too long. */
static json_t *text_cut(const char *text, size_t max_bytes)
{
    size_t n = strlen(text);
    char buf[HISTORY_VALUE_BYTES + 4];

    if (n <= max_bytes || max_bytes > HISTORY_VALUE_BYTES)
        return json_string(text);
    for (n = max_bytes; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80; n--)
        continue;
    (void)snprintf(buf, sizeof(buf), "%.*s\xe2\x80\xa6", (int)n, text);
    return json_string(buf);
}

static json_t *msg(const char *key, const char *param, json_t *value_take)
{
    json_t *m = json_object();

    value_set_text(m, "key", key);
    (void)json_object_set_new(m, param, value_take);
    return m;
}

/* "13:00:00" as "13.00". */
static json_t *clock_text(const char *time)
{
    char buf[6];

    if (strlen(time) < 5)
        return json_string(time);
    (void)snprintf(buf, sizeof(buf), "%.2s.%.2s", time, time + 3);
    return json_string(buf);
}

static json_t *code_msg(const struct field *field, const char *code)
{
    char key[80], param[80];

    (void)snprintf(key, sizeof(key), "history.v.%s", field->topic);
    (void)snprintf(param, sizeof(param), "%s_code", field->topic);
    return msg(key, param, json_string(code));
}

/* A moment; one at midnight is the beginning of a day, and shown as that day. */
static json_t *at_msg(const char *text)
{
    char day[16];
    int64_t unix_s;

    if (!calendar_parse_at(text, strlen(text), &unix_s))
        return msg("history.v.at", "v_at", json_string(text));
    const struct calendar_time t = calendar_denmark(unix_s);
    if (t.hour != 0 || t.minute != 0)
        return msg("history.v.at", "v_at", json_string(text));
    (void)snprintf(day, sizeof(day), "%04d-%02d-%02d", t.day.year % 10000, t.day.month, t.day.day);
    return msg("history.v.day", "v_day", json_string(day));
}

/* A value as a message; null when there is nothing to show. */
static json_t *value_msg(const struct field *field, const json_t *value, const char *name,
                         size_t max_bytes)
{
    const char *text = json_string_value(value);

    switch (field->kind) {
    case KIND_NAME:
        return name != NULL ? msg("history.v.text", "v", text_cut(name, max_bytes)) : json_null();
    case KIND_BOOL:
        return json_is_boolean(value)
                   ? msg(json_is_true(value) ? "history.v.yes" : "history.v.no", "v", json_null())
                   : json_null();
    case KIND_NUMBER:
        return json_is_integer(value)
                   ? msg("history.v.text", "v", json_integer(json_integer_value(value)))
                   : json_null();
    case KIND_SECRET:
        return json_null();
    case KIND_TEXT:
    case KIND_DAY:
    case KIND_AT:
    case KIND_TIME:
    case KIND_CODE:
    default:
        break;
    }
    if (text == NULL || text[0] == '\0')
        return json_null();
    if (field->kind == KIND_DAY)
        return msg("history.v.day", "v_day", json_string(text));
    if (field->kind == KIND_AT)
        return at_msg(text);
    if (field->kind == KIND_TIME)
        return msg("history.v.text", "v", clock_text(text));
    if (field->kind == KIND_CODE)
        return code_msg(field, text);
    return msg("history.v.text", "v", text_cut(text, max_bytes));
}

static json_t *field_change(const struct field *field, const json_t *change, size_t max_bytes)
{
    json_t *old =
        value_msg(field, json_object_get(change, "old"), value_text(change, "old_text"), max_bytes);
    json_t *new =
        value_msg(field, json_object_get(change, "new"), value_text(change, "new_text"), max_bytes);

    if (field->kind == KIND_SECRET) {
        json_decref(new);
        new = msg("history.v.changed", "v", json_null());
    }
    if (json_is_null(old) && json_is_null(new))
        return NULL;
    json_t *item = json_object();
    value_set_text(item, "field_code", field->name);
    (void)json_object_set_new(item, "old_msg", old);
    (void)json_object_set_new(item, "new_msg", new);
    return item;
}

/* Things whose states have sentences of their own: history.what.<entity>_status_<code>. */
static bool has_status_sentences(const char *entity)
{
    static const char *const entities[] = {"joint_plan",        "task",        "handover",
                                           "contributing_plan", "appointment", "team_member"};

    for (size_t i = 0; i < ARRAY_LEN(entities); i++) {
        if (strcmp(entity, entities[i]) == 0)
            return true;
    }
    return false;
}

static json_t *fields_present(const json_t *change, size_t max_bytes, size_t max_fields)
{
    const bool created = value_is(change, "action_code", "create");
    const bool told = has_status_sentences(value_text_or_empty(change, "entity_code"));
    json_t *items = json_array(), *f;
    size_t i;

    json_array_foreach(json_object_get(change, "fields_list"), i, f)
    {
        const struct field *field = field_find(value_text(f, "field"));

        if (field == NULL || (created && !field->on_create) ||
            json_array_size(items) >= max_fields ||
            (told && strcmp(field->name, "status_code") == 0))
            continue;
        json_t *item = field_change(field, f, max_bytes);
        if (item != NULL)
            (void)json_array_append_new(items, item);
    }
    return items;
}

/* ---- What happened ---- */

/* The state that a change brought a thing into; NULL when it did not change its state. */
static const char *new_status(const json_t *change)
{
    const json_t *f;
    size_t i;

    json_array_foreach(json_object_get(change, "fields_list"), i, f)
    {
        if (value_is(f, "field", "status_code"))
            return value_text(f, "new");
    }
    return NULL;
}

static json_t *what_msg(const json_t *change)
{
    const char *entity = value_text_or_empty(change, "entity_code");
    const char *action = value_text_or_empty(change, "action_code");
    const char *status = strcmp(action, "update") == 0 ? new_status(change) : NULL;
    char key[128];

    if (status != NULL && has_status_sentences(entity))
        (void)snprintf(key, sizeof(key), "history.what.%s_status_%s", entity, status);
    else
        (void)snprintf(key, sizeof(key), "history.what.%s_%s", entity, action);
    for (char *p = key; *p != '\0'; p++) {
        if (*p == '-')
            *p = '_';
    }
    json_t *m = msg(key, "title", json_string(value_text_or_empty(change, "title")));
    value_set_text(m, "name", value_text_or_empty(change, "name"));
    return m;
}

static void change_present(json_t *change, int64_t seen_s, const char *reader_id, size_t max_bytes,
                           size_t max_fields)
{
    const char *id = value_text(change, "entity_id");
    int64_t at;
    char href[80];

    (void)snprintf(href, sizeof(href), "/items/%s/history", id != NULL ? id : "");
    value_set_text(change, "href", href);
    (void)json_object_set_new(change, "what_msg", what_msg(change));
    value_copy(change, "by_name", change, "name");
    value_copy(change, "by_organisation", change, "unit");
    value_set_true(change, "new",
                   value_at(change, "changed_at", &at) && at > seen_s &&
                       !value_same(value_text(change, "user_id"), reader_id));
    (void)json_object_set_new(change, "changes_list",
                              fields_present(change, max_bytes, max_fields));
}

void history_present_list(json_t *list, int64_t seen_s, const char *reader_id, size_t max_bytes,
                          size_t max_fields)
{
    json_t *change;
    size_t i;

    json_array_foreach(list, i, change)
        change_present(change, seen_s, reader_id, max_bytes, max_fields);
}
