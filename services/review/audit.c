/* The view of the log: see audit.h. Handlers of the routes under "log" in samplan/routes.c. */
#include "services/review/audit.h"

#include "services/base/calendar.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const outcomes[] = {"permit", "refuse", "fail", NULL};
static const char *const bases[] = {"self",     "coordination", "team",    "unit-team",
                                    "own-part", "statute",      "consent", "custody",
                                    "guardian", "relative",     "former",  "break-glass",
                                    "task",     "review",       "none",    NULL};
static const char *const whose[] = {"others", "municipality", "region", "doctor",
                                    "review", "urgent",       "own",    NULL};
static const char *const periods[] = {"week", "month", "all", NULL};

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
    {.name = "who_code", .type = INPUT_CODE, .codes = whose},
    {.name = "period_code", .type = INPUT_CODE, .codes = periods},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field audit_plan_list_input[] = {
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

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

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Copies a member, null when it is missing. */
static void copy_member(json_t *to, const char *to_key, const json_t *from, const char *key)
{
    json_t *value = json_object_get(from, key);

    (void)json_object_set_new(to, to_key, value != NULL ? json_incref(value) : json_null());
}

/* One look-up of a group: what was done, at what time; the same again only counts. */
static void act_add(json_t *group, const json_t *row)
{
    json_t *acts = json_object_get(group, "acts_list"), *act;
    size_t i;

    json_array_foreach(acts, i, act)
    {
        if (same(text_of(act, "action_code"), text_of(row, "action_code")) &&
            json_equal(json_object_get(act, "class_codes"), json_object_get(row, "class_codes"))) {
            (void)json_object_set_new(
                act, "times_n",
                json_integer(json_integer_value(json_object_get(act, "times_n")) + 1));
            (void)json_object_set_new(act, "again", json_true());
            copy_member(act, "first_clock", row, "clock");
            return;
        }
    }
    act = json_object();
    copy_member(act, "action_code", row, "action_code");
    copy_member(act, "class_codes", row, "class_codes");
    copy_member(act, "clock", row, "clock");
    copy_member(act, "first_clock", row, "clock");
    copy_member(act, "look_id", row, "look_id");
    (void)json_object_set_new(act, "times_n", json_integer(1));
    (void)json_object_set_new(act, "again", json_false());
    (void)json_array_append_new(acts, act);
}

/* Puts a row to the look-ups of the same day by the same person for the same reason, or begins a group. */
static void group_add(json_t *groups, json_t *row)
{
    const char *key = text_of(row, "who_key");
    json_t *group;
    size_t i;

    json_array_foreach(groups, i, group)
    {
        if (key != NULL && same(text_of(group, "who_key"), key)) {
            act_add(group, row);
            copy_member(group, "first_clock", row, "clock");
            (void)json_object_set_new(group, "several", json_true());
            if (!json_is_object(json_object_get(group, "question")))
                copy_member(group, "question", row, "question");
            return;
        }
    }
    group = json_copy(row);
    (void)json_object_set_new(group, "acts_list", json_array());
    if (json_object_get(group, "question") == NULL)
        (void)json_object_set_new(group, "question", json_null());
    (void)json_object_set_new(group, "several", json_false());
    copy_member(group, "first_clock", row, "clock");
    if (same(text_of(group, "organisation"),
             text_of(group, "unit"))) /* a practice of one unit is named once */
        (void)json_object_set_new(group, "organisation", json_null());
    act_add(group, row);
    (void)json_array_append_new(groups, group);
}

/* Whether two rows tell of one look that showed several citizens: one transaction, one act, one reason. */
static bool one_look(const json_t *a, const json_t *b)
{
    static const char *const alike[] = {"recorded_at", "user_id",    "action_code",
                                        "class_codes", "basis_code", "outcome_code"};

    for (size_t i = 0; i < ARRAY_LEN(alike); i++) {
        if (!json_equal(json_object_get(a, alike[i]), json_object_get(b, alike[i])))
            return false;
    }
    return json_is_object(json_object_get(a, "citizen")) &&
           json_is_object(json_object_get(b, "citizen"));
}

/* For those who control: a list that showed twenty citizens is one row here, with all of them in others_list. Every row
 * is in the file and in JSON as it was written. */
static json_t *looks_new(const json_t *list)
{
    json_t *looks = json_array(), *row, *last = NULL;
    size_t i;

    json_array_foreach(list, i, row)
    {
        if (last != NULL && one_look(last, row)) {
            (void)json_array_append(json_object_get(last, "others_list"),
                                    json_object_get(row, "citizen"));
            continue;
        }
        last = json_copy(row);
        (void)json_object_set_new(last, "others_list", json_array());
        (void)json_array_append_new(looks, last);
    }
    json_array_foreach(looks, i, row)
    {
        (void)json_object_set_new(
            row, "others_n",
            json_integer((json_int_t)json_array_size(json_object_get(row, "others_list"))));
    }
    return looks;
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
        group_add(rows, row);
    }
    json_object_set_new(view, "days_list", days);
    json_object_set_new(view, "looks_list", looks_new(json_object_get(view, "audit_list")));
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
