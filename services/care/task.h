/* Tasks: what the routes under routes/task.inc take and how their pages are shown. */
#ifndef SAMPLAN_CARE_TASK_H
#define SAMPLAN_CARE_TASK_H

#include "services/http/http.h"

extern const struct input_field task_list_input[], task_bulk_input[], task_filter_input[],
    task_plan_list_input[], task_new_input[], task_create_input[], task_edit_input[],
    task_update_input[], task_answer_input[], task_status_input[], task_comment_input[],
    task_remind_input[];

/* /tasks and /plans/{plan_id}/tasks: adds "pills" [{"list_code","href","n_text","current"}], "show_options",
 * "ball_options", "due_options", "sector_options" [{"value","selected", and the value under a name that has a
 * text}], "filtered", "rows" (the tasks, without the one that stands above as "card" when only those to answer
 * are shown), "ticked" on rows that were ticked in a failed attempt, and the pager. */
present_fn task_list_present;

/* A task's page and its form: sentences of its history, and "chosen" {<answer>: true},
 * "has_strip", "any_action" and can.decline_later. */
present_fn task_present;

/* The answers of a bulk change, sorted into "done_list" and "failed_list". */
present_fn task_bulk_present;

#endif
