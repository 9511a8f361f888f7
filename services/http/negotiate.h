/* What the client would like: type, encoding, language (RFC 9110 section 12). Pure, any thread. */
#ifndef SAMPLAN_HTTP_NEGOTIATE_H
#define SAMPLAN_HTTP_NEGOTIATE_H

#include "services/base/i18n.h"

#include <stdbool.h>

/* How much an Accept header (NULL: anything) likes a media type ("text/html", lower case): 0 (not at
 * all) to 1000. The most specific range that fits counts. Malformed parts are passed over. */
int negotiate_type(const char *accept, const char *type);

/* Whether an Accept-Encoding header (NULL: no) allows a coding ("gzip", "br") with q above 0. */
bool negotiate_encoding(const char *accept_encoding, const char *coding);

/* The name of the language that an Accept-Language header (NULL: any) likes best among those that
 * there are; the first one when it likes none. */
const char *negotiate_language(const char *accept_language, const struct i18n *i18n);

#endif
