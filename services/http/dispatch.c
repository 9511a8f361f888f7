/* The path of a request on a worker. */
#include "services/http/dispatch.h"

#include "services/base/clock.h"
#include "services/base/log.h"
#include "services/base/text.h"
#include "services/http/answer.h"
#include "services/http/input.h"
#include "services/http/metrics.h"
#include "services/http/negotiate.h"
#include "services/http/page.h"
#include "services/http/problem.h"
#include "services/http/render.h"

#include <stdio.h>
#include <string.h>

/* What an unknown path is run as: through the same queue, so that it gets the same page. */
static const struct route NOT_FOUND = {
    .method = HTTP_GET, .path = "-", .access = ACCESS_ANYONE, .tx = TX_NONE};

/* ---- Runs ---- */

static const char *interface_name(enum format format)
{
    switch (format) {
    case FORMAT_HTML:
        return "html";
    case FORMAT_OTHER:
        return "csv";
    case FORMAT_JSON:
    default:
        return "json";
    }
}

static const char *language_of(const struct dispatch *d, const struct visitor *visitor)
{
    const struct i18n *i18n = render_i18n(d->server->render);

    if (visitor->language != NULL && i18n_language(i18n, visitor->language) >= 0)
        return i18n_language_name(i18n, i18n_language(i18n, visitor->language));
    return negotiate_language(d->ex->edge.value[EDGE_ACCEPT_LANGUAGE], i18n);
}

static void request_init(const struct dispatch *d, const struct route *row,
                         const struct run_plan *plan, struct request *rq)
{
    const struct route *route = d->ex->match.route;
    const bool raw = route != NULL && route->body == BODY_RAW;

    *rq = (struct request){
        .route = row,
        .id = d->ex->id,
        .path = plan->path,
        .token = plan->visitor->token,
        .language = language_of(d, plan->visitor),
        .origin = arena_printf(d->arena, "%s://%s", d->server->config->secure ? "https" : "http",
                               d->ex->edge.value[EDGE_HOST]),
        .network = plan->visitor->network,
        .client = plan->visitor->client,
        .body = raw ? d->ex->body : NULL,
        .body_bytes = raw ? d->ex->n_body : 0,
        .body_type = raw ? d->ex->edge.value[EDGE_CONTENT_TYPE] : NULL,
        .wants_html = d->format == FORMAT_HTML,
        .i18n = render_i18n(d->server->render),
        .arena = d->arena,
        .services = d->server->services,
    };
}

/* A JSON write of a versioned row must say what it changes. */
static bool version_lacks(const struct dispatch *d, const struct run *run)
{
    return run->request.route->versioned && run->request.route->method != HTTP_GET &&
           d->format != FORMAT_HTML && json_object_get(run->input, "_version") == NULL;
}

static enum err handler_run(struct run *run)
{
    handler_fn *handler = run->request.route->handler;

    run->request.input = run->input;
    return handler != NULL ? handler(&run->request, &run->tx, &run->reply)
                           : handle_document(&run->request, &run->tx, &run->reply);
}

static void run_init(struct dispatch *d, const struct route *row, const struct run_plan *plan,
                     struct run *run)
{
    *run = (struct run){0};
    request_init(d, row, plan, &run->request);
    reply_init(&run->reply, d->arena);
    tx_init(&run->tx, d->worker, &run->request, &run->reply, interface_name(d->format),
            plan->visitor->token != NULL ? plan->visitor->token_bytes : NULL);
    run->tx.server = d->server;
}

enum err run_begin(struct dispatch *d, const struct run_plan *plan, struct run *run)
{
    json_t *errors = NULL;

    run_init(d, &d->server->table->rows[plan->route_index], plan, run);
    enum err r = input_validate(run->request.route->input,
                                matcher_param_names(d->server->matcher, plan->route_index),
                                plan->fields, d->arena, &run->input, &errors);
    if (r < 0) {
        run->input = json_object();
        run->request.input = run->input;
        run->reply.errors = errors;
        return r;
    }
    if (version_lacks(d, run)) {
        run->request.input = run->input;
        return ERR_PRECONDITION;
    }
    return handler_run(run);
}

void run_end(struct run *run)
{
    if (run->reply.arena != NULL) {
        reply_reset(&run->reply);
        tx_reset(&run->tx);
    }
    json_decref(run->input);
    *run = (struct run){0};
}

/* ---- The steps ---- */

/* HTML where the row has a page and the client likes it better; a form post without a wish gets a
 * page too, everything else JSON. */
static enum err format_choose(struct dispatch *d, const struct route *route)
{
    const char *accept = d->ex->edge.value[EDGE_ACCEPT];
    const char *type = d->ex->edge.value[EDGE_CONTENT_TYPE];
    const bool pages = route->template != NULL || route->method != HTTP_GET || route == &NOT_FOUND;
    const int html = negotiate_type(accept, "text/html");
    const int json = negotiate_type(accept, "application/json");
    const bool form = type != NULL && strncmp(type, "application/json", 16) != 0;

    if (html > json || (html == json && html > 0 && form))
        d->format = FORMAT_HTML; /* also for the page of an error */
    if (route->produces != NULL) {
        const char *semicolon = strchrnul(route->produces, ';');
        const char *plain =
            arena_strndup(d->arena, route->produces, (size_t)(semicolon - route->produces));
        d->format = d->format == FORMAT_HTML ? FORMAT_HTML : FORMAT_OTHER;
        return negotiate_type(accept, plain) > 0 ? OK : ERR_NOT_ACCEPTABLE;
    }
    if (d->format == FORMAT_HTML && !pages && json > 0)
        d->format = FORMAT_JSON;
    if (d->format == FORMAT_HTML)
        return pages ? OK : ERR_NOT_ACCEPTABLE;
    return json > 0 ? OK : ERR_NOT_ACCEPTABLE;
}

static bool changes_something(const struct dispatch *d)
{
    return d->ex->edge.method != HTTP_GET;
}

/* Session, origin, fields, form token: all that can be said without the database. */
static enum err admit(struct dispatch *d, const struct route *route)
{
    enum err r = session_read(d->ex, d->arena, &d->visitor);
    if (r < 0) {
        d->session_missing = true;
        return r;
    }
    if (changes_something(d)) {
        r = session_origin_check(d->ex, &d->visitor);
        if (r < 0)
            return r;
    }
    r = collect(d->ex, d->arena, &d->collected);
    if (r < 0)
        return r;
    if (d->visitor.token == NULL && !(route->access & ACCESS_ANYONE)) {
        d->session_missing = true;
        return ERR_UNAUTHENTICATED;
    }
    if (!changes_something(d))
        return OK;
    return session_token_check(&d->visitor, d->collected.csrf, d->collected.is_json,
                               (route->access & ACCESS_ANYONE) != 0);
}

/* Whether the page for confirming must ask for more than a one-time code. */
static bool wants_more(const struct reply *rp)
{
    size_t i;
    json_t *error;

    json_array_foreach(rp->errors, i, error)
    {
        const char *field = json_string_value(json_object_get(error, "field"));
        if (field != NULL && strcmp(field, "code") != 0)
            return true;
    }
    return false;
}

/* A form of a .step_up row came with a one-time code: confirms with it first, as if the page for that
 * had been sent. On failure d->run tells what is wrong. */
static enum err confirm(struct dispatch *d)
{
    struct match match = {0};

    matcher_find(d->server->matcher, HTTP_POST, PAGE_CONFIRM, strlen(PAGE_CONFIRM), &match);
    if (match.route == NULL)
        return ERR_STEP_UP;
    json_t *fields = json_pack("{s:s}", "code", d->collected.code);
    const struct run_plan plan = {
        .route_index = match.index, .path = PAGE_CONFIRM, .fields = fields, .visitor = &d->visitor};
    enum err r = run_begin(d, &plan, &d->run);
    json_decref(fields);
    if (r == ERR_UNAUTHENTICATED && d->run.tx.enter_refused)
        d->session_missing = true;
    if (r == ERR_INVALID && wants_more(&d->run.reply))
        return ERR_STEP_UP;
    const char *token = d->run.reply.session_set ? d->run.reply.token : NULL;
    if (r < 0 || token == NULL || token_decode(token, d->visitor.token_bytes) < 0)
        return r < 0 ? r : ERR_INTERNAL;
    d->visitor.token = d->renewed_token = token;
    run_end(&d->run);
    return OK;
}

/* Runs the row; for a row that needs no session an ended one counts as none. */
static enum err work(struct dispatch *d)
{
    if (d->collected.code != NULL && d->ex->match.route->step_up && d->visitor.by_cookie) {
        enum err confirmed = confirm(d);
        if (confirmed < 0)
            return confirmed;
    }
    const struct run_plan plan = {.route_index = d->ex->match.index,
                                  .path = d->ex->path,
                                  .fields = d->collected.fields,
                                  .visitor = &d->visitor};

    enum err r = run_begin(d, &plan, &d->run);
    if (!d->run.tx.enter_refused || r != ERR_UNAUTHENTICATED)
        return r;
    if (!(d->ex->match.route->access & ACCESS_ANYONE)) {
        d->session_missing = true;
        return r;
    }
    d->visitor.token = NULL;
    d->visitor.by_cookie = false;
    run_end(&d->run);
    return run_begin(d, &plan, &d->run);
}

/* The page that says that there is no such page keeps the menu of whoever is signed in. */
static void visitor_greet(struct dispatch *d)
{
    const struct run_plan plan = {.path = d->ex->path, .visitor = &d->visitor};

    if (d->format != FORMAT_HTML || d->visitor.token == NULL)
        return;
    run_init(d, &NOT_FOUND, &plan, &d->run);
    if (tx_enter(&d->run.tx) < 0)
        run_end(&d->run); /* then the plain one */
}

static enum err steps(struct dispatch *d)
{
    const struct route *route = d->ex->match.route;

    enum err r = format_choose(d, route != NULL ? route : &NOT_FOUND);
    if (route == NULL) {
        enum err who = session_read(d->ex, d->arena, &d->visitor);
        if (who == OK)
            visitor_greet(d);
        return who < 0 && who != ERR_UNAUTHENTICATED ? who : ERR_NOT_FOUND;
    }
    if (r < 0)
        return r;
    r = admit(d, route);
    return r < 0 ? r : work(d);
}

void dispatch_job_run(struct job *job, struct worker *worker)
{
    struct exchange *ex = (struct exchange *)job;
    struct dispatch d = {.ex = ex, .server = ex->server, .worker = worker, .arena = worker->arena};

    ex->started_us = clock_us();
    d.err = steps(&d);
    if (d.err == OK)
        answer_success(&d);
    else
        page_failure(&d);
    answer_cookies(&d, &d.run.reply);
    dispatch_account(ex, &d.answer, d.err, d.run.tx.database_us, d.run.tx.retries);
    ex->finish(ex, &d.answer);
    run_end(&d.run);
    collect_free(&d.collected);
}

void dispatch_job_drop(struct job *job, enum err reason)
{
    struct exchange *ex = (struct exchange *)job;
    struct answer answer;
    char buf[1024];

    dispatch_answer_at_once(ex, reason, buf, &answer);
    dispatch_account(ex, &answer, reason, 0, 0);
    ex->finish(ex, &answer);
}

/* ---- Answers that do not wait ---- */

void dispatch_answer_at_once(const struct exchange *ex, enum err err, char buf[1024],
                             struct answer *answer)
{
    const char *accept = ex->edge.value[EDGE_ACCEPT];
    const bool html =
        negotiate_type(accept, "text/html") > negotiate_type(accept, "application/json");

    *answer = (struct answer){.status = err_info(err)->status, .body = buf};
    answer->content_type = html ? "text/html; charset=utf-8" : "application/problem+json";
    answer->n_body =
        html ? problem_page_write(err, ex->id, buf, 1024) : problem_write(err, ex->id, buf, 1024);
    answer_headers_security(ex->server, answer, html);
    answer_header(answer, "X-Request-Id", ex->id);
    if (answer->status == 503)
        answer_header(answer, "Retry-After", "2");
}

void dispatch_account(const struct exchange *ex, const struct answer *answer, enum err err,
                      int64_t database_us, unsigned retries)
{
    const int64_t us = clock_us() - ex->received_us;
    const struct route *route = ex->match.route;
    const char *type = answer->content_type != NULL ? answer->content_type : "";
    struct log_line line;

    metrics_request(ex->server->metrics, route != NULL ? ex->match.index : METRICS_EDGE,
                    answer->status, us);
    log_begin(&line, answer->status >= 500 ? LOG_WARNING : LOG_INFO, "request");
    log_text(&line, "id", ex->id);
    log_text(&line, "method", http_method_name(ex->edge.method));
    log_text(&line, "route", route != NULL ? route->path : ex->label != NULL ? ex->label : "-");
    log_int(&line, "status", answer->status);
    if (err < 0)
        log_text(&line, "error", err_info(err)->code);
    log_text(&line, "type",
             strstr(type, "html") != NULL   ? "html"
             : strstr(type, "json") != NULL ? "json"
                                            : "other");
    log_int(&line, "bytes", (int64_t)answer->n_body);
    log_int(&line, "us", us);
    log_int(&line, "database_us", database_us);
    if (ex->started_us > 0)
        log_int(&line, "queue_us", ex->started_us - ex->job.queued_us);
    if (retries > 0)
        log_int(&line, "retries", retries);
    log_end(&line);
}
