/* What every page needs beside its document. */
#include "services/http/view.h"

#include "auth/csrf.h"
#include "auth/token.h"
#include "services/base/text.h"
#include "services/http/formview.h"
#include "services/http/negotiate.h"
#include "services/http/render.h"

#include <stdio.h>
#include <string.h>

const char *view_language(const struct dispatch *d, const struct visitor *visitor,
                          const json_t *frame)
{
    const struct i18n *i18n = render_i18n(d->server->render);
    const char *account = json_string_value(json_object_get(frame, "language"));

    if (visitor->language != NULL && i18n_language(i18n, visitor->language) >= 0)
        return visitor->language;
    if (account != NULL && i18n_language(i18n, account) >= 0)
        return account;
    return negotiate_language(d->ex->edge.value[EDGE_ACCEPT_LANGUAGE], i18n);
}

/* The form token: bound to the session, or for a visitor without one to a cookie of its own. */
static json_t *csrf_value(struct dispatch *d, const struct visitor *visitor)
{
    char text[CSRF_TEXT_BYTES], cookie[TOKEN_TEXT_BYTES];
    unsigned char bytes[TOKEN_BYTES];

    if (visitor->token != NULL) {
        csrf_make(visitor->token, text);
        return json_string(text);
    }
    const char *known = d->new_form_cookie != NULL ? d->new_form_cookie : visitor->form_cookie;
    if (known == NULL || token_decode(known, bytes) < 0) {
        token_new(cookie);
        known = arena_strdup(d->arena, cookie);
        d->new_form_cookie = known;
    }
    csrf_make_signed_out(known, text);
    return json_string(text);
}

/* flash.<code>, also with underscores for the hyphens. */
static const char *flash_text(const struct dispatch *d, const char *code, const char *language)
{
    const struct i18n *i18n = render_i18n(d->server->render);
    char key[80];

    (void)snprintf(key, sizeof(key), "flash.%s", code);
    const char *text = i18n_text(i18n, language, key);
    for (char *p = key; text == NULL && *p != '\0'; p++) {
        if (*p == '-')
            *p = '_';
    }
    return text != NULL ? text : i18n_text(i18n, language, key);
}

static const char *title_text(const struct dispatch *d, const struct view *view,
                              const char *language)
{
    char key[80];
    const char *text = view->title;

    if (text == NULL && view->route != NULL && view->route->page_title != NULL) {
        (void)snprintf(key, sizeof(key), "pages.%s", view->route->page_title);
        text = i18n_text(render_i18n(d->server->render), language, key);
    }
    if (text == NULL)
        text = json_string_value(json_object_get(view->document, "title"));
    return text != NULL ? text : "Samplan";
}

/* The first segment of the path, for marking the navigation. */
static const char *area_of(const struct dispatch *d, const char *path)
{
    size_t n = strcspn(path + 1, "/");
    char *area = n > 0 ? arena_strndup(d->arena, path + 1, n) : arena_strdup(d->arena, "home");

    for (char *p = area; *p != '\0'; p++) {
        if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9')))
            *p = '_';
    }
    return area;
}

static json_t *page_object(const struct dispatch *d, const struct view *view, const char *language)
{
    const char *area = area_of(d, view->path);
    json_t *page = json_pack("{s:s, s:s, s:s, s:{s:b}}", "title", title_text(d, view, language),
                             "path", view->path, "area", area, "area_is", area, 1);

    if (page == NULL)
        page = json_object();
    const char *flash = d->visitor.flash != NULL ? flash_text(d, d->visitor.flash, language) : NULL;
    (void)json_object_set_new(page, "flash_text", flash != NULL ? json_string(flash) : json_null());
    return page;
}

static void common_add(struct dispatch *d, const struct view *view, const char *language,
                       json_t *root)
{
    const char *phone = d->server->config->help_phone;
    char key[37];

    text_uuid_new(key);
    (void)json_object_set_new(root, "lang", json_string(language));
    (void)json_object_set_new(root, "csrf", csrf_value(d, view->visitor));
    (void)json_object_set_new(root, "idempotency_key",
                              json_string(view->key != NULL ? view->key : key));
    (void)json_object_set_new(root, "page", page_object(d, view, language));
    (void)json_object_set_new(root, "help_phone", phone != NULL ? json_string(phone) : json_null());
    (void)json_object_set_new(root, "demo", json_boolean(d->server->config->demo));
    if (view->frame != NULL)
        (void)json_object_set(root, "frame", view->frame);
    else
        (void)json_object_set_new(root, "frame", json_null());
    if (view->replay != NULL)
        (void)json_object_set_new(root, "replay", json_pack("{s:s}", "data", view->replay));
    else
        (void)json_object_set_new(root, "replay", json_null());
}

enum err view_render(struct dispatch *d, const struct view *view, char **ret_html,
                     size_t *ret_bytes)
{
    const char *language = view_language(d, view->visitor, view->frame);
    json_t *root = view->document;
    enum err r = OK;

    common_add(d, view, language, root);
    if (view->route != NULL) {
        const struct formview form = {.table = d->server->table,
                                      .page = view->route,
                                      .i18n = render_i18n(d->server->render),
                                      .language = language,
                                      .failed = view->failed,
                                      .typed = view->typed,
                                      .problem = view->problem,
                                      .err = view->err,
                                      .arena = d->arena};
        formview_build(&form, root);
    }
    if (view->present != NULL)
        r = view->present(view->request, root);
    if (r < 0)
        return r;
    return render_page(d->server->render, view->template, language, root, d->arena, ret_html,
                       ret_bytes);
}
