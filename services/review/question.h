/* Questions about look-ups: what their routes take. The functions are sql/functions/question/. */
#ifndef SAMPLAN_REVIEW_QUESTION_H
#define SAMPLAN_REVIEW_QUESTION_H

#include "services/http/http.h"

extern const struct input_field question_ask_input[];    /* kind_code, question_text */
extern const struct input_field question_list_input[];   /* status_code */
extern const struct input_field question_answer_input[]; /* answer_text */

#endif
