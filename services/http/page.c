/* Which page a browser gets. */
#include "services/http/page.h"

#include "services/base/json_memory.h"
#include "services/base/log.h"
#include "services/base/text.h"
#include "services/http/answer.h"
#include "services/http/input.h"
#include "services/http/problem.h"
#include "services/http/render.h"
#include "services/http/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ERROR_TEMPLATE "error"
#define RESUME_TEMPLATE "resume"
#define SESSION_ENDED "session-ended"
#define CONFIRMED "step-up-done"
#define NEXT_BYTES_MAX 1024

/* ---- Plain pages ---- */

/* Renders and answers; when that fails, the error page. */
static enum err show(struct dispatch *d, const struct view *view, int status)
{
    char *html;
    size_t n;

    enum err r = view_render(d, view, &html, &n);
    if (r < 0)
        return r;
    answer_html(d, status, html, n);
    return OK;
}

static struct view view_of_run(struct run *run, const struct visitor *visitor)
{
    const struct route *route = run->request.route;

    return (struct view){.route = route,
                         .template = route->template,
                         .path = run->request.path,
                         .document = reply_document(&run->reply),
                         .frame = tx_frame(&run->tx),
                         .visitor = visitor,
                         .present = route->present,
                         .request = &run->request};
}

void page_success(struct dispatch *d)
{
    struct view view = view_of_run(&d->run, &d->visitor);

    d->err = show(d, &view, 200);
    if (d->err < 0) {
        log_event(LOG_ERROR, "page-failed", "template %s", view.template);
        d->err = ERR_INTERNAL;
        page_failure(d);
    }
}

/* ---- Problems ---- */

static json_t *problem_of(struct dispatch *d, const char *code)
{
    const struct reply *rp = &d->run.reply;
    const struct problem problem = {
        .err = d->err,
        .code = code != NULL ? code : rp->code,
        .request_id = d->ex->id,
        .instance = d->ex->path,
        .errors = rp->errors,
        .extra = rp->extra,
        .i18n = render_i18n(d->server->render),
        .language = view_language(d, &d->visitor, tx_frame(&d->run.tx)),
    };

    json_t *document = problem_document(&problem, d->arena);
    if (d->err == ERR_STEP_UP)
        (void)json_object_set_new(document, "step_up_href", json_string(PAGE_CONFIRM));
    return document;
}

static void problem_headers(struct dispatch *d, const json_t *problem)
{
    const json_int_t wait = json_integer_value(json_object_get(problem, "retry_after_s"));
    const int status = err_info(d->err)->status;

    if (wait > 0 || status == 503 || status == 429)
        answer_header(&d->answer, "Retry-After",
                      arena_printf(d->arena, "%d",
                                   wait > 0        ? (int)wait
                                   : status == 503 ? 2
                                                   : 30));
    if (status == 401 && d->format != FORMAT_HTML) /* the error of RFC 9470 */
        answer_header(&d->answer, "WWW-Authenticate",
                      d->err == ERR_STEP_UP
                          ? "Bearer error=\"insufficient_user_authentication\", max_age=\"300\""
                          : "Bearer");
}

static void retry_add(json_t *list, const char *name, json_t *value)
{
    size_t i;
    json_t *element;

    if (json_is_string(value))
        (void)json_array_append_new(list, json_pack("{s:s, s:O}", "name", name, "value", value));
    json_array_foreach(value, i, element) retry_add(list, name, element);
}

static json_t *retry_list(json_t *typed)
{
    json_t *list = json_array();
    const char *name;
    json_t *value;

    json_object_foreach(typed, name, value) retry_add(list, name, value);
    return list;
}

/* What a form sent, to be sent again from the error page when the fault was not the sender's: null for
 * other requests. */
static json_t *retry_of(const struct dispatch *d)
{
    if (!d->collected.is_form || d->ex->match.route == NULL || err_info(d->err)->status < 500)
        return json_null();
    json_t *typed = input_typed(d->ex->match.route->input, d->collected.fields);
    json_t *retry =
        json_pack("{s:s, s:o}", "action_path", d->ex->path, "fields_list", retry_list(typed));
    json_decref(typed);
    return retry;
}

/* The error page; when the templates cannot, the built-in one. A form that is sent again keeps its
 * version and its key: should the first sending have taken effect unseen, the second one does not. */
static void show_error(struct dispatch *d, json_t *problem)
{
    const int status = err_info(d->err)->status;
    json_t *version = json_object_get(d->collected.fields, "_version");
    const char *key = json_string_value(json_object_get(d->collected.fields, "_key"));
    char buf[1024];

    json_t *document = json_pack("{s:O, s:o, s:s, s:O*}", "problem", problem, "retry", retry_of(d),
                                 "request_id", d->ex->id, "version", version);
    const struct view view = {
        .template = ERROR_TEMPLATE,
        .title = json_string_value(json_object_get(problem, "title")),
        .path = d->ex->path,
        .document = document,
        .frame = tx_frame(&d->run.tx),
        .visitor = &d->visitor,
        .key = key != NULL && text_uuid_ok(key) ? key : NULL,
    };
    if (!render_has(d->server->render, ERROR_TEMPLATE) || show(d, &view, status) < 0)
        answer_html(d, status, buf, problem_page_write(d->err, d->ex->id, buf, sizeof(buf)));
    json_decref(document);
}

static void show_problem(struct dispatch *d)
{
    json_t *problem = problem_of(d, NULL);

    if (d->format == FORMAT_HTML)
        show_error(d, problem);
    else
        answer_json(d, err_info(d->err)->status, "application/problem+json", problem);
    problem_headers(d, problem);
    json_decref(problem);
}

/* ---- Forms ---- */

/* The GET row of a pattern; SIZE_MAX when the table has none. */
static size_t get_row(const struct server *server, const char *pattern)
{
    for (size_t i = 0; i < server->table->n; i++) {
        if (server->table->rows[i].method == HTTP_GET &&
            strcmp(server->table->rows[i].path, pattern) == 0)
            return i;
    }
    return SIZE_MAX;
}

/* "/plans/{plan_id}/edit" with the values of fields. NULL when one lacks. */
static const char *path_fill(const struct dispatch *d, const char *pattern, const json_t *fields)
{
    char *path = arena_strdup(d->arena, "");

    while (*pattern != '\0') {
        size_t n = strcspn(pattern, "{");
        path = arena_printf(d->arena, "%s%.*s", path, (int)n, pattern);
        pattern += n;
        if (*pattern == '\0')
            break;
        n = strcspn(pattern, "}");
        const char *name = arena_strndup(d->arena, pattern + 1, n - 1);
        const char *value = json_string_value(json_object_get(fields, name));
        if (value == NULL || !text_code_ok(value, strlen(value), 64))
            return NULL;
        path = arena_printf(d->arena, "%s%s", path, value);
        pattern += n + (pattern[n] == '}');
    }
    return path;
}

/* The fields that a GET row may be asked with, out of those that came. */
static json_t *fields_for(const struct server *server, size_t index, const json_t *fields)
{
    const char *const *names = matcher_param_names(server->matcher, index);
    const struct input_field *spec = server->table->rows[index].input;
    json_t *some = json_object();

    for (size_t i = 0; names[i] != NULL; i++)
        (void)json_object_set(some, names[i], json_object_get(fields, names[i]));
    for (; spec != NULL && spec->name != NULL; spec++) {
        json_t *value = json_object_get(fields, spec->name);
        if (value != NULL && json_object_get(some, spec->name) == NULL)
            (void)json_object_set(some, spec->name, value);
    }
    return some;
}

/* A form page that is shown although another row was asked for. */
struct again {
    const struct route *failed; /* the form's POST row */
    const json_t *fields;       /* what came to it */
    const char *code;           /* problem code; NULL: as the run said */
    enum err err;               /* as the form shall see it */
    const struct visitor *visitor;
    int status;
};

static json_t *typed_of(const struct again *again)
{
    json_t *typed = input_typed(again->failed->input, again->fields);
    json_t *version = json_object_get(again->fields, "_version");

    if (version != NULL)
        (void)json_object_set(typed, "_version", version);
    return typed;
}

/* Reads the form's document anew and shows it with what was typed and what is wrong. */
static enum err form_again(struct dispatch *d, const struct again *again)
{
    const size_t index = get_row(d->server, again->failed->form);
    const char *path = path_fill(d, again->failed->form, again->fields);
    struct run run = {0};

    if (index == SIZE_MAX || path == NULL)
        return ERR_NOT_FOUND;
    json_t *fields = fields_for(d->server, index, again->fields);
    const struct run_plan plan = {
        .route_index = index, .path = path, .fields = fields, .visitor = again->visitor};
    enum err r = run_begin(d, &plan, &run);
    if (r == OK && reply_document(&run.reply) == NULL)
        r = ERR_INTERNAL;
    if (r == OK) {
        json_t *problem = problem_of(d, again->code), *typed = typed_of(again);
        struct view view = view_of_run(&run, again->visitor);
        view.failed = again->failed;
        view.typed = typed;
        view.problem = problem;
        view.err = again->err;
        view.replay = again->failed->carries_replay ? d->collected.replay : NULL;
        r = show(d, &view, again->status);
        json_decref(problem);
        json_decref(typed);
    }
    run_end(&run);
    json_decref(fields);
    return r;
}

/* Errors that a form can do something about. */
static bool form_can_help(const struct dispatch *d)
{
    const struct route *route = d->ex->match.route;

    if (route == NULL || route->form == NULL || !d->collected.is_form || d->session_missing)
        return false;
    switch ((int)d->err) {
    case ERR_INVALID:
    case ERR_STALE:
    case ERR_CONFLICT:
    case ERR_CSRF:
    case ERR_PRECONDITION:
    case ERR_THROTTLED:
        return true;
    case ERR_UNAUTHENTICATED: /* a wrong password, not an ended session */
    case ERR_FORBIDDEN:
        return (route->access & ACCESS_ANYONE) != 0;
    default:
        return false;
    }
}

static enum err show_form(struct dispatch *d)
{
    const struct again again = {.failed = d->ex->match.route,
                                .fields = d->collected.fields,
                                .err = d->err,
                                .visitor = &d->visitor,
                                .status = err_info(d->err)->status};

    return form_again(d, &again);
}

/* ---- An ended session, a unit to be chosen, a user to be confirmed ---- */

/* {"path","fields"} of the post that met it; NULL when there is nothing to keep. */
static const char *replay_make(struct dispatch *d)
{
    const struct route *route = d->ex->match.route;

    if (d->collected.replay != NULL)
        return d->collected.replay;
    if (route == NULL || !d->collected.is_form)
        return NULL;
    if (route->form == NULL && d->err != ERR_STEP_UP)
        return NULL;
    const struct again again = {.failed = route, .fields = d->collected.fields};
    json_t *kept = json_pack("{s:s, s:o}", "path", d->ex->path, "fields", typed_of(&again));
    char *text = json_dumps(kept, JSON_COMPACT);
    json_decref(kept);
    const char *copy = text != NULL && strlen(text) <= COLLECT_REPLAY_BYTES_MAX
                           ? arena_strdup(d->arena, text)
                           : NULL;
    json_memory_free(text);
    return copy;
}

/* Shows the page that comes first, carrying what was typed. */
static enum err show_carrier(struct dispatch *d, const char *pattern, const char *replay,
                             const struct visitor *visitor, int status)
{
    const size_t index = get_row(d->server, pattern);
    struct run run = {0};

    if (index == SIZE_MAX || d->server->table->rows[index].template == NULL)
        return ERR_NOT_FOUND;
    json_t *fields = json_object();
    const struct run_plan plan = {
        .route_index = index, .path = pattern, .fields = fields, .visitor = visitor};
    enum err r = run_begin(d, &plan, &run);
    if (r == OK && reply_document(&run.reply) == NULL)
        r = ERR_INTERNAL;
    if (r == OK) {
        struct view view = view_of_run(&run, visitor);
        view.replay = replay;
        r = show(d, &view, status);
    }
    run_end(&run);
    json_decref(fields);
    return r;
}

/* text percent-encoded but for what a query may hold as it is. */
static const char *escaped(const struct dispatch *d, const char *text)
{
    static const char keep[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    char *out = arena_alloc(d->arena, 3 * strlen(text) + 1), *at = out;

    for (const char *p = text; *p != '\0'; p++) {
        if (strchr(keep, *p) != NULL)
            *at++ = *p;
        else
            at += sprintf(at, "%%%02X", (unsigned)(unsigned char)*p);
    }
    *at = '\0';
    return out;
}

/* "/login?next=…"; a download comes back to the page that fetches it. */
static const char *with_next(const struct dispatch *d, const char *page)
{
    const struct route *route = d->ex->match.route;
    const char *target = arena_printf(d->arena, "%s%s%s", d->ex->path,
                                      d->ex->query[0] != '\0' ? "?" : "", d->ex->query);

    if (strcmp(target, "/") == 0)
        return page;
    if (route != NULL && route->produces != NULL)
        target = arena_printf(d->arena, PAGE_FILE "?file=%s", escaped(d, target));
    const char *next = escaped(d, target);
    return strlen(next) < NEXT_BYTES_MAX ? arena_printf(d->arena, "%s?next=%s", page, next)
                                         : page; /* too long to come back to */
}

/* A visitor whose session has ended is one without. */
static const struct visitor *signed_out(struct dispatch *d)
{
    struct visitor *visitor = arena_alloc(d->arena, sizeof(*visitor));

    *visitor = d->visitor;
    visitor->token = NULL;
    visitor->by_cookie = false;
    return visitor;
}

/* The page that stands before what was asked for; NULL: none does. */
static const char *page_first(const struct dispatch *d, enum err err)
{
    switch ((int)err) {
    case ERR_CHOOSE_UNIT:
        return PAGE_CHOOSE;
    case ERR_STEP_UP:
        return PAGE_CONFIRM;
    case ERR_ENROL:
        return PAGE_ENROL;
    default:
        return d->session_missing ? PAGE_SIGN_IN : NULL;
    }
}

/* To the page that comes first, and back. False: not such an error, or no such page. */
static bool lead_on(struct dispatch *d)
{
    const char *page = page_first(d, d->err);

    if (page == NULL || get_row(d->server, page) == SIZE_MAX)
        return false;
    if (d->ex->edge.method == HTTP_GET) {
        answer_redirect(d, with_next(d, page), NULL);
        return true;
    }
    const char *replay = d->err == ERR_ENROL ? NULL : replay_make(d);
    if (replay == NULL) {
        answer_redirect(d, page, NULL);
        return true;
    }
    const struct visitor *visitor = d->session_missing ? signed_out(d) : &d->visitor;
    return show_carrier(d, page, replay, visitor, err_info(d->err)->status) == OK;
}

static bool confirming(const struct dispatch *d)
{
    return strcmp(d->ex->match.route->path, PAGE_CONFIRM) == 0;
}

/* The post that a replay holds: its row and, as *ret_fields (owned), what came to it. A row without a
 * form page comes back after confirming only. */
static const struct route *replay_read(const struct dispatch *d, json_t **ret_fields)
{
    struct match match = {0};
    json_t *kept = json_loads(d->collected.replay, JSON_REJECT_DUPLICATES, NULL);
    const char *path = json_string_value(json_object_get(kept, "path"));
    json_t *fields = json_object_get(kept, "fields");

    if (path != NULL && json_is_object(fields) && edge_path_ok(path, strlen(path)))
        matcher_find(d->server->matcher, HTTP_POST, path, strlen(path), &match);
    if (match.route == NULL || (match.route->form == NULL && !confirming(d))) {
        json_decref(kept);
        return NULL;
    }
    *ret_fields = json_incref(fields);
    for (size_t i = 0; i < match.n_params; i++)
        (void)json_object_set_new(fields, match.params[i].name,
                                  json_stringn(match.params[i].text, match.params[i].n_bytes));
    json_decref(kept);
    return match.route;
}

/* A post without a form page: one button that sends it again. */
static enum err show_resume(struct dispatch *d, const struct route *route, const json_t *fields,
                            const struct visitor *visitor)
{
    const char *path = path_fill(d, route->path, fields);

    if (path == NULL)
        return ERR_NOT_FOUND;
    json_t *typed = input_typed(route->input, fields);
    json_t *version = json_object_get(fields, "_version");
    json_t *document = json_pack("{s:{s:s, s:o}, s:O*}", "retry", "action_path", path,
                                 "fields_list", retry_list(typed), "version", version);
    const struct view view = {.template = RESUME_TEMPLATE,
                              .path = PAGE_CONFIRM,
                              .document = document,
                              .frame = tx_frame(&d->run.tx),
                              .visitor = visitor};
    enum err r = show(d, &view, 200);
    json_decref(typed);
    json_decref(document);
    return r;
}

enum err page_replay(struct dispatch *d)
{
    struct visitor visitor = d->visitor;
    json_t *fields = NULL;

    if (d->run.reply.session_set) {
        visitor.token = d->run.reply.token;
        if (visitor.token == NULL || token_decode(visitor.token, visitor.token_bytes) < 0)
            return ERR_NOT_FOUND;
    }
    const struct route *route = replay_read(d, &fields);
    if (route == NULL)
        return ERR_NOT_FOUND;
    const struct again again = {.failed = route,
                                .fields = fields,
                                .code = confirming(d) ? CONFIRMED : SESSION_ENDED,
                                .err = ERR_UNAUTHENTICATED,
                                .visitor = &visitor,
                                .status = 200};
    d->err = ERR_UNAUTHENTICATED; /* for the texts of the problem that the form shows */
    enum err r =
        route->form != NULL ? form_again(d, &again) : show_resume(d, route, fields, &visitor);
    d->err = OK;
    json_decref(fields);
    if (r == ERR_CHOOSE_UNIT || r == ERR_STEP_UP)
        r = show_carrier(d, page_first(d, r), d->collected.replay, &visitor, 200);
    return r;
}

/* Fields are checked before the session is asked for: what stood in the way of showing the form again
 * may be that the session has ended. Then that comes first, and what was typed travels along. */
static bool session_lacks(struct dispatch *d, enum err r)
{
    if (r != ERR_UNAUTHENTICATED && r != ERR_CHOOSE_UNIT && r != ERR_STEP_UP && r != ERR_ENROL)
        return false;
    d->err = r;
    d->session_missing = r == ERR_UNAUTHENTICATED;
    return true;
}

void page_failure(struct dispatch *d)
{
    d->answer = (struct answer){0};
    if (d->format == FORMAT_HTML && lead_on(d))
        return;
    if (d->format == FORMAT_HTML && form_can_help(d)) {
        const enum err r = show_form(d);
        if (r == OK || (session_lacks(d, r) && lead_on(d)))
            return;
    }
    show_problem(d);
}
