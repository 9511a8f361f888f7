/* The plan page: from the joint plan's document to what its templates show. One document, three faces:
 * the whole team's, the general practitioner's one minute, and the citizen's own. */
#ifndef SAMPLAN_CARE_PLAN_VIEW_H
#define SAMPLAN_CARE_PLAN_VIEW_H

#include "services/care/today.h"

#include <jansson.h>

/* Adds to view (the document of app.plan_text, in place) what the templates read. frame: who reads,
 * as of auth_enter. wanted: "full" shows a general practitioner the team's face; NULL allowed.
 *
 *   face_code     "team", "gp", "citizen", "part" (a reader of single contributing plans) or "none"
 *                 (a citizen without a plan)
 *   citizen       what _citizen_strip reads, with warnings_list; citizen_coordinator and citizen_next are
 *                 its coordinator and next_appointment
 *   today_day, today_at, printing, may_mark, plan_id
 *   todo_list     open tasks, most urgent first, at most TODO_MAX; tasks_n all of them
 *   my_list       the reader's own tasks; others_list everybody else's (the citizen's face)
 *   ask           the task that waits for the reader's yes or no, or null
 *   changes_list  the latest changes of all sections that the reader sees, newest first
 *   goals_list, team_list, conflicts_list, contributing_plans_list with derived members
 *   lanes         see plan_lanes.h
 *   why_list      why the reader sees this: [{"reason_msg"}]
 *   treatment, own_part, agreed_list   of the one minute
 * Nothing can fail but memory. Any thread; does not block. */
void plan_view_build(json_t *view, const json_t *frame, const char *wanted, struct today today);

#define TODO_MAX 8

#endif
