/* Contributing plans and their interventions: what the routes take, and the options that a page adds. */
#ifndef SAMPLAN_CARE_PART_H
#define SAMPLAN_CARE_PART_H

#include "services/http/http.h"

extern const struct input_field part_new_input[];
extern const struct input_field part_create_input[];
extern const struct input_field part_update_input[];
extern const struct input_field part_status_input[];
extern const struct input_field intervention_create_input[];
extern const struct input_field intervention_update_input[];

#endif
