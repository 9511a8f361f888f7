/* What a route takes, checked: the fields that came by path, query and body against the route's
 * spec. Everything wrong is told at once, so that a form can show all its errors. */
#ifndef SAMPLAN_HTTP_INPUT_H
#define SAMPLAN_HTTP_INPUT_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/http.h"

#include <jansson.h>

/* Checks and normalises raw.
 *
 * spec: fields ended by .name = NULL, or NULL for none. path_names: names of path parameters, ended
 * by NULL, or NULL: those without a row in spec are taken too, …_id as required uuid, others as
 * required code. raw: object of strings, arrays and (from JSON bodies) other values; borrowed.
 *
 * An empty or null optional field becomes null, an absent one stays absent. Lengths count
 * characters. Texts are trimmed at both ends (passwords are not), CRLF and CR become LF in long
 * texts. Days become YYYY-MM-DD, times HH:MM, uuids lower case, CPR numbers ten characters without
 * hyphen and with upper-case letters, Danish phone numbers eight digits and foreign ones "+" and
 * digits, UUIDS and CODES arrays without duplicates. Defaults of .max when 0: TEXT 200, LONGTEXT
 * 20,000, PASSWORD 256, CURSOR 512, UUIDS and CODES 200 elements; for INT, .max counts only when it
 * is above .min. CPR: day 1-31 or 61-91 (replacement number), a month and day that exist, then four
 * digits or letters; never modulus 11, which many valid numbers fail. Known beside the spec:
 * _version (integer >= 0), _key (uuid), _csrf (dropped).
 *
 * OK: *ret_input is a new object owned by the caller. ERR_INVALID: *ret_errors is a new array of
 * {"field","code"} plus "min"/"max" where they matter; codes: required, too-short, too-long,
 * not-a-uuid, not-a-date, not-a-time, not-a-number, too-small, too-large, not-an-option,
 * not-a-cpr, not-a-phone, unknown-field, repeated, bad-text (control characters, or a value that
 * is no text). At most 100 errors. Values never appear in errors. Pure, any thread. */
NODISCARD enum err input_validate(const struct input_field *spec, const char *const *path_names,
                                  const json_t *raw, struct arena *arena, json_t **ret_input,
                                  json_t **ret_errors);

/* The reverse for a form that is shown again: what was typed, without secrets. A new object with
 * every field of spec that raw holds as string (arrays of strings stay arrays), except PASSWORD,
 * CPR and INPUT_SECRET fields and names that begin with '_'. Fields of spec that raw lacks are
 * null. Owned by the caller. */
json_t *input_typed(const struct input_field *spec, const json_t *raw);

#endif
