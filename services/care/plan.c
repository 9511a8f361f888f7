/* Specs and present steps of the plan's pages. The functions are sql/functions/plan/, conflict/ and
 * join_request/. */
#include "services/care/plan.h"

#include "services/care/history.h"
#include "services/care/pager.h"
#include "services/care/plan_view.h"
#include "services/care/value.h"

#include <stdint.h>
#include <string.h>

static const char *const WHOSE[] = {"mine", "unit", "all", NULL};
static const char *const STATUSES[] = {"open", "draft", "closed", "all", NULL};
static const char *const VIEWS[] = {"full", NULL};
static const char *const COMPLEXITIES[] = {"light", "standard", "complex", NULL};
static const char *const TARGET_GROUPS[] = {
    "complex-social", "sick-leave", "eating-disorder", "forensic", "dual-diagnosis", "other", NULL};
static const char *const ACTIONS[] = {"activate", "hold",   "resume", "complete",
                                      "revoke",   "reopen", NULL};
static const char *const YES[] = {"spoken", "written", "own", NULL};
static const char *const KINDS[] = {"plan",  "words",        "people", "parts", "goals",
                                    "tasks", "appointments", "notes",  NULL};
static const char *const ANSWERS[] = {"accept", "decline", NULL};

const struct input_field plan_list_input[] = {
    {.name = "whose", .type = INPUT_CODE, .codes = WHOSE},
    {.name = "status", .type = INPUT_CODE, .codes = STATUSES},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field plan_show_input[] = {
    {.name = "view", .type = INPUT_CODE, .codes = VIEWS},
    {.name = NULL},
};

const struct input_field plan_update_input[] = {
    {.name = "plan_reason", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = "summary", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = "target_group_code", .type = INPUT_CODE, .codes = TARGET_GROUPS},
    {.name = "complexity_code", .type = INPUT_CODE, .codes = COMPLEXITIES},
    {.name = "period_start_day", .type = INPUT_DAY},
    {.name = "period_end_day", .type = INPUT_DAY},
    {.name = "review_day", .type = INPUT_DAY},
    {.name = "reason", .type = INPUT_TEXT, .max = 500},
    {.name = NULL},
};

const struct input_field plan_status_edit_input[] = {
    {.name = "action", .type = INPUT_CODE, .codes = ACTIONS},
    {.name = NULL},
};

static const char *const CHILDREN[] = {"yes", "no", "not-asked", NULL};

const struct input_field plan_status_input[] = {
    {.name = "action", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = ACTIONS},
    {.name = "plan_reason", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = "summary", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = "review_day", .type = INPUT_DAY},
    {.name = "citizen_yes_code", .type = INPUT_CODE, .codes = YES},
    {.name = "citizen_yes_day", .type = INPUT_DAY},
    {.name = "coordinate", .type = INPUT_BOOL},
    {.name = "without_goal", .type = INPUT_BOOL},
    {.name = "hold_until_day", .type = INPUT_DAY},
    {.name = "cancel_tasks", .type = INPUT_BOOL},
    {.name = "reason", .type = INPUT_TEXT, .max = 500},
    {.name = "children", .type = INPUT_CODE, .codes = CHILDREN},
    {.name = NULL},
};

const struct input_field words_input[] = {
    {.name = "text", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 4000},
    {.name = NULL},
};

const struct input_field plan_history_input[] = {
    {.name = "kind", .type = INPUT_CODE, .codes = KINDS},
    {.name = "user_id", .type = INPUT_UUID},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field item_history_input[] = {
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = NULL},
};

const struct input_field conflict_create_input[] = {
    {.name = "part_a_id", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {.name = "text_a", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 200},
    {.name = "part_b_id", .type = INPUT_UUID, .flags = INPUT_REQUIRED},
    {.name = "text_b", .type = INPUT_TEXT, .flags = INPUT_REQUIRED, .max = 200},
    {.name = "from_day", .type = INPUT_DAY},
    {.name = "to_day", .type = INPUT_DAY},
    {.name = "note", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = NULL},
};

const struct input_field conflict_resolve_input[] = {
    {.name = "resolution", .type = INPUT_LONGTEXT, .flags = INPUT_REQUIRED, .max = 2000},
    {.name = NULL},
};

const struct input_field join_request_answer_input[] = {
    {.name = "answer", .type = INPUT_CODE, .flags = INPUT_REQUIRED, .codes = ANSWERS},
    {.name = "helps_with", .type = INPUT_TEXT, .max = 200},
    {.name = "answer_text", .type = INPUT_LONGTEXT, .max = 2000},
    {.name = NULL},
};

enum err plan_present(const struct request *rq, json_t *view)
{
    plan_view_build(view, json_object_get(view, "frame"), value_text(rq->input, "view"),
                    today_now());
    return OK;
}

/* A filter as links, the present one marked: [{"value","href","current"}] under code. */
static json_t *pills_new(const struct request *rq, const char *const *codes, const char *present,
                         const char *format, const char *other)
{
    json_t *pills = json_array();

    for (; *codes != NULL; codes++) {
        const char *query = strcmp(format, "whose") == 0
                                ? arena_printf(rq->arena, "?whose=%s&status=%s", *codes, other)
                                : arena_printf(rq->arena, "?whose=%s&status=%s", other, *codes);
        json_t *pill = json_object();

        value_set_text(pill, strcmp(format, "whose") == 0 ? "whose_code" : "plans_status_code",
                       *codes);
        value_set_text(pill, "href", arena_printf(rq->arena, "/citizens%s", query));
        value_set_true(pill, "current", value_same(*codes, present));
        (void)json_array_append_new(pills, pill);
    }
    return pills;
}

enum err plan_list_present(const struct request *rq, json_t *view)
{
    const char *whose = value_text_or_empty(view, "whose_code");
    const char *status = value_text_or_empty(view, "status_filter_code");

    (void)json_object_set_new(view, "whose_list", pills_new(rq, WHOSE, whose, "whose", status));
    (void)json_object_set_new(view, "status_list",
                              pills_new(rq, STATUSES, status, "status", whose));
    return pager_present(rq, view);
}

enum err plan_history_present(const struct request *rq, json_t *view)
{
    const json_t *frame = json_object_get(view, "frame");
    json_t *change;
    size_t i;
    int64_t seen_s;

    if (!value_at(view, "seen_at", &seen_s))
        seen_s = INT64_MAX;
    history_present_list(json_object_get(view, "changes_list"), seen_s,
                         value_text(frame, "user_id"), HISTORY_VALUE_BYTES, SIZE_MAX);
    json_array_foreach(json_object_get(view, "changes_list"), i, change)
    {
        const char *href = value_text(change, "href");
        value_set_text(change, "item_href", value_same(href, rq->path) ? NULL : href);
    }
    return pager_present(rq, view);
}
