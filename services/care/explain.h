/* Explaining who sees what: why the reader sees something, what another reader would see, prints cut to whom they are
 * for. The functions are sql/functions/explain/ and sql/functions/print/. */
#ifndef SAMPLAN_CARE_EXPLAIN_H
#define SAMPLAN_CARE_EXPLAIN_H

#include "services/http/http.h"

extern const struct input_field plan_why_input[];     /* class, part */
extern const struct input_field plan_seen_as_input[]; /* reader */
extern const struct input_field
    plan_print_new_input[]; /* participant_ids, purpose: what the page asks for */
extern const struct input_field plan_print_input[]; /* recipient, participant_ids, purpose */

#endif
