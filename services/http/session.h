/* Who knocks: session token, form cookie, language and flash from the head of a request, and whether
 * a request that changes something came from our own pages. No database here. */
#ifndef SAMPLAN_HTTP_SESSION_H
#define SAMPLAN_HTTP_SESSION_H

#include "auth/token.h"
#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/http/exchange.h"
#include "services/http/server.h"

#include <stdbool.h>

struct visitor {
    const char *token; /* as received, base64url of 32 bytes; NULL without a session */
    unsigned char token_bytes[TOKEN_BYTES];
    bool by_cookie;          /* the token came by cookie, so the browser sent it by itself */
    bool bearer;             /* an Authorization header was there */
    const char *form_cookie; /* signs forms of visitors without a session; NULL: none yet */
    const char *language;    /* from our cookie; NULL without */
    const char *flash;       /* i18n code under flash.; NULL without */
    const char *network;     /* /24 or /48 of the client, "local" when unknown */
    const char *client;      /* user agent, printable, at most 200 bytes */
};

/* Reads the head. A token by Authorization: Bearer wins over the cookie. OK; ERR_UNAUTHENTICATED when
 * an Authorization header is there but is no bearer token of ours. A malformed cookie counts as none.
 * Texts live in the arena. */
NODISCARD enum err session_read(const struct exchange *ex, struct arena *arena,
                                struct visitor *ret);

/* First check on a request that changes something: what the browser says about where it comes from
 * (Sec-Fetch-Site, else Origin). Bearer requests pass: no browser sends that header by itself. OK or
 * ERR_CSRF. */
NODISCARD enum err session_origin_check(const struct exchange *ex, const struct visitor *visitor);

/* Second check: given (NULL allowed) is the synchroniser token of this visitor. is_json: a visitor
 * without any session who sends JSON needs none (a foreign page cannot send JSON without being
 * asked about it by the browser first). open: the row needs no session, so a form that was shown to a
 * visitor without one is good too, though the browser may still send the cookie of an ended session.
 * OK or ERR_CSRF. */
NODISCARD enum err session_token_check(const struct visitor *visitor, const char *given,
                                       bool is_json, bool open);

/* Set-Cookie values, in the arena. value NULL clears; max_age_s 0: ends with the browser. */
const char *session_cookie_text(const struct server *server, struct arena *arena, const char *name,
                                const char *value, int max_age_s);

#endif
