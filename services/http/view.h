/* The root object of a page: the document with what every page needs. */
#ifndef SAMPLAN_HTTP_VIEW_H
#define SAMPLAN_HTTP_VIEW_H

#include "services/http/dispatch.h"

#include <jansson.h>

/* A page about to be rendered. Everything is borrowed. */
struct view {
    const struct route *route; /* whose template and title; NULL: an error page */
    const char *template;
    const char *title; /* NULL: i18n pages.<page_title>, else the document's title */
    const char *path;
    json_t *document; /* object; becomes the view, changed in place */
    json_t *frame;    /* not changed; NULL: signed out */
    const struct visitor *visitor;
    const struct route *failed; /* the form's POST row, NULL on a plain visit */
    const json_t *typed, *problem;
    enum err err;
    const char *key;    /* idempotency key; NULL: a fresh one */
    const char *replay; /* JSON text to be carried by the form; NULL: none */
    present_fn *present;
    const struct request *request; /* for present */
};

/* Renders into the arena. OK, or what render_page and present give. May set d->new_form_cookie. */
NODISCARD enum err view_render(struct dispatch *d, const struct view *view, char **ret_html,
                               size_t *ret_bytes);

/* The language of a page: cookie, else the account's, else Accept-Language. */
const char *view_language(const struct dispatch *d, const struct visitor *visitor,
                          const json_t *frame);

#endif
