/* Compression of answers: gzip for what is made per request, gzip and Brotli for static files. */
#ifndef SAMPLAN_HTTP_COMPRESS_H
#define SAMPLAN_HTTP_COMPRESS_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>

struct compressor;

/* A reusable gzip state of about 130 KB that is allocated at its first use. Never NULL. One thread at
 * a time. */
struct compressor *compressor_new(void);
void compressor_free(struct compressor *compressor); /* NULL is allowed */

/* gzip (RFC 1952) at a low level, for speed. OK: *ret is malloc'ed, the caller frees it. ERR_LIMIT
 * when the result would not be smaller. Any size up to 1 GiB. */
NODISCARD enum err compress_gzip(struct compressor *compressor, const char *bytes, size_t n_bytes,
                                 char **ret, size_t *ret_bytes);

/* The same at the highest level, for files that are compressed once. */
NODISCARD enum err compress_gzip_best(const char *bytes, size_t n_bytes, char **ret,
                                      size_t *ret_bytes);
NODISCARD enum err compress_brotli_best(const char *bytes, size_t n_bytes, char **ret,
                                        size_t *ret_bytes);

#endif
