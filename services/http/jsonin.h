/* JSON from outside: request bodies. */
#ifndef SAMPLAN_HTTP_JSONIN_H
#define SAMPLAN_HTTP_JSONIN_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <jansson.h>
#include <stddef.h>

#define JSONIN_DEPTH_MAX 16 /* objects and arrays within each other, the outermost counted */
#define JSONIN_FIELDS_MAX 500

/* Parses one JSON object (nothing before or after it but white space). Refused: other values at the
 * top, duplicate keys, NUL in texts, malformed UTF-8, numbers out of range, more than
 * JSONIN_DEPTH_MAX levels. n_bytes is bounded by the route's body_max. OK with *ret owned by the
 * caller; ERR_BAD_REQUEST; ERR_TOO_LARGE: more than JSONIN_FIELDS_MAX members. Pure, any thread. */
NODISCARD enum err jsonin_parse(const char *text, size_t n_bytes, json_t **ret);

#endif
