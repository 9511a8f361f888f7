/* The Cookie header of a request. */
#ifndef SAMPLAN_HTTP_COOKIE_H
#define SAMPLAN_HTTP_COOKIE_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <stddef.h>

#define COOKIE_HEADER_BYTES_MAX 8192

/* Finds a cookie by its exact name in a header value (NULL: no header) and copies its value with
 * a NUL into buf. Double quotes around a value are dropped. OK; ERR_NOT_FOUND; ERR_BAD_REQUEST
 * when the name occurs twice (somebody may have planted the other), the value holds a character
 * that RFC 6265 section 4.1.1 forbids or does not fit buf, or the header is longer than
 * COOKIE_HEADER_BYTES_MAX; buf is written on OK only. Other cookies, also malformed ones, are
 * passed over. Pure. */
NODISCARD enum err cookie_find(const char *header, const char *name, char *buf, size_t buf_bytes);

#endif
