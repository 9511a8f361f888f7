/* The joint plan: what its routes take, and what its pages need beyond their documents. */
#ifndef SAMPLAN_CARE_PLAN_H
#define SAMPLAN_CARE_PLAN_H

#include "services/http/http.h"

extern const struct input_field plan_list_input[]; /* whose, status, cursor */
extern const struct input_field plan_show_input[]; /* view */
extern const struct input_field plan_update_input[];
extern const struct input_field plan_status_edit_input[]; /* action */
extern const struct input_field plan_status_input[];
extern const struct input_field words_input[];        /* text */
extern const struct input_field plan_history_input[]; /* kind, user_id, cursor */
extern const struct input_field item_history_input[]; /* cursor */
extern const struct input_field conflict_create_input[];
extern const struct input_field conflict_resolve_input[]; /* resolution */
extern const struct input_field join_request_answer_input[];

present_fn plan_present;         /* the plan page; see plan_view.h */
present_fn plan_list_present;    /* rows, filters and pager of "Mine borgere" */
present_fn plan_history_present; /* history of a plan or a thing in it */

#endif
