/* Citizens: finding, adding, changing, and showing a CPR number. The CPR number exists in clear only
 * between these handlers and the browser: SQL gets it sealed and blindly indexed. */
#ifndef SAMPLAN_CARE_CITIZEN_H
#define SAMPLAN_CARE_CITIZEN_H

#include "services/http/http.h"

extern const struct input_field citizen_search_input[]; /* q */
extern const struct input_field citizen_create_input[];
extern const struct input_field citizen_update_input[];

/* POST /citizens/search: q is a name or a CPR number. Document of api.citizen_search. */
handler_fn citizen_search;

/* POST /citizens. Seals cpr for a new citizen id. Document of api.citizen_create; ERR_INVALID with cpr:
 * not-a-cpr when no day of birth is in it. */
handler_fn citizen_create;

/* POST /citizens/{citizen_id}. The same with the id at hand. */
handler_fn citizen_update;

/* POST /citizens/{citizen_id}/cpr: {"citizen_id","name","plan_id","cpr": "090991-D001" or null,"back_href"}.
 * ERR_INTERNAL cpr-unreadable when the sealed value does not open. */
handler_fn citizen_cpr_reveal;

#endif
