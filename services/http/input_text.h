/* The types of input fields: reads one value as the type says. Internal to input.c. */
#ifndef SAMPLAN_HTTP_INPUT_TEXT_H
#define SAMPLAN_HTTP_INPUT_TEXT_H

#include "services/http/http.h"

/* Reads a value (borrowed; not null, not an array for single-valued types, not empty text) as
 * the field's type. Returns NULL and a new reference in *ret, or the stable code of what is
 * wrong (static text). Scratch memory comes from arena. */
const char *input_read(const struct input_field *field, const json_t *value, struct arena *arena,
                       json_t **ret);

/* The effective upper limit of a field's length; 0: none. */
int input_max(const struct input_field *field);

#endif
