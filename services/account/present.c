/* What the account's pages need beyond their documents. */
#include "services/account/account.h"

#include "services/account/secret.h"

#include <string.h>

#define NETWORK_UNKNOWN "local" /* what the edge did not tell */

/* A mark in the User-Agent and the name that people know. */
struct mark {
    const char *mark;
    const char *name;
};

/* In this order: each of the later ones is also claimed by an earlier one. */
static const struct mark BROWSERS[] = {
    {"Edg", "Edge"},        {"OPR/", "Opera"},    {"SamsungBrowser", "Samsung Internet"},
    {"Firefox", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"},
    {"Chrome", "Chrome"},   {"Safari", "Safari"}, {"curl", "curl"},
};
static const struct mark SYSTEMS[] = {
    {"Windows", "Windows"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},
    {"Android", "Android"}, {"Mac OS", "Mac"},    {"Linux", "Linux"},
};

static const char *mark_find(const char *client, const struct mark *marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strstr(client, marks[i].mark) != NULL)
            return marks[i].name;
    }
    return NULL;
}

static json_t *client_msg(const char *client)
{
    const char *browser = mark_find(client, BROWSERS, ARRAY_LEN(BROWSERS));
    const char *system = mark_find(client, SYSTEMS, ARRAY_LEN(SYSTEMS));

    if (browser != NULL && system != NULL)
        return json_pack("{s:s, s:s, s:s}", "key", "me.client", "browser", browser, "system",
                         system);
    if (browser != NULL || system != NULL)
        return json_pack("{s:s, s:s}", "key", "me.client_known", "name",
                         browser != NULL ? browser : system);
    return json_pack("{s:s}", "key", "me.client_unknown");
}

enum err me_present(const struct request *rq, json_t *view)
{
    json_t *session;
    size_t i;

    (void)rq;
    json_array_foreach(json_object_get(view, "sessions_list"), i, session)
    {
        const char *client = json_string_value(json_object_get(session, "client"));

        const char *network = json_string_value(json_object_get(session, "network"));

        (void)json_object_set_new(session, "client_msg", client_msg(client != NULL ? client : ""));
        if (network != NULL && strcmp(network, NETWORK_UNKNOWN) == 0)
            (void)json_object_set_new(session, "network", json_null());
    }
    return OK;
}

/* The request's path and filters with another cursor (NULL: the first page). */
static const char *list_href(const struct request *rq, const char *cursor)
{
    const char *href = rq->path;
    char separator = '?';
    const char *name;
    json_t *value;
    json_t *input = json_copy((json_t *)(uintptr_t)rq->input);

    (void)json_object_del(input, "cursor");
    if (cursor != NULL)
        (void)json_object_set_new(input, "cursor", json_string(cursor));
    json_object_foreach(input, name, value)
    {
        const char *text = json_is_integer(value)
                               ? arena_printf(rq->arena, "%lld", json_integer_value(value))
                               : json_string_value(value);

        if (text == NULL || name[0] == '_')
            continue;
        href = arena_printf(rq->arena, "%s%c%s=%s", href, separator, name,
                            secret_escape(rq->arena, text));
        separator = '&';
    }
    json_decref(input);
    return href;
}

enum err list_present(const struct request *rq, json_t *view)
{
    const char *next = json_string_value(json_object_get(view, "next"));
    const bool later = json_is_string(json_object_get(rq->input, "cursor"));
    const char *tab = strrchr(rq->path, '/') + 1;
    json_t *pager;

    (void)json_object_set_new(view, "tab_code",
                              json_string(strcmp(tab, "admin") == 0 ? "overview" : tab));
    if (next == NULL && !later)
        return OK;
    pager = json_object();
    if (next != NULL)
        (void)json_object_set_new(pager, "more_href", json_string(list_href(rq, next)));
    if (later)
        (void)json_object_set_new(pager, "first_href", json_string(list_href(rq, NULL)));
    (void)json_object_set_new(view, "pager", pager);
    return OK;
}
