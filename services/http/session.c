/* Session, form cookie, language, origin. */
#include "services/http/session.h"

#include "auth/csrf.h"
#include "services/base/text.h"
#include "services/http/cookie.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define BEARER "Bearer "
#define NETWORK_BYTES 64

static const char *cookie_read(const struct exchange *ex, struct arena *arena, const char *name)
{
    char value[128];

    if (cookie_find(ex->edge.value[EDGE_COOKIE], name, value, sizeof(value)) < 0)
        return NULL;
    return arena_strdup(arena, value);
}

/* The last address of X-Forwarded-For is the one that our own edge added; cut to /24 or /48, which is
 * all that throttling needs to know. */
static const char *network_of(const struct exchange *ex, struct arena *arena)
{
    const char *list = ex->edge.value[EDGE_FORWARDED_FOR];
    const char *last = list != NULL ? strrchr(list, ',') : NULL;
    char text[NETWORK_BYTES];
    unsigned char bytes[16];

    if (list == NULL)
        return "local";
    last = last != NULL ? last + 1 : list;
    last += strspn(last, " \t");
    if (inet_pton(AF_INET, last, bytes) == 1)
        return arena_printf(arena, "%u.%u.%u.0/24", bytes[0], bytes[1], bytes[2]);
    if (inet_pton(AF_INET6, last, bytes) != 1)
        return "local";
    memset(bytes + 6, 0, 10);
    if (inet_ntop(AF_INET6, bytes, text, sizeof(text)) == NULL)
        return "local";
    return arena_printf(arena, "%s/48", text);
}

/* A token on the Authorization header. */
static enum err bearer_read(const char *authorization, struct arena *arena, struct visitor *visitor)
{
    const size_t n = sizeof(BEARER) - 1;

    visitor->bearer = true;
    if (strlen(authorization) < n || !text_same_n(authorization, n, BEARER, n) ||
        token_decode(authorization + n, visitor->token_bytes) < 0)
        return ERR_UNAUTHENTICATED;
    visitor->token = arena_strdup(arena, authorization + n);
    return OK;
}

enum err session_read(const struct exchange *ex, struct arena *arena, struct visitor *ret)
{
    const char *authorization = ex->edge.value[EDGE_AUTHORIZATION];
    char client[201];

    *ret = (struct visitor){0};
    text_printable(ex->edge.value[EDGE_USER_AGENT], client, sizeof(client));
    ret->client = arena_strdup(arena, client);
    ret->network = network_of(ex, arena);
    if (ex->edge.value[EDGE_COOKIE] != NULL) {
        ret->language = cookie_read(ex, arena, ex->server->language_cookie);
        ret->flash = cookie_read(ex, arena, ex->server->flash_cookie);
        ret->form_cookie = cookie_read(ex, arena, ex->server->form_cookie);
    }
    if (ret->flash != NULL && !text_code_ok(ret->flash, strlen(ret->flash), 64))
        ret->flash = NULL;
    if (authorization != NULL)
        return bearer_read(authorization, arena, ret);
    if (ex->edge.value[EDGE_COOKIE] == NULL)
        return OK;
    const char *token = cookie_read(ex, arena, ex->server->session_cookie);
    if (token != NULL && token_decode(token, ret->token_bytes) == OK) {
        ret->token = token;
        ret->by_cookie = true;
    }
    return OK;
}

static bool origin_ours(const struct config *config, const char *origin)
{
    const char *scheme = config->secure ? "https://" : "http://";
    const size_t n = strlen(scheme);

    if (strncmp(origin, scheme, n) != 0)
        return false;
    for (size_t i = 0; config->hosts[i] != NULL; i++) {
        if (text_same(origin + n, config->hosts[i]))
            return true;
    }
    return false;
}

enum err session_origin_check(const struct exchange *ex, const struct visitor *visitor)
{
    const char *site = ex->edge.value[EDGE_SEC_FETCH_SITE];
    const char *origin = ex->edge.value[EDGE_ORIGIN];

    if (visitor->bearer)
        return OK;
    if (site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return ERR_CSRF;
    /* Our own Referrer-Policy: no-referrer makes browsers send a form with "Origin: null" (Fetch
     * standard, 3.2); then Sec-Fetch-Site, which no page can set, must have said same-origin. */
    if (origin != NULL && strcmp(origin, "null") == 0)
        return site != NULL && strcmp(site, "same-origin") == 0 ? OK : ERR_CSRF;
    if (origin != NULL && !origin_ours(ex->server->config, origin))
        return ERR_CSRF;
    return OK;
}

enum err session_token_check(const struct visitor *visitor, const char *given, bool is_json,
                             bool open)
{
    if (visitor->bearer)
        return OK;
    if (visitor->token != NULL && csrf_check(visitor->token, given))
        return OK;
    if (visitor->token != NULL && !open)
        return ERR_CSRF;
    if (visitor->token == NULL && is_json)
        return OK;
    return csrf_check_signed_out(visitor->form_cookie, given) ? OK : ERR_CSRF;
}

const char *session_cookie_text(const struct server *server, struct arena *arena, const char *name,
                                const char *value, int max_age_s)
{
    const char *secure = server->config->secure ? "; Secure" : "";

    if (value == NULL)
        return arena_printf(arena, "%s=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0%s", name,
                            secure);
    if (max_age_s > 0)
        return arena_printf(arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d%s", name,
                            value, max_age_s, secure);
    return arena_printf(arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s", name, value, secure);
}
