/* Bytes and headers of an answer. */
#include "services/http/answer.h"

#include "services/base/json_memory.h"
#include "services/base/log.h"
#include "services/base/text.h"
#include "services/http/compress.h"
#include "services/http/negotiate.h"
#include "services/http/page.h"

#include <stdlib.h>
#include <string.h>

#define COMPRESS_FROM_BYTES 1024
#define LANGUAGE_SECONDS (365 * 24 * 3600)
#define FLASH_SECONDS 60

static const char POLICY[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

void answer_header(struct answer *answer, const char *name, const char *value)
{
    if (answer->n_headers >= ANSWER_HEADERS_MAX)
        abort();
    answer->headers[answer->n_headers++] = (struct answer_header){name, value};
}

void answer_headers_security(const struct server *server, struct answer *answer, bool html)
{
    answer_header(answer, "X-Content-Type-Options", "nosniff");
    answer_header(answer, "Cache-Control", "no-store");
    answer_header(answer, "Referrer-Policy", "no-referrer");
    if (html) {
        answer_header(answer, "Content-Security-Policy", POLICY);
        answer_header(answer, "Cross-Origin-Opener-Policy", "same-origin");
        answer_header(answer, "Cross-Origin-Resource-Policy", "same-origin");
        answer_header(answer, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }
    if (server->config->secure)
        answer_header(answer, "Strict-Transport-Security", "max-age=63072000");
}

static void headers_common(struct dispatch *d, bool html)
{
    answer_headers_security(d->server, &d->answer, html);
    answer_header(&d->answer, "Vary", "Accept, Accept-Encoding, Accept-Language, Cookie");
    answer_header(&d->answer, "X-Request-Id", d->ex->id);
}

static void result_free(void *result)
{
    db_result_free(result);
}

/* An attacker learns secrets from compressed sizes (BREACH) only of answers that hold both a secret
 * and text of his choice, many times over. Requests that another site caused are therefore never
 * answered compressed; and the only secret of a page, the form token, is masked anew in each. */
static bool may_compress(const struct dispatch *d, size_t n_bytes)
{
    const char *site = d->ex->edge.value[EDGE_SEC_FETCH_SITE];

    return n_bytes >= COMPRESS_FROM_BYTES &&
           (site == NULL || strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0) &&
           negotiate_encoding(d->ex->edge.value[EDGE_ACCEPT_ENCODING], "gzip");
}

/* Takes over the body that the answer already has, compressed where that pays. */
static void body_compress(struct dispatch *d)
{
    struct answer *answer = &d->answer;
    char *smaller;
    size_t n;

    if (!may_compress(d, answer->n_body) ||
        compress_gzip(d->worker->compressor, answer->body, answer->n_body, &smaller, &n) < 0)
        return;
    if (answer->body_free != NULL)
        answer->body_free(answer->body_owner);
    answer->body = smaller;
    answer->n_body = n;
    answer->body_free = free;
    answer->body_owner = smaller;
    answer_header(answer, "Content-Encoding", "gzip");
}

/* The answer owns a copy unless the body gets compressed, which copies as well. */
static void body_copy(struct dispatch *d, const char *bytes, size_t n_bytes)
{
    struct answer *answer = &d->answer;

    answer->body = bytes;
    answer->n_body = n_bytes;
    body_compress(d);
    if (answer->body != bytes)
        return;
    char *copy = malloc(n_bytes > 0 ? n_bytes : 1);
    if (copy == NULL)
        abort();
    memcpy(copy, bytes, n_bytes);
    answer->body = copy;
    answer->body_free = free;
    answer->body_owner = copy;
}

void answer_cookies(struct dispatch *d, const struct reply *rp)
{
    const struct server *server = d->server;
    struct answer *answer = &d->answer;

    /* A JSON client carries its token itself; only a browser is given a cookie. Clearing is for all. */
    if (rp->session_set && (rp->token == NULL || d->format == FORMAT_HTML))
        answer_header(answer, "Set-Cookie",
                      session_cookie_text(server, d->arena, server->session_cookie, rp->token, 0));
    else if (d->renewed_token != NULL)
        answer_header(
            answer, "Set-Cookie",
            session_cookie_text(server, d->arena, server->session_cookie, d->renewed_token, 0));
    if (rp->language != NULL)
        answer_header(answer, "Set-Cookie",
                      session_cookie_text(server, d->arena, server->language_cookie, rp->language,
                                          LANGUAGE_SECONDS));
    if (d->new_form_cookie != NULL)
        answer_header(
            answer, "Set-Cookie",
            session_cookie_text(server, d->arena, server->form_cookie, d->new_form_cookie, 0));
}

void answer_html(struct dispatch *d, int status, const char *html, size_t n_bytes)
{
    d->answer.status = status;
    d->answer.content_type = "text/html; charset=utf-8";
    headers_common(d, true);
    if (d->visitor.flash != NULL)
        answer_header(&d->answer, "Set-Cookie",
                      session_cookie_text(d->server, d->arena, d->server->flash_cookie, NULL, 0));
    body_copy(d, html, n_bytes);
}

void answer_json(struct dispatch *d, int status, const char *content_type, const json_t *document)
{
    struct answer *answer = &d->answer;

    answer->status = status;
    answer->content_type = content_type;
    headers_common(d, false);
    char *text = json_dumps(document, JSON_COMPACT);
    if (text == NULL)
        abort();
    body_copy(d, text, strlen(text));
    json_memory_free(text);
}

void answer_redirect(struct dispatch *d, const char *location, const char *flash)
{
    d->answer.status = 303;
    headers_common(d, false);
    answer_header(
        &d->answer, "Location",
        location != NULL && text_local_path_ok(location) ? arena_strdup(d->arena, location) : "/");
    char code[65] = ""; /* hyphens for the underscores that some functions write */
    for (size_t i = 0; flash != NULL && flash[i] != '\0' && i + 1 < sizeof(code); i++)
        code[i] = flash[i] == '_' ? '-' : flash[i];
    if (text_code_ok(code, strlen(code), 64))
        answer_header(
            &d->answer, "Set-Cookie",
            session_cookie_text(d->server, d->arena, d->server->flash_cookie, code, FLASH_SECONDS));
}

/* ---- Success ---- */

static void version_header(struct dispatch *d, long long version)
{
    if (version >= 0)
        answer_header(&d->answer, "ETag", arena_printf(d->arena, "\"%lld\"", version));
}

/* The database's own text goes out as it is: nothing is parsed, nothing copied. */
static void answer_raw(struct dispatch *d)
{
    struct reply *rp = &d->run.reply;
    struct answer *answer = &d->answer;

    answer->status = 200;
    answer->content_type = "application/json";
    answer->body = reply_raw_text(rp, &answer->n_body);
    answer->body_free = result_free;
    answer->body_owner = rp->raw;
    rp->raw = NULL;
    headers_common(d, false);
    if (!d->run.request.route->unversioned)
        version_header(d, reply_version_scan(answer->body, answer->n_body));
    body_compress(d);
}

static void answer_document(struct dispatch *d, json_t *document)
{
    const bool created = json_is_true(json_object_get(document, "created"));
    const char *location = json_string_value(json_object_get(document, "location"));
    json_t *version = json_object_get(document, "version");

    answer_json(d, created ? 201 : 200, "application/json", document);
    if (location != NULL && text_local_path_ok(location))
        answer_header(&d->answer, "Location", arena_strdup(d->arena, location));
    if (json_is_integer(version))
        version_header(d, json_integer_value(version));
}

static void answer_other(struct dispatch *d)
{
    const struct reply *rp = &d->run.reply;

    d->answer.status = 200;
    d->answer.content_type = rp->body_type;
    headers_common(d, false);
    answer_header(&d->answer, "Content-Security-Policy", "default-src 'none'; sandbox");
    if (rp->filename != NULL)
        answer_header(&d->answer, "Content-Disposition",
                      arena_printf(d->arena, "attachment; filename=\"%s\"", rp->filename));
    body_copy(d, rp->body, rp->body_bytes);
}

/* A page where there is one, else 303 to where the document says. */
static void answer_for_browser(struct dispatch *d, json_t *document)
{
    const char *location = json_string_value(json_object_get(document, "location"));
    const char *flash = json_string_value(json_object_get(document, "flash"));
    const struct route *route = d->run.request.route;

    if (location == NULL && route->template != NULL) {
        page_success(d);
        return;
    }
    /* What one person typed is not handed to the next one at the same screen. */
    const bool others = json_is_true(json_object_get(document, "other_user"));
    if (d->collected.replay != NULL && route->carries_replay && !others && page_replay(d) == OK)
        return;
    if (location == NULL && route->method == HTTP_GET) {
        answer_document(d, document); /* a row without a page, asked for as one */
        return;
    }
    answer_redirect(d, location, flash);
}

void answer_success(struct dispatch *d)
{
    struct reply *rp = &d->run.reply;

    if (rp->body != NULL) {
        answer_other(d);
    } else if (d->format != FORMAT_HTML && rp->raw != NULL && d->ex->edge.method == HTTP_GET) {
        answer_raw(d);
    } else {
        json_t *document = reply_document(rp);
        if (document == NULL) {
            log_event(LOG_ERROR, "no-document", "%s gave no document", d->run.request.route->path);
            d->err = ERR_INTERNAL;
            page_failure(d);
            return;
        }
        if (d->format == FORMAT_HTML)
            answer_for_browser(d, document);
        else
            answer_document(d, document);
    }
}
