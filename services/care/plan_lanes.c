/* Where everything stands in the lanes. */
#include "services/care/plan_lanes.h"

#include "services/base/calendar.h"
#include "services/care/value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LETTER_WIDTH 6.3 /* of the 12-unit type, on average */
#define LABEL_GAP 9.0    /* between a mark and its text */
#define TODAY_GAP 7.0    /* between the line of today and a text */
#define EDGE 3.0         /* kept free at the right end */
#define CLASH_LETTERS 26 /* of the longest translation of plan.clash */
#define BACK_DAYS 10     /* what is this near the first of the month still shows the month before */

/* The window of time. */
struct axis {
    int64_t first, end; /* days; end is the first day after */
    double today_x;
};

static struct calendar_day month_add(struct calendar_day day, int months)
{
    const int n = day.year * 12 + day.month - 1 + months;

    return (struct calendar_day){.year = n / 12, .month = n % 12 + 1, .day = 1};
}

static double axis_x(const struct axis *axis, int64_t day)
{
    return (double)(day - axis->first) * LANES_WIDTH / (double)(axis->end - axis->first);
}

static struct axis axis_about(int64_t today)
{
    const struct calendar_day first = month_add(calendar_from_number(today - BACK_DAYS), 0);
    struct axis axis = {.first = calendar_number(first),
                        .end = calendar_number(month_add(first, LANES_MONTHS))};

    axis.today_x = axis_x(&axis, today);
    return axis;
}

static void set_number(json_t *object, const char *key, double x)
{
    const long tenths = lround(fabs(x) * 10);
    char text[32];

    /* "%.1f" does the same for several times the time, and a page has dozens */
    (void)snprintf(text, sizeof(text), "%s%ld.%ld", x < 0 && tenths > 0 ? "-" : "", tenths / 10,
                   tenths % 10);
    value_set_text(object, key, text);
}

/* Letters, not bytes. */
static double text_width(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return (double)n * LETTER_WIDTH;
}

/* Puts a text of some width beside a mark that reaches from left to right: on its right and clear of today's line,
 * or on its left when it does not fit there. Sets x_key and "anchor". */
static void label_place(json_t *object, const char *x_key, double width, double left, double right,
                        const struct axis *axis)
{
    double x = right + LABEL_GAP;

    if (axis->today_x > left && axis->today_x > x - TODAY_GAP && axis->today_x < x + width)
        x = axis->today_x + TODAY_GAP;
    if (x + width <= LANES_WIDTH - EDGE || left - LABEL_GAP < width) {
        set_number(object, x_key, x + width <= LANES_WIDTH - EDGE ? x : LANES_WIDTH - EDGE);
        value_set_text(object, "anchor", x + width <= LANES_WIDTH - EDGE ? "start" : "end");
        return;
    }
    set_number(object, x_key, left - LABEL_GAP);
    value_set_text(object, "anchor", "end");
}

/* ---- The parts of a lane ---- */

/* From when to when the bar goes; false when nothing of it is in sight. */
static bool bar_days(const json_t *part, const struct axis *axis, int64_t today, int64_t *from,
                     int64_t *to)
{
    int64_t end;

    if (!value_day(part, "period_start_day", from))
        *from = axis->first;
    *to = axis->end;
    if (value_day(part, "period_end_day", &end))
        *to = end + 1;
    if (value_is(part, "status_code", "on-hold")) {
        *from = *from > today ? *from : today;
        if (value_day(part, "on_hold_until_day", &end))
            *to = end;
    }
    return *to > *from && *from<axis->end && * to> axis->first;
}

static void bar_add(json_t *lane, const json_t *part, const struct axis *axis, int64_t today)
{
    const char *text = value_text_or_empty(part, "bar_text");
    int64_t from, to;

    (void)json_object_set_new(lane, "bar", json_null());
    (void)json_object_set_new(lane, "bar_label", json_null());
    if (!bar_days(part, axis, today, &from, &to))
        return;
    const bool begins = from >= axis->first;
    const double x = begins ? axis_x(axis, from) : 0;
    const double end = to < axis->end ? axis_x(axis, to) : LANES_WIDTH - EDGE;
    json_t *bar = json_object();
    set_number(bar, "x", x);
    set_number(bar, "w", end - x > 1 ? end - x : 1);
    const bool dashed =
        value_is(part, "status_code", "draft") || value_is(part, "status_code", "on-hold");
    value_set_true(bar, "dashed", dashed);
    value_set_true(bar, "line", begins && !dashed);
    (void)json_object_set_new(lane, "bar", bar);
    if (text[0] == '\0')
        return;
    json_t *label = json_object();
    label_place(label, "x", text_width(text), x, x, axis);
    value_set_text(label, "text", text);
    (void)json_object_set_new(lane, "bar_label", label);
}

static void dot_add(json_t *lane, const json_t *part, const struct axis *axis)
{
    const char *text = value_text_or_empty(part, "milestone_text");
    int64_t day;

    (void)json_object_set_new(lane, "dot", json_null());
    if (!value_day(part, "milestone_day", &day) || day < axis->first || day >= axis->end)
        return;
    const double x = axis_x(axis, day);
    json_t *dot = json_object();
    set_number(dot, "x", x);
    label_place(dot, "label_x", text_width(text), x, x, axis);
    value_set_text(dot, "text", text);
    (void)json_object_set_new(lane, "dot", dot);
}

/* The range of a conflict as far as it is in sight; false when it is not. */
static bool range_of(const json_t *conflict, const struct axis *axis, double *x, double *end)
{
    int64_t from, to;

    if (!value_day(conflict, "from_day", &from))
        return false;
    if (!value_day(conflict, "to_day", &to))
        to = axis->end;
    if (to < axis->first || from >= axis->end)
        return false;
    *x = from > axis->first ? axis_x(axis, from) : 0;
    *end = to + 1 < axis->end ? axis_x(axis, to + 1) : LANES_WIDTH - EDGE;
    return true;
}

static json_t *clash_new(const json_t *lane, double x, const struct axis *axis)
{
    const json_t *dot = json_object_get(lane, "dot");
    const double left = x < 8 ? 8 : x > LANES_WIDTH - 8 ? LANES_WIDTH - 8 : x;
    json_t *clash = json_object();
    char cross[64];

    set_number(clash, "x", left);
    set_number(clash, "box_x", left - 7);
    (void)snprintf(cross, sizeof(cross), "M%.1f 14.5l7 7m0-7l-7 7", left - 3.5);
    value_set_text(clash, "cross", cross);
    label_place(clash, "label_x", CLASH_LETTERS * LETTER_WIDTH, left - 7, left + 7, axis);
    value_set_true(clash, "label", json_is_null(dot)); /* the two texts stand on one line */
    return clash;
}

static void conflicts_add(json_t *lane, const json_t *part, const json_t *conflicts,
                          const struct axis *axis)
{
    const char *id = value_text(part, "id");
    json_t *ranges = json_array(), *clash = json_null(), *conflict;
    size_t i;
    double x, end;

    json_array_foreach(conflicts, i, conflict)
    {
        const bool first = value_same(value_text(conflict, "part_a_id"), id);

        if ((!first && !value_same(value_text(conflict, "part_b_id"), id)) ||
            !range_of(conflict, axis, &x, &end))
            continue;
        json_t *range = json_object();
        set_number(range, "x", x);
        set_number(range, "w", end - x > 1 ? end - x : 1);
        (void)json_array_append_new(ranges, range);
        if (first && json_is_null(clash))
            clash = clash_new(lane, x, axis);
    }
    (void)json_object_set_new(lane, "ranges_list", ranges);
    (void)json_object_set_new(lane, "clash", clash);
}

/* ---- The months ---- */

static json_t *months_new(const struct axis *axis)
{
    const struct calendar_day first = calendar_from_number(axis->first);
    json_t *months = json_array();

    for (int i = 0; i < LANES_MONTHS; i++) {
        const struct calendar_day day = month_add(first, i);
        const double x = axis_x(axis, calendar_number(day));
        json_t *month = json_object();
        char code[16];
        (void)snprintf(code, sizeof(code), "%02d", day.month);
        set_number(month, "x", x);
        set_number(month, "text_x", x + 3);
        value_set_text(month, "month_code", code);
        (void)snprintf(code, sizeof(code), "%d", day.year);
        value_set_text(month, "year", day.month == 1 ? code : NULL);
        (void)json_array_append_new(months, month);
    }
    return months;
}

void plan_lanes_build(json_t *view, int64_t today)
{
    const struct axis axis = axis_about(today);
    const json_t *conflicts = json_object_get(view, "conflicts_list");
    json_t *lanes = json_object(), *part;
    size_t i;

    set_number(lanes, "today_x", axis.today_x);
    (void)json_object_set_new(lanes, "months_list", months_new(&axis));
    (void)json_object_set_new(view, "lanes", lanes);
    json_array_foreach(json_object_get(view, "contributing_plans_list"), i, part)
    {
        json_t *lane = json_object();

        bar_add(lane, part, &axis, today);
        dot_add(lane, part, &axis);
        conflicts_add(lane, part, conflicts, &axis);
        (void)json_object_set_new(part, "lane", lane);
    }
}
