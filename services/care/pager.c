/* Addresses of the next and the first page. */
#include "services/care/pager.h"

#include "services/care/value.h"

#include <stdio.h>
#include <string.h>

/* Adds text to an address, everything but letters, digits and -._~ percent-encoded (RFC 3986). */
static const char *escape(struct arena *arena, const char *text)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    char *out = arena_alloc(arena, strlen(text) * 3 + 1), *p = out;

    for (; *text != '\0'; text++) {
        if (strchr(plain, *text) != NULL)
            *p++ = *text;
        else
            p += snprintf(p, 4, "%%%02X", (unsigned char)*text);
    }
    *p = '\0';
    return out;
}

/* This page's address with its filters; cursor NULL for the first page. */
static json_t *address(const struct request *rq, const char *cursor)
{
    const struct input_field *f = rq->route->input;
    const char *text = rq->path, *sign = "?";

    for (; f != NULL && f->name != NULL; f++) {
        const char *value = value_text(rq->input, f->name);
        char name[64];

        (void)snprintf(name, sizeof(name), "{%s}", f->name);
        if (value == NULL || f->type == INPUT_CURSOR || f->type == INPUT_CPR ||
            (f->flags & INPUT_SECRET) || strstr(rq->route->path, name) != NULL)
            continue;
        text = arena_printf(rq->arena, "%s%s%s=%s", text, sign, f->name, escape(rq->arena, value));
        sign = "&";
    }
    if (cursor != NULL)
        text = arena_printf(rq->arena, "%s%scursor=%s", text, sign, escape(rq->arena, cursor));
    return json_string(text);
}

enum err pager_present(const struct request *rq, json_t *view)
{
    const char *next = value_text(view, "next");
    const bool first = value_true(view, "first_page");

    if (next == NULL && first) {
        (void)json_object_set_new(view, "pager", json_null());
        return OK;
    }
    json_t *pager = json_object();
    (void)json_object_set_new(pager, "more_href", next != NULL ? address(rq, next) : json_null());
    (void)json_object_set_new(pager, "first_href", first ? json_null() : address(rq, NULL));
    (void)json_object_set_new(view, "pager", pager);
    return OK;
}
