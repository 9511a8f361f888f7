/* Goals: what the routes under routes/goal.inc take and how their pages are shown. */
#ifndef SAMPLAN_CARE_GOAL_H
#define SAMPLAN_CARE_GOAL_H

#include "services/http/http.h"

extern const struct input_field goal_new_input[], goal_create_input[], goal_update_input[],
    goal_progress_input[];

/* A goal's page and its form: sentences of its history. */
present_fn goal_present;

#endif
