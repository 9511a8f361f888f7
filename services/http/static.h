/* Static files: read once at start, hashed, compressed, served from memory. Each file has two
 * addresses: /static/<path>, which is asked about again each time, and the same with the hash of its
 * content before the extension, which never changes and may be kept for ever. Style sheets are
 * rewritten to name the latter of what they refer to. */
#ifndef SAMPLAN_HTTP_STATIC_H
#define SAMPLAN_HTTP_STATIC_H

#include "services/base/error.h"
#include "services/base/macros.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define STATIC_PREFIX "/static/"

struct statics;

enum static_coding { STATIC_PLAIN, STATIC_GZIP, STATIC_BROTLI, STATIC_N };

/* One coding of a file; bytes NULL: not worth it. */
struct static_body {
    char *bytes;
    size_t n_bytes;
};

struct static_file {
    char *path;   /* "/static/samplan.css" */
    char *hashed; /* "/static/samplan.0123456789abcdef.css" */
    const char *type;
    char etag[3][40]; /* by coding, with its quotes */
    struct static_body bodies[STATIC_N];
};

/* Reads every file below web_dir/static (symbolic links are followed). Names are of
 * [A-Za-z0-9._/-]; files at most 4 MiB. Troubles are written a line each to complaints. OK with *ret
 * owned by the caller (statics_free); ERR_IO or ERR_INVALID. Blocks; at start only. */
NODISCARD enum err statics_load(const char *web_dir, FILE *complaints, struct statics **ret);
void statics_free(struct statics *statics); /* NULL is allowed */

/* The file behind a path of n_bytes; *ret_immutable: it was asked for by its hashed name. NULL when
 * there is none. Borrowed. Any thread. */
const struct static_file *statics_find(const struct statics *statics, const char *path,
                                       size_t n_bytes, bool *ret_immutable);

/* {"samplan_css": "/static/samplan.0123….css", …}: file names with every other character as _; a file
 * in a folder by its whole path too. The first of equal names wins, those nearer to the top first. New
 * reference. */
json_t *statics_assets(const struct statics *statics);

#endif
