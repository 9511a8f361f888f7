/* The query part of a request's target. */
#ifndef SAMPLAN_HTTP_QUERY_H
#define SAMPLAN_HTTP_QUERY_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/macros.h"

#include <jansson.h>
#include <stddef.h>

#define QUERY_BYTES_MAX 8192
#define QUERY_FIELDS_MAX 64

/* Parses the raw text after '?' (without it; still percent-encoded; n_bytes 0 allowed) into an
 * object as form_parse does. OK with *ret owned by the caller; ERR_BAD_REQUEST as form_parse;
 * ERR_URI_TOO_LONG beyond QUERY_BYTES_MAX or QUERY_FIELDS_MAX. Pure, any thread. */
NODISCARD enum err query_parse(const char *query, size_t n_bytes, struct arena *arena,
                               json_t **ret);

#endif
