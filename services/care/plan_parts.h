/* The contributing plans and their conflicts, as the plan page shows them. */
#ifndef SAMPLAN_CARE_PLAN_PARTS_H
#define SAMPLAN_CARE_PLAN_PARTS_H

#include "services/care/today.h"

#include <jansson.h>

/* Adds to view own_titles_msg (which of them the reader's unit owns, or null) and own_part (the first of these, or
 * null), and to each of contributing_plans_list href, overdue_n, clash_msg (strides against another), responsible_name,
 * responsible_is_me, is_own; to each of conflicts_list a, b {"title","sector_code","text"} and href. */
void plan_parts_add(json_t *view, const json_t *frame, struct today today);

#endif
