/* Style sheets name other files by relative addresses; here those become the hashed names, so that
 * they too are kept for ever by the browser. */
#ifndef SAMPLAN_HTTP_STATIC_CSS_H
#define SAMPLAN_HTTP_STATIC_CSS_H

#include <stddef.h>

/* Gives the hashed name of an absolute path ("/static/fonts/x.woff2"), NULL when it is unknown. */
typedef const char *static_css_lookup_fn(void *closure, const char *path);

/* Replaces in *bytes (malloc'ed, owned by the caller; may be reallocated) every url(…) that, seen from
 * the style sheet's own path, is known. Others, data: addresses and absolute ones stay. A query or
 * fragment is kept. */
void static_css_rewrite(const char *path, char **bytes, size_t *n_bytes,
                        static_css_lookup_fn *lookup, void *closure);

#endif
