/* The citizen's own pages: what their routes take, and what their pages need beyond their documents. The functions are
 * sql/functions/own/. */
#ifndef SAMPLAN_CARE_OWN_H
#define SAMPLAN_CARE_OWN_H

#include "services/http/http.h"

extern const struct input_field own_goal_input[];      /* wish_code, title, description */
extern const struct input_field own_progress_input[];  /* progress_text, achievement_code */
extern const struct input_field own_part_input[];      /* content_1 … content_6 */
extern const struct input_field remark_list_input[];   /* about_id */
extern const struct input_field remark_new_input[];    /* about, about_id, section, adds_to_id */
extern const struct input_field remark_add_input[];    /* the same and remark_text */
extern const struct input_field remark_answer_input[]; /* answer_text */

present_fn own_start_present;        /* the plan page's view, and what is new since last */
present_fn own_appointments_present; /* the next date apart from the later ones */

#endif
