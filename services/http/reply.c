/* What a handler may say about its reply. */
#include "services/http/reply.h"

#include "services/base/document.h"
#include "services/base/text.h"

#include <stdlib.h>
#include <string.h>

void reply_init(struct reply *rp, struct arena *arena)
{
    *rp = (struct reply){.arena = arena};
}

void reply_reset(struct reply *rp)
{
    json_decref(rp->document);
    json_decref(rp->errors);
    json_decref(rp->extra);
    db_result_free(rp->raw);
    reply_init(rp, rp->arena);
}

void reply_document_take(struct reply *rp, json_t *document)
{
    json_decref(rp->document);
    db_result_free(rp->raw);
    rp->raw = NULL;
    rp->document = document;
}

void reply_raw_take(struct reply *rp, struct db_result *result)
{
    reply_document_take(rp, NULL);
    rp->raw = result;
}

const char *reply_raw_text(const struct reply *rp, size_t *ret_bytes)
{
    return rp->raw != NULL ? db_result_text(rp->raw, ret_bytes) : NULL;
}

json_t *reply_document(struct reply *rp)
{
    size_t n = 0;

    if (rp->document == NULL && rp->raw != NULL) {
        const char *text = reply_raw_text(rp, &n);
        json_t *document = text != NULL ? document_read(text, n) : NULL;
        reply_document_take(rp, document);
    }
    return json_is_object(rp->document) ? rp->document : NULL;
}

void reply_session(struct reply *rp, const char *token)
{
    rp->session_set = true;
    rp->token = token != NULL ? arena_strdup(rp->arena, token) : NULL;
}

void reply_language(struct reply *rp, const char *language)
{
    rp->language = arena_strdup(rp->arena, language);
}

void reply_field_error(struct reply *rp, const char *field, const char *code)
{
    if (rp->errors == NULL)
        rp->errors = json_array();
    (void)json_array_append_new(rp->errors, json_pack("{s:s, s:s}", "field", field, "code", code));
}

static bool code_ok(const char *code)
{
    return code != NULL && text_code_ok(code, strlen(code), 64);
}

void reply_failure_take(struct reply *rp, const char *code, json_t *detail)
{
    json_t *errors = json_object_get(detail, "errors");

    if (code_ok(code))
        rp->code = arena_strdup(rp->arena, code);
    if (json_is_array(errors)) {
        json_decref(rp->errors);
        rp->errors = json_incref(errors);
        (void)json_object_del(detail, "errors");
    }
    json_decref(rp->extra);
    rp->extra = detail;
}

enum err reply_problem_take(struct reply *rp, enum err err, const char *code, json_t *extra)
{
    reply_failure_take(rp, code, extra);
    return err;
}

void reply_body(struct reply *rp, const char *content_type, const char *filename, const char *bytes,
                size_t n_bytes)
{
    rp->body_type = arena_strdup(rp->arena, content_type);
    rp->filename = filename != NULL ? arena_strdup(rp->arena, filename) : NULL;
    rp->body = arena_strndup(rp->arena, bytes, n_bytes);
    rp->body_bytes = n_bytes;
}

/* The closing quote of the string whose opening quote is at p; end when there is none. Most of a
 * document is strings, so memchr makes the scan cheap. */
static const char *string_end(const char *p, const char *end)
{
    const char *quote = p;

    for (;;) {
        quote = memchr(quote + 1, '"', (size_t)(end - quote - 1));
        if (quote == NULL)
            return end;
        const char *back = quote;
        while (back[-1] == '\\')
            back--;
        if ((quote - back) % 2 == 0)
            return quote;
    }
}

static const char *blank_skip(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'))
        p++;
    return p;
}

static long long number_read(const char *p, const char *end)
{
    long long n = 0;

    if (p >= end || *p < '0' || *p > '9')
        return -1;
    for (; p < end && *p >= '0' && *p <= '9' && n < 1000000000000LL; p++)
        n = n * 10 + (*p - '0');
    return n;
}

/* The database's own text is trusted to be well-formed, but never read beyond its end. */
long long reply_version_scan(const char *text, size_t n_bytes)
{
    static const char key[] = "\"version\"";
    const size_t key_bytes = sizeof(key) - 1;
    const char *end = text + n_bytes;
    int depth = 0;

    if (memmem(text, n_bytes, key, key_bytes) == NULL)
        return -1;
    for (const char *p = text; p < end; p++) {
        if (*p == '{' || *p == '[') {
            depth++;
        } else if (*p == '}' || *p == ']') {
            depth--;
        } else if (*p == '"') {
            const char *start = p;
            p = string_end(p, end);
            if (depth != 1 || (size_t)(p - start) != key_bytes - 1 ||
                memcmp(start, key, key_bytes - 1) != 0)
                continue;
            const char *colon = blank_skip(p + 1, end);
            if (colon < end && *colon == ':')
                return number_read(blank_skip(colon + 1, end), end);
        }
    }
    return -1;
}
