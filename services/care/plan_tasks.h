/* Who does what: the open tasks of a plan, as the plan page shows them. */
#ifndef SAMPLAN_CARE_PLAN_TASKS_H
#define SAMPLAN_CARE_PLAN_TASKS_H

#include "services/care/today.h"

#include <jansson.h>

/* Adds to view todo_list, my_list, others_list, tasks_n and ask, see plan_view.h, from core.tasks_list, whose
 * elements get href, overdue_n, waiting_n, performer_name, performer_initials, performer_is_me, sector_code and
 * due_clock ("13.00"). */
void plan_tasks_add(json_t *view, const json_t *core, const json_t *frame, struct today today);

#endif
