/* How many remarks, and whether there are new ones: see plan_remarks.h. */
#include "services/care/plan_remarks.h"

#include "services/care/value.h"

#include <stdint.h>

struct count {
    int64_t all, unanswered;
    bool fresh;
};

/* Adds one section's remarks; true when one came after seen_s. */
static bool section_count(const json_t *section, int64_t seen_s, struct count *count)
{
    const json_t *remarks = json_object_get(section, "remarks");
    int64_t newest;
    bool fresh;

    count->all += value_int(remarks, "remarks_n");
    count->unanswered += value_int(remarks, "unanswered_n");
    fresh = value_at(remarks, "newest_at", &newest) && newest > seen_s &&
            value_int(remarks, "unanswered_n") > 0;
    count->fresh = count->fresh || fresh;
    return fresh;
}

void plan_remarks_add(json_t *view, const json_t *frame)
{
    const int64_t whole = value_int(view, "remarks_new_n");
    struct count count = {.all = whole, .unanswered = whole, .fresh = whole > 0};
    int64_t seen_s;
    json_t *part, *note = json_null();
    size_t i;

    if (!value_at(view, "seen_at", &seen_s))
        seen_s = INT64_MIN;
    (void)section_count(json_object_get(view, "plan"), seen_s, &count);
    json_array_foreach(json_object_get(view, "contributing_plans_list"), i, part)
        value_set_true(part, "remarks_fresh", section_count(part, seen_s, &count));
    if (count.all > 0 && !value_is(frame, "role_code", "citizen")) {
        note = json_object();
        value_set_int(note, "remarks_n", count.all);
        value_set_int(note, "unanswered_n", count.unanswered);
        value_set_true(note, "fresh", count.fresh);
    }
    (void)json_object_set_new(view, "remark_note", note);
}
