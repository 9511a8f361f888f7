/* The strip at the top of a citizen's page, from the plan's core: the same as SQL's app.citizen_strip(),
 * for the one page that is read too often to ask for it. */
#ifndef SAMPLAN_CARE_STRIP_H
#define SAMPLAN_CARE_STRIP_H

#include "services/care/today.h"

#include <jansson.h>
#include <stdbool.h>

/* The members that _citizen_strip reads, from the core of a plan (app.document_core); a new object owned
 * by the caller. frame: the reader. coordinates: whether she coordinates the plan. */
json_t *strip_new(const json_t *core, const json_t *frame, bool coordinates, struct today today);

/* Whoever coordinates at the moment, an element of core.coordinations, borrowed; NULL when nobody does. */
const json_t *strip_coordinator(const json_t *core, struct today today);

/* Sets phone_text ("12 34 56 10") and phone_href ("tel:+4512345610") beside a raw number under "phone";
 * phone itself becomes the text. Null without a number, the address also when it is no number. */
void strip_phone(json_t *person);

/* Whole years from a day of birth to today. */
int64_t strip_age(int64_t birth_day, int64_t today);

#endif
