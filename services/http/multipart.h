/* Bodies of type multipart/form-data (RFC 7578): forms with a file. */
#ifndef SAMPLAN_HTTP_MULTIPART_H
#define SAMPLAN_HTTP_MULTIPART_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/macros.h"

#include <jansson.h>
#include <stddef.h>

#define MULTIPART_PARTS_MAX 200
#define MULTIPART_HEADER_BYTES_MAX 2048 /* header block of one part */
#define MULTIPART_BOUNDARY_BYTES_MAX 70 /* RFC 2046 section 5.1.1 */

/* Parses a body (bounded by the route's body_max). content_type is the whole header value, with
 * its boundary parameter. Result, owned by the caller: an object with a string for a text field,
 * and for a file {"filename": plain name without path, "type": "text/csv", "size": bytes,
 * "offset": of the content in body} plus "text" when the content is UTF-8 without NUL, else
 * "base64". A file field left empty (no name, no content) is null. Repeated names make an array.
 * OK; ERR_BAD_REQUEST: malformed; ERR_MEDIA_TYPE: content_type is another type or lacks a usable
 * boundary; ERR_TOO_LARGE: too many parts. Pure, any thread; arena serves as scratch. */
NODISCARD enum err multipart_parse(const char *content_type, const char *body, size_t n_bytes,
                                   struct arena *arena, json_t **ret);

#endif
