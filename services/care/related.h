/* Relatives, guardians, children in the family, invitations to single meetings: what the routes take. */
#ifndef SAMPLAN_CARE_RELATED_H
#define SAMPLAN_CARE_RELATED_H

#include "services/http/http.h"

extern const struct input_field related_new_input[];
extern const struct input_field related_create_input[];
extern const struct input_field related_update_input[];
extern const struct input_field related_end_input[];
extern const struct input_field related_involve_input[];
extern const struct input_field relative_contact_input[], relative_contact_list_input[],
    relative_contact_amend_input[];
extern const struct input_field relative_account_input[];
extern const struct input_field invitation_list_input[];
extern const struct input_field invitation_add_input[];
extern const struct input_field invitation_remove_input[];
extern const struct input_field invitation_answer_input[];

/* Gathers the fields for each class in fields_list, in the order of the classes: the form about what somebody
 * may know is a table. */
enum err related_involvement_present(const struct request *rq, json_t *view);

#endif
