/* Contributing plans beside each other. */
#include "services/care/plan_parts.h"

#include "services/care/value.h"

#include <stdio.h>

static const json_t *part_find(const json_t *parts, const char *id)
{
    const json_t *part;
    size_t i;

    json_array_foreach(parts, i, part)
    {
        if (value_same(value_text(part, "id"), id))
            return part;
    }
    return NULL;
}

static json_t *side_new(const json_t *part, const char *text)
{
    json_t *side = json_object();

    value_copy(side, "title", part, "title");
    value_copy(side, "sector_code", part, "sector_code");
    value_set_text(side, "text", text);
    return side;
}

/* The title of what a plan strides against; NULL when it does with nothing in sight. */
static const char *clash_title(const json_t *view, const char *id)
{
    const json_t *conflict, *parts = json_object_get(view, "contributing_plans_list");
    size_t i;

    json_array_foreach(json_object_get(view, "conflicts_list"), i, conflict)
    {
        const char *a = value_text(conflict, "part_a_id"), *b = value_text(conflict, "part_b_id");

        if (value_same(a, id))
            return value_text(part_find(parts, b), "title");
        if (value_same(b, id))
            return value_text(part_find(parts, a), "title");
    }
    return NULL;
}

static void conflicts_add(json_t *view)
{
    const json_t *parts = json_object_get(view, "contributing_plans_list");
    json_t *conflict;
    char href[64];
    size_t i;

    json_array_foreach(json_object_get(view, "conflicts_list"), i, conflict)
    {
        const json_t *a = part_find(parts, value_text(conflict, "part_a_id"));
        const json_t *b = part_find(parts, value_text(conflict, "part_b_id"));

        (void)json_object_set_new(conflict, "a", side_new(a, value_text(conflict, "text_a")));
        (void)json_object_set_new(conflict, "b", side_new(b, value_text(conflict, "text_b")));
        (void)snprintf(href, sizeof(href), "/conflicts/%s", value_text_or_empty(conflict, "id"));
        value_set_text(conflict, "href", href);
    }
}

static void part_add(json_t *view, json_t *part, const json_t *frame, struct today today)
{
    const json_t *person = json_object_get(part, "responsible");
    const char *clash = clash_title(view, value_text(part, "id"));
    const bool own = value_same(value_text(part, "owner_unit_id"), value_text(frame, "unit_id"));
    int64_t day, late = 0;
    char href[80];

    (void)snprintf(href, sizeof(href), "/contributing-plans/%s", value_text_or_empty(part, "id"));
    value_set_text(part, "href", href);
    if (value_is(part, "status_code", "active") && value_day(part, "next_follow_up_day", &day) &&
        day < today.day)
        late = today.day - day;
    value_set_int(part, "overdue_n", late);
    value_copy(part, "hold_until_day", part, "on_hold_until_day");
    value_set_text(part, "responsible_name", value_text(person, "name"));
    value_set_true(part, "responsible_is_me",
                   value_same(value_text(person, "user_id"), value_text(frame, "user_id")));
    value_set_true(part, "is_own", own);
    (void)json_object_set_new(
        part, "clash_msg",
        clash != NULL ? json_pack("{s:s, s:s}", "key", "plan.clash_with", "title", clash)
                      : json_null());
    if (own && json_is_null(json_object_get(view, "own_part")))
        (void)json_object_set(view, "own_part", part);
}

static json_t *own_titles_msg(const json_t *parts)
{
    json_t *titles = json_array();
    const json_t *part;
    size_t i;

    json_array_foreach(parts, i, part)
    {
        if (value_true(part, "is_own"))
            (void)json_array_append(titles, json_object_get(part, "title"));
    }
    if (json_array_size(titles) > 0)
        return json_pack("{s:s, s:o}", "key", "plan.you_own", "titles", titles);
    json_decref(titles);
    return json_null();
}

void plan_parts_add(json_t *view, const json_t *frame, struct today today)
{
    json_t *parts = json_object_get(view, "contributing_plans_list"), *part;
    size_t i;

    conflicts_add(view);
    (void)json_object_set_new(view, "own_part", json_null());
    json_array_foreach(parts, i, part) part_add(view, part, frame, today);
    (void)json_object_set_new(view, "own_titles_msg", own_titles_msg(parts));
}
