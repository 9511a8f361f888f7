/* Statutes as the basis of sharing in a plan: what their routes take. The functions are sql/functions/statute/. */
#ifndef SAMPLAN_CARE_STATUTE_H
#define SAMPLAN_CARE_STATUTE_H

#include "services/http/http.h"

extern const struct input_field statute_new_input[];    /* party_q */
extern const struct input_field statute_create_input[]; /* the form of api.statute_create */
extern const struct input_field statute_end_input[];    /* end_reason */

/* The dated table of statutes, for administrators: sql/functions/basis/. */
extern const struct input_field basis_propose_input[]; /* a row, and reason */
extern const struct input_field basis_end_input[];     /* valid_from_day, last_day, reason */

#endif
