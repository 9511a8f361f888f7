/* Who may see what: the citizen's answers. What the routes take. */
#ifndef SAMPLAN_CARE_CONSENT_H
#define SAMPLAN_CARE_CONSENT_H

#include "services/http/http.h"

extern const struct input_field consent_new_input[];
extern const struct input_field consent_create_input[];
extern const struct input_field consent_create_own_input[];
extern const struct input_field consent_cell_input[];
extern const struct input_field consent_withdraw_input[];

#endif
