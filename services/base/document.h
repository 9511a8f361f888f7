/* Reading the database's own JSON, fast. */
#ifndef SAMPLAN_BASE_DOCUMENT_H
#define SAMPLAN_BASE_DOCUMENT_H

#include <jansson.h>
#include <stddef.h>

#define DOCUMENT_DEPTH_MAX 64

/* Parses n_bytes of JSON (RFC 8259) that PostgreSQL wrote: its texts are known to be UTF-8, so they
 * are not looked at byte by byte, which makes this twice as fast as json_loadb. Memory-safe with any
 * input all the same, but laxer about malformed input than a parser for the outside must be; for
 * that there is http/jsonin.h. Returns a new reference, or NULL: malformed, deeper than
 * DOCUMENT_DEPTH_MAX, or a text with U+0000. Pure, any thread. */
json_t *document_read(const char *text, size_t n_bytes);

#endif
