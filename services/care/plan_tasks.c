/* Order and wording of open tasks. */
#include "services/care/plan_tasks.h"

#include "services/care/plan_view.h"
#include "services/care/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a list is sorted by: late ones first, then those that wait, then by date. */
struct rank {
    json_t *task;
    int64_t group, day;
    size_t position;
};

/* Whether a deadline counts: not while a task rests, or waits for what its requester does about a no. */
static bool is_open_work(const json_t *task)
{
    return !value_is(task, "status_code", "on-hold") && !value_is(task, "status_code", "declined");
}

/* "13:00" as "13.00". */
static void clock_add(json_t *task)
{
    const char *time = value_text(task, "due_time");
    char buf[8];

    (void)snprintf(buf, sizeof(buf), "%.2s.%.2s", time != NULL ? time : "",
                   time != NULL && strlen(time) >= 5 ? time + 3 : "");
    value_set_text(task, "due_clock", time != NULL ? buf : NULL);
}

/* What is printed is read by others than the reader: then nobody is "you", but the citizen on her own
 * sheet. */
static bool performed_by(const json_t *task, const json_t *frame, const char *print)
{
    const json_t *performer = json_object_get(task, "performer");

    if (value_true(performer, "citizen"))
        return value_same(print, "citizen") ||
               (print == NULL && value_is(frame, "role_code", "citizen"));
    return print == NULL &&
           value_same(value_text(performer, "user_id"), value_text(frame, "user_id"));
}

/* Also what the reader's own unit was asked for. */
static bool asked_of(const json_t *task, const json_t *frame)
{
    const json_t *performer = json_object_get(task, "performer");

    return value_is(task, "status_code", "proposed") &&
           (performed_by(task, frame, NULL) ||
            value_same(value_text(performer, "unit_id"), value_text(frame, "unit_id")));
}

static void task_add(json_t *task, const json_t *frame, const char *print, struct today today)
{
    const json_t *performer = json_object_get(task, "performer");
    int64_t day, at, late = 0, waiting = 0;
    char href[64];

    if (value_day(task, "due_day", &day) && day < today.day && is_open_work(task))
        late = today.day - day;
    if (value_is(task, "status_code", "proposed") && value_at(task, "proposed_at", &at))
        waiting = today.day - today_day_of(at);
    value_set_int(task, "overdue_n", late);
    value_set_int(task, "waiting_n", waiting);
    (void)snprintf(href, sizeof(href), "/tasks/%s", value_text_or_empty(task, "id"));
    value_set_text(task, "href", href);
    value_set_text(task, "performer_name", value_text_or_empty(performer, "name"));
    value_set_text(task, "performer_initials", value_text_or_empty(performer, "initials"));
    value_set_true(task, "performer_is_me", performed_by(task, frame, print));
    value_set_true(task, "performer_is_citizen", value_true(performer, "citizen"));
    value_copy(task, "sector_code", task, "performer_sector_code");
    if (json_object_get(task, "plain_text") == NULL)
        value_set_text(task, "plain_text", NULL);
    clock_add(task);
}

static struct rank rank_of(json_t *task, size_t position)
{
    struct rank rank = {.task = task, .position = position, .group = 2, .day = INT64_MAX};

    (void)value_day(task, "due_day", &rank.day);
    if (value_int(task, "overdue_n") > 0)
        rank.group = 0;
    else if (value_int(task, "waiting_n") > 0)
        rank.group = 1;
    else if (!is_open_work(task))
        rank.group = 3;
    if (rank.group == 1)
        rank.day = -value_int(task, "waiting_n");
    return rank;
}

static int rank_compare(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;

    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

/* A new array of the same tasks, most urgent first. */
static json_t *sorted(const json_t *tasks)
{
    const size_t n = json_array_size(tasks);
    struct rank *ranks = calloc(n > 0 ? n : 1, sizeof(*ranks));
    json_t *list = json_array();

    if (ranks == NULL)
        abort();
    for (size_t i = 0; i < n; i++)
        ranks[i] = rank_of(json_array_get(tasks, i), i);
    qsort(ranks, n, sizeof(*ranks), rank_compare);
    for (size_t i = 0; i < n; i++)
        (void)json_array_append(list, ranks[i].task);
    free(ranks);
    return list;
}

void plan_tasks_add(json_t *view, const json_t *core, const json_t *frame, struct today today)
{
    json_t *tasks = json_object_get(core, "tasks_list"), *task;
    json_t *todo = json_array(), *mine = json_array(), *others = json_array(), *ask = NULL;
    const char *print = value_text(view, "print_code");
    size_t i;

    json_array_foreach(tasks, i, task) task_add(task, frame, print, today);
    json_t *list = sorted(tasks);
    json_array_foreach(list, i, task)
    {
        if (i < TODO_MAX || print != NULL)
            (void)json_array_append(todo, task);
        (void)json_array_append(value_true(task, "performer_is_me") ? mine : others, task);
        if (ask == NULL && print == NULL && asked_of(task, frame))
            ask = task;
    }
    (void)json_object_set_new(view, "todo_list", todo);
    (void)json_object_set_new(view, "my_list", mine);
    (void)json_object_set_new(view, "others_list", others);
    value_set_int(view, "tasks_n", (int64_t)json_array_size(list));
    value_set_true(view, "more_tasks", json_array_size(list) > TODO_MAX);
    (void)json_object_set_new(view, "ask", ask != NULL ? json_incref(ask) : json_null());
    json_decref(list);
}
