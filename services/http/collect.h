/* The fields of a request from path, query, headers and body in one object, not yet checked: the raw
 * material of input_validate. */
#ifndef SAMPLAN_HTTP_COLLECT_H
#define SAMPLAN_HTTP_COLLECT_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/exchange.h"

#include <jansson.h>
#include <stdbool.h>

#define COLLECT_REPLAY_BYTES_MAX ((size_t)256 * 1024)

struct collected {
    json_t *fields;     /* owned: object; collect_free() */
    const char *csrf;   /* _csrf of the body or X-CSRF-Token; in the arena, NULL without */
    const char *replay; /* _replay of the body; in the arena, NULL without */
    const char *code;   /* _code of a form, her one-time code; in the arena, NULL without */
    bool is_json;       /* the body is JSON */
    bool is_form;       /* the body is urlencoded or multipart */
};

/* Collects. The body may not change what the path says. For methods that change something, If-Match
 * ("N") becomes _version and Idempotency-Key becomes _key when the body has none. *ret is always
 * valid, also on failure. OK; ERR_BAD_REQUEST: malformed, contradicting, or wrong If-Match;
 * ERR_MEDIA_TYPE; ERR_TOO_LARGE; ERR_URI_TOO_LONG. */
NODISCARD enum err collect(const struct exchange *ex, struct arena *arena, struct collected *ret);
void collect_free(struct collected *collected);

#endif
