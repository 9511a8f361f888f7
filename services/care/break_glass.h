/* Opening a plan in an emergency: see sql/functions/break_glass/. */
#ifndef SAMPLAN_CARE_BREAK_GLASS_H
#define SAMPLAN_CARE_BREAK_GLASS_H

#include "services/http/http.h"

extern const struct input_field break_glass_new_input[];    /* plan_id or subject */
extern const struct input_field break_glass_open_input[];   /* plan_id, subject or cpr, and why */
extern const struct input_field break_glass_answer_input[]; /* answer_text */

/* GET /break-glass/new: document of api.break_glass_new with searched_masked ("090991-••••" or null) and the subject it
 * came from. A subject that is none is left out. */
handler_fn break_glass_new;

/* POST /break-glass. A number given openly or as a subject becomes blind indexes. ERR_INVALID with subject:
 * not-an-option when it is none. Document of api.break_glass_open. */
handler_fn break_glass_open;

#endif
