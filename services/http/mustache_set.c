/* The set of templates that belong together: adds, connects and finds them. Runs at start, but for
 * mustache_find. */
#include "services/base/buffer.h"
#include "services/http/mustache_op.h"

#include <stdlib.h>
#include <string.h>

struct mustache_set *mustache_new(const struct i18n *i18n, bool strict)
{
    struct mustache_set *set = calloc(1, sizeof *set);
    if (set == NULL)
        abort();
    set->arena = arena_new(0);
    set->i18n = i18n;
    set->strict = strict;
    for (int i = 0; i18n != NULL && i < i18n_n_languages(i18n); i++)
        set->fallback[i] = json_pack("{s:s}", "lang", i18n_language_name(i18n, i));
    return set;
}

void mustache_free(struct mustache_set *set)
{
    if (set == NULL)
        return;
    for (int i = 0; i < I18N_LANGUAGES_MAX; i++)
        json_decref(set->fallback[i]);
    json_decref(set->assets);
    arena_free(set->arena);
    free(set);
}

static size_t bucket_of(const char *name)
{
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619U;
    return (hash ^ hash >> 16) % MUSTACHE_BUCKETS;
}

static struct mustache_template *find(const struct mustache_set *set, const char *name)
{
    struct mustache_template *template = set->buckets[bucket_of(name)];
    while (template != NULL && strcmp(template->name, name) != 0)
        template = template->same_bucket;
    return template;
}

const struct mustache_template *mustache_find(const struct mustache_set *set, const char *name)
{
    return find(set, name);
}

void mustache_add(struct mustache_set *set, const char *name, const char *text, size_t n_bytes,
                  struct problems *problems)
{
    if (find(set, name) != NULL) {
        problems_add(problems, "templates/%s.html: there are two of that name", name);
        return;
    }
    if (n_bytes > MUSTACHE_TEMPLATE_BYTES_MAX) {
        problems_add(problems, "templates/%s.html: too large", name);
        return;
    }
    struct mustache_template *template = arena_alloc(set->arena, sizeof *template);
    template->name = arena_strdup(set->arena, name);
    template->n_bytes = n_bytes;
    mustache_parse(set, template, text, n_bytes, problems);
    struct mustache_template **last = &set->templates; /* in order, for the order of problems */
    while (*last != NULL)
        last = &(*last)->next;
    *last = template;
    struct mustache_template **bucket = &set->buckets[bucket_of(name)];
    template->same_bucket = *bucket;
    *bucket = template;
}

/* Connects a partial or parent with its template. */
static void link_include(struct mustache_set *set, const struct mustache_template *template,
                         struct mustache_op *op, struct problems *problems)
{
    op->include.target = find(set, op->include.name);
    if (op->include.target == NULL && set->strict)
        problems_add(problems, "templates/%s.html:%u: there is no template %s", template->name,
                     op->line, op->include.name);
}

/* Escapes text, which lives as long as the set: where nothing is to be escaped, it is the result. */
static void fix(struct mustache_set *set, struct mustache_fixed *fixed, int language,
                const char *text)
{
    struct buffer out;
    if (strpbrk(text, "&<>\"'") == NULL) {
        fixed->by_language[language].html = text;
        fixed->by_language[language].n_bytes = strlen(text);
        return;
    }
    buffer_init(&out, set->arena, strlen(text) + 32, MUSTACHE_TEMPLATE_BYTES_MAX);
    buffer_write_html(&out, text, strlen(text));
    fixed->by_language[language].html = buffer_text(&out);
    fixed->by_language[language].n_bytes = out.n_bytes;
}

/* Looks a t.… name up in every language. */
static void link_text(struct mustache_set *set, const struct mustache_template *template,
                      struct mustache_op *op, struct problems *problems)
{
    for (int i = 0; i < i18n_n_languages(set->i18n); i++) {
        const char *key = op->fixed->text + strlen("t.");
        const char *text = json_string_value(i18n_node(set->i18n, i, key));
        if (text == NULL && set->strict)
            problems_add(problems, "templates/%s.html:%u: %s is no text in i18n/%s.json",
                         template->name, op->line, op->fixed->text,
                         i18n_language_name(set->i18n, i));
        fix(set, op->fixed, i, text == NULL ? "" : text);
    }
}

void mustache_link(struct mustache_set *set, struct problems *problems)
{
    for (struct mustache_template *template = set->templates; template; template = template->next)
        for (uint32_t i = 0; i < template->n_ops; i++) {
            struct mustache_op *op = &template->ops[i];
            if (op->kind == MUSTACHE_PARTIAL || op->kind == MUSTACHE_PARENT)
                link_include(set, template, op, problems);
            else if (op->kind == MUSTACHE_FIXED && op->fixed->root == MUSTACHE_ROOT_TEXT)
                link_text(set, template, op, problems);
        }
}

static void link_asset(struct mustache_set *set, const struct mustache_template *template,
                       struct mustache_op *op, struct problems *problems)
{
    const char *key = op->fixed->text + strlen("asset.");
    const char *text = json_string_value(json_object_get(set->assets, key));
    if (text == NULL && set->strict)
        problems_add(problems, "templates/%s.html:%u: there is no %s", template->name, op->line,
                     op->fixed->text);
    for (int i = 0; i < i18n_n_languages(set->i18n); i++)
        fix(set, op->fixed, i, text == NULL ? "" : text);
}

void mustache_set_assets_take(struct mustache_set *set, json_t *assets, struct problems *problems)
{
    json_decref(set->assets);
    set->assets = assets;
    for (struct mustache_template *template = set->templates; template; template = template->next)
        for (uint32_t i = 0; i < template->n_ops; i++) {
            struct mustache_op *op = &template->ops[i];
            if (op->kind == MUSTACHE_FIXED && op->fixed->root == MUSTACHE_ROOT_ASSET)
                link_asset(set, template, op, problems);
        }
}
