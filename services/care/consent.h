/* Who may see what: the citizen's answers. What the routes take. */
#ifndef SAMPLAN_CARE_CONSENT_H
#define SAMPLAN_CARE_CONSENT_H

#include "services/http/http.h"

extern const struct input_field consent_new_input[];
extern const struct input_field consent_create_input[];
extern const struct input_field consent_create_own_input[];
extern const struct input_field consent_cell_input[];
extern const struct input_field consent_withdraw_input[];

/* POST /plans/{plan_id}/consents. A scan that comes along is held first, in a transaction of its own that does not ask for a fresh
 * confirmation: whatever the form comes back for, the file stays. Calls held_scan_create and consent_create. ERR_INVALID with
 * field scan as scan_add. */
enum err consent_record(const struct request *rq, struct tx *tx, struct reply *rp);

#endif
