/* What must be said before the plan itself: nobody coordinates, a hand-over waits, somebody wants to join. */
#ifndef SAMPLAN_CARE_PLAN_WARNINGS_H
#define SAMPLAN_CARE_PLAN_WARNINGS_H

#include "services/care/today.h"

#include <jansson.h>

/* Fills view.citizen.warnings_list: [{"level_code": "red" or "amber","warning_msg","href","link_msg"}]. */
void plan_warnings_add(json_t *view, const json_t *core, const json_t *frame, struct today today);

#endif
