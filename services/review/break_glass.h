/* The judging of emergency openings, and what people are told: see sql/functions/review/ and notice/. */
#ifndef SAMPLAN_REVIEW_BREAK_GLASS_H
#define SAMPLAN_REVIEW_BREAK_GLASS_H

#include "services/http/http.h"

extern const struct input_field review_list_input[];  /* cursor */
extern const struct input_field review_judge_input[]; /* verdict_code, verdict_text */

/* Adds `pager` from doc.next; for /reviews and /notices. */
present_fn review_list_present;

#endif
