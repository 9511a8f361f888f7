/* The citizen's remarks, as the plan page tells of them. */
#ifndef SAMPLAN_CARE_PLAN_REMARKS_H
#define SAMPLAN_CARE_PLAN_REMARKS_H

#include <jansson.h>

/* Adds view.remark_note: what the sections that the reader sees hold, {"remarks_n","unanswered_n","remarks_new_n","fresh": one came since her
 * last visit}, null without any; and "remarks_fresh" to each contributing plan. frame: the reader. */
void plan_remarks_add(json_t *view, const json_t *frame);

#endif
