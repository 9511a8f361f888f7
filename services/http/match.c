/* The compiled route table: rows by number of segments; a literal wins over a parameter. */
#include "services/http/match.h"

#include "services/base/text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct segment {
    char *text; /* literal, or the parameter's name */
    size_t n_bytes;
    bool is_param, is_uuid;
};

struct compiled {
    const struct route *route;
    size_t n;
    struct segment segments[MATCH_SEGMENTS_MAX];
    const char *param_names[MATCH_PARAMS_MAX + 1];
};

struct matcher {
    struct compiled *rows;
    size_t n;
};

struct part {
    const char *text;
    size_t n_bytes;
};

const char *http_method_name(enum http_method method)
{
    static const char *const names[] = {"?", "GET", "POST", "PUT", "PATCH", "DELETE"};
    return names[method <= HTTP_DELETE ? method : 0];
}

void match_allow(unsigned methods, char buf[64])
{
    char *at = buf;

    buf[0] = '\0';
    for (int i = HTTP_GET; i <= HTTP_DELETE; i++) {
        if (methods & (1U << i)) {
            at = stpcpy(at, at > buf ? ", " : "");
            at = stpcpy(at, http_method_name((enum http_method)i));
            at = stpcpy(at, i == HTTP_GET ? ", HEAD" : "");
        }
    }
}

/* Splits "/a/b" into its segments; -1 when there are too many. "/" has none. */
static int split(const char *path, size_t n_bytes, struct part parts[MATCH_SEGMENTS_MAX])
{
    size_t start = 1;
    int n = 0;

    if (n_bytes <= 1)
        return 0;
    for (size_t i = 1; i <= n_bytes; i++) {
        if (i < n_bytes && path[i] != '/')
            continue;
        if (n >= MATCH_SEGMENTS_MAX)
            return -1;
        parts[n++] = (struct part){path + start, i - start};
        start = i + 1;
    }
    return n;
}

/* ---- Checks on the table ---- */

static bool name_ok(const char *name)
{
    if (name == NULL || !(name[0] >= 'a' && name[0] <= 'z') || strlen(name) > 50)
        return false;
    for (const char *p = name; *p != '\0'; p++) {
        if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '_'))
            return false;
    }
    return true;
}

static bool names_ok(const struct route *route)
{
    if (route->sql != NULL && !name_ok(route->sql))
        return false;
    for (size_t i = 0; route->calls != NULL && route->calls[i] != NULL; i++) {
        if (!name_ok(route->calls[i]))
            return false;
    }
    for (size_t i = 0; route->input != NULL && route->input[i].name != NULL; i++) {
        if (!name_ok(route->input[i].name) || route->input[i].type < INPUT_TEXT)
            return false;
    }
    return true;
}

static bool form_ok(const struct route_table *table, const struct route *route)
{
    if (route->form == NULL)
        return true;
    for (size_t i = 0; i < table->n; i++) {
        if (table->rows[i].method == HTTP_GET && strcmp(table->rows[i].path, route->form) == 0)
            return table->rows[i].template != NULL;
    }
    return false;
}

static const char *row_fault(const struct route_table *table, size_t index)
{
    const struct route *route = &table->rows[index];

    if (route->method < HTTP_GET || route->method > HTTP_DELETE)
        return "has no method";
    if (route->access == 0)
        return "has no .access";
    if (!names_ok(route))
        return "has a wrong name in .sql, .calls or .input";
    if (route->handler == NULL && route->sql == NULL && route->template == NULL)
        return "has neither .handler, .sql nor .template";
    if (route->method == HTTP_GET && (route->tx == TX_WRITE || route->body != BODY_NONE))
        return "is a GET that writes or takes a body";
    if (!form_ok(table, route))
        return "names in .form no GET row with a template";
    for (size_t i = 0; i < index; i++) {
        if (table->rows[i].method == route->method && strcmp(table->rows[i].path, route->path) == 0)
            return "is there twice";
    }
    return NULL;
}

static bool segment_compile(const struct part *part, struct segment *segment, size_t *n_params)
{
    bool is_param =
        part->n_bytes > 2 && part->text[0] == '{' && part->text[part->n_bytes - 1] == '}';
    const char *text = is_param ? part->text + 1 : part->text;
    size_t n = is_param ? part->n_bytes - 2 : part->n_bytes;

    segment->text = strndup(text, n);
    if (segment->text == NULL)
        abort();
    segment->n_bytes = n;
    segment->is_param = is_param;
    segment->is_uuid = n > 3 && strcmp(segment->text + n - 3, "_id") == 0;
    *n_params += is_param;
    return n > 0 && (!is_param || (name_ok(segment->text) && *n_params <= MATCH_PARAMS_MAX)) &&
           (is_param || strpbrk(segment->text, "{}%?#") == NULL);
}

static bool row_compile(const struct route *route, struct compiled *row)
{
    struct part parts[MATCH_SEGMENTS_MAX];
    size_t n_params = 0, at = 0;
    bool fine = true;

    if (route->path == NULL || route->path[0] != '/')
        return false;
    int n = split(route->path, strlen(route->path), parts);
    if (n < 0)
        return false;
    row->route = route;
    row->n = (size_t)n;
    for (size_t i = 0; i < row->n; i++) {
        fine = segment_compile(&parts[i], &row->segments[i], &n_params) && fine;
        if (row->segments[i].is_param && at < MATCH_PARAMS_MAX)
            row->param_names[at++] = row->segments[i].text;
    }
    return fine;
}

enum err matcher_new(const struct route_table *table, FILE *complaints, struct matcher **ret)
{
    struct matcher *matcher = calloc(1, sizeof(*matcher));
    enum err r = OK;

    if (matcher == NULL)
        abort();
    matcher->n = table->n;
    matcher->rows = calloc(table->n > 0 ? table->n : 1, sizeof(*matcher->rows));
    if (matcher->rows == NULL)
        abort();
    for (size_t i = 0; i < table->n; i++) {
        const char *fault = row_compile(&table->rows[i], &matcher->rows[i])
                                ? row_fault(table, i)
                                : "has a malformed path";
        if (fault != NULL) {
            fprintf(complaints, "route %s %s %s\n", http_method_name(table->rows[i].method),
                    table->rows[i].path != NULL ? table->rows[i].path : "(none)", fault);
            r = ERR_INVALID;
        }
    }
    if (r < 0) {
        matcher_free(matcher);
        return r;
    }
    *ret = matcher;
    return OK;
}

void matcher_free(struct matcher *matcher)
{
    if (matcher == NULL)
        return;
    for (size_t i = 0; i < matcher->n; i++) {
        for (size_t j = 0; j < matcher->rows[i].n; j++)
            free(matcher->rows[i].segments[j].text);
    }
    free(matcher->rows);
    free(matcher);
}

const char *const *matcher_param_names(const struct matcher *matcher, size_t index)
{
    return matcher->rows[index].param_names;
}

/* ---- Matching ---- */

/* 0: does not fit; else the higher the more literal, earlier segments first. */
static unsigned row_fit(const struct compiled *row, const struct part *parts)
{
    unsigned score = 1;

    for (size_t i = 0; i < row->n; i++) {
        const struct segment *segment = &row->segments[i];
        const struct part *part = &parts[i];
        if (!segment->is_param) {
            if (segment->n_bytes != part->n_bytes ||
                memcmp(segment->text, part->text, part->n_bytes) != 0)
                return 0;
        } else if (!(segment->is_uuid ? text_uuid_ok_n(part->text, part->n_bytes)
                                      : text_code_ok(part->text, part->n_bytes, 64))) {
            return 0;
        }
        score = score * 2 + !segment->is_param;
    }
    return score;
}

static void params_take(const struct compiled *row, const struct part *parts, struct match *match)
{
    match->n_params = 0;
    for (size_t i = 0; i < row->n; i++) {
        if (row->segments[i].is_param)
            match->params[match->n_params++] =
                (struct match_param){row->segments[i].text, parts[i].text, parts[i].n_bytes};
    }
    match->param_names = row->param_names;
}

void matcher_find(const struct matcher *matcher, enum http_method method, const char *path,
                  size_t n_bytes, struct match *ret)
{
    struct part parts[MATCH_SEGMENTS_MAX];
    unsigned best = 0;

    *ret = (struct match){0};
    int n = split(path, n_bytes, parts);
    if (n < 0)
        return;
    for (size_t i = 0; i < matcher->n; i++) {
        const struct compiled *row = &matcher->rows[i];
        if (row->n != (size_t)n)
            continue;
        unsigned score = row_fit(row, parts);
        if (score == 0)
            continue;
        ret->methods |= 1U << row->route->method;
        if (row->route->method == method && score > best) {
            best = score;
            ret->route = row->route;
            ret->index = i;
            params_take(row, parts, ret);
        }
    }
}
