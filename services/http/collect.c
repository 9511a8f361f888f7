/* Path, query, headers and body become one object. */
#include "services/http/collect.h"

#include "services/base/text.h"
#include "services/http/form.h"
#include "services/http/jsonin.h"
#include "services/http/multipart.h"
#include "services/http/query.h"

#include <stdlib.h>
#include <string.h>

/* The media type without parameters equals name. */
static bool type_is(const char *content_type, const char *name)
{
    return text_same_n(content_type, strcspn(content_type, "; \t"), name, strlen(name));
}

static enum err body_parse(const struct exchange *ex, struct arena *arena, struct collected *out,
                           json_t **ret)
{
    const char *type = ex->edge.value[EDGE_CONTENT_TYPE];
    const char *body = ex->body != NULL ? ex->body : "";

    if (ex->match.route->body != BODY_FORM || (ex->n_body == 0 && type == NULL)) {
        *ret = json_object();
        return OK;
    }
    if (type == NULL)
        return ERR_MEDIA_TYPE;
    if (type_is(type, "application/json")) {
        out->is_json = true;
        if (ex->n_body > 0)
            return jsonin_parse(body, ex->n_body, ret);
        *ret = json_object();
        return OK;
    }
    out->is_form = true;
    if (type_is(type, "application/x-www-form-urlencoded"))
        return form_parse(body, ex->n_body, arena, ret);
    if (type_is(type, "multipart/form-data"))
        return multipart_parse(type, body, ex->n_body, arena, ret);
    return ERR_MEDIA_TYPE;
}

/* Takes a text member that is for this floor alone out of the object. */
static const char *member_take(json_t *fields, const char *name, struct arena *arena)
{
    const char *text = json_string_value(json_object_get(fields, name));
    const char *copy = text != NULL ? arena_strdup(arena, text) : NULL;

    (void)json_object_del(fields, name);
    return copy;
}

/* Adds the members of more that fields lacks; the same name with another value is a contradiction. */
static enum err merge(json_t *fields, json_t *more)
{
    const char *name;
    json_t *value;

    json_object_foreach(more, name, value)
    {
        const json_t *known = json_object_get(fields, name);
        if (known == NULL)
            (void)json_object_set(fields, name, value);
        else if (!json_equal(known, value))
            return ERR_BAD_REQUEST;
    }
    return OK;
}

static json_t *params_object(const struct match *match)
{
    json_t *fields = json_object();

    for (size_t i = 0; i < match->n_params; i++)
        (void)json_object_set_new(fields, match->params[i].name,
                                  json_stringn(match->params[i].text, match->params[i].n_bytes));
    return fields;
}

/* If-Match: "7". Weak and list forms have no meaning here, "*" asks for nothing. */
static enum err version_take(const struct exchange *ex, json_t *fields)
{
    const char *match = ex->edge.value[EDGE_IF_MATCH];
    char *end = NULL;

    if (match == NULL || strcmp(match, "*") == 0 || json_object_get(fields, "_version") != NULL)
        return OK;
    if (match[0] != '"' || match[1] < '0' || match[1] > '9')
        return ERR_BAD_REQUEST;
    long long version = strtoll(match + 1, &end, 10);
    if (strcmp(end, "\"") != 0 || end - match > 16)
        return ERR_BAD_REQUEST;
    (void)json_object_set_new(fields, "_version", json_integer(version));
    return OK;
}

static enum err headers_take(const struct exchange *ex, json_t *fields)
{
    const char *key = ex->edge.value[EDGE_IDEMPOTENCY_KEY];

    if (ex->edge.method == HTTP_GET)
        return OK;
    if (key != NULL && json_object_get(fields, "_key") == NULL) {
        if (!text_uuid_ok(key))
            return ERR_BAD_REQUEST;
        (void)json_object_set_new(fields, "_key", json_string(key));
    }
    return version_take(ex, fields);
}

enum err collect(const struct exchange *ex, struct arena *arena, struct collected *ret)
{
    json_t *body = NULL, *query = NULL;
    const char *header = ex->edge.value[EDGE_CSRF_TOKEN];

    *ret = (struct collected){.fields = params_object(&ex->match)};
    enum err r = query_parse(ex->query, strlen(ex->query), arena, &query);
    if (r == OK)
        r = body_parse(ex, arena, ret, &body);
    if (r == OK) {
        const char *field = member_take(body, "_csrf", arena);
        ret->csrf = header != NULL ? header : field;
        ret->replay = member_take(body, "_replay", arena);
        if (ret->replay != NULL && strlen(ret->replay) > COLLECT_REPLAY_BYTES_MAX)
            ret->replay = NULL;
        const char *code = ret->is_form ? member_take(body, "_code", arena) : NULL;
        ret->code = code != NULL && code[0] != '\0' && strlen(code) <= 64 ? code : NULL;
        r = merge(ret->fields, body);
    }
    if (r == OK)
        r = merge(ret->fields, query);
    if (r == OK)
        r = headers_take(ex, ret->fields);
    json_decref(body);
    json_decref(query);
    return r;
}

void collect_free(struct collected *collected)
{
    json_decref(collected->fields);
    collected->fields = NULL;
}
