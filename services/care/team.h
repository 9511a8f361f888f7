/* Care team, hand-over of coordination, drafts: what the routes take. */
#ifndef SAMPLAN_CARE_TEAM_H
#define SAMPLAN_CARE_TEAM_H

#include "services/http/http.h"

extern const struct input_field directory_list_input[];
extern const struct input_field member_new_input[];
extern const struct input_field member_create_input[];
extern const struct input_field member_update_input[];
extern const struct input_field member_end_input[];
extern const struct input_field plan_leave_input[];
extern const struct input_field handover_request_input[];
extern const struct input_field handover_answer_input[];
extern const struct input_field draft_save_input[];

#endif
