/* Lists that are filtered by choices in their address. */
#ifndef SAMPLAN_CARE_FILTER_H
#define SAMPLAN_CARE_FILTER_H

#include "services/http/http.h"

#include <jansson.h>

/* Adds view.<name>_options: [{"value","selected", <text_key>: value}] for each of codes (NULL-ended); the one that
 * values (borrowed, NULL allowed) holds under name is selected. text_key ends in _code, so that the template has
 * a text for it. */
void filter_choices_add(json_t *view, const json_t *values, const char *name,
                        const char *const *codes, const char *text_key);

/* True when values holds a choice of spec other than a cursor. */
bool filter_used(const json_t *values, const struct input_field *spec);

#endif
