/* Templates: compiled, checked and rendered within their bounds, and nothing from the view gets
 * into the page unescaped. The data is a template, a partial "p" and a parent "q", with %% alone
 * on a line between them. */
#include "tests/fuzz/fuzz.h"

#include "services/http/mustache.h"

#include <stdio.h>
#include <string.h>

#define EVIL "\\\"'><evil&>"

static const char view_text[] =
    "{\"x\":\"" EVIL "\",\"a\":{\"b\":{\"c\":\"" EVIL "\"}},\"l\":[1,2.5,\"" EVIL
    "\",null,{\"x\":true}],"
    "\"o_list\":[{\"x\":1},{\"x\":2}],\"e\":[],\"t\":true,\"f\":false,\"n\":null,\"z\":0,"
    "\"due_at\":\"2026-04-16T11:40:00Z\",\"due_day\":\"2026-04-16\",\"bad_day\":\"" EVIL "\","
    "\"status_code\":\"in-progress\",\"bad_code\":\"" EVIL "\",\"status_codes\":[\"a\",\"" EVIL
    "\"],"
    "\"over_n\":2,\"next_msg\":{\"key\":\"a.msg\",\"who\":\"" EVIL "\",\"n\":1}}";

static const char words_text[] =
    "{\"da\":{\"a\":{\"b\":\"<evil&>\",\"msg\":\"{who} "
    "{n}\"},\"codes\":{\"status\":{\"in-progress\":\"I\"}},"
    "\"counts\":{\"over\":{\"one\":\"en\",\"other\":\"{n} <evil&>\"}}}}";

/* Cuts the next part off data. */
static const char *next_part(const char **at, const char *end, size_t *ret_bytes)
{
    static const char separator[] = "\n%%\n";
    const char *part = *at;
    const char *cut = memmem(part, (size_t)(end - part), separator, sizeof separator - 1);
    *ret_bytes = (size_t)((cut == NULL ? end : cut) - part);
    *at = cut == NULL ? end : cut + sizeof separator - 1;
    return part;
}

static void render_with(const struct i18n *i18n, const char *text, size_t n_bytes,
                        const json_t *view)
{
    struct problems problems = {.out = NULL};
    struct mustache_set *set = mustache_new(i18n, false);
    struct arena *arena = arena_new(0);
    const char *at = text;
    static const char *const names[] = {"main", "p", "q"};
    for (size_t i = 0; i < 3; i++) {
        size_t part_bytes;
        const char *part = next_part(&at, text + n_bytes, &part_bytes);
        mustache_add(set, names[i], part, part_bytes, &problems);
    }
    mustache_link(set, &problems);
    if (i18n != NULL)
        mustache_set_assets_take(set, json_pack("{s:s}", "js", "/<evil&>"), &problems);
    const struct mustache_template *template = mustache_find(set, "main");
    if (problems.n == 0 && template != NULL) {
        struct i18n_reader reader = i18n_reader(i18n, "da", 1776340800);
        char problem[200];
        char *out;
        size_t out_bytes;
        enum err r = mustache_render(set, template, &reader, view, 1 << 16, arena, problem, &out,
                                     &out_bytes);
        HOLDS(r == OK || r == ERR_LIMIT);
        if (r == OK && memmem(text, n_bytes, "evil", 4) == NULL)
            HOLDS(memmem(out, out_bytes, "<evil", 5) == NULL);
    }
    arena_free(arena);
    mustache_free(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    static struct i18n *i18n;
    static json_t *view;
    if (i18n == NULL) {
        struct problems problems = {.out = stderr};
        json_t *words = json_loads(words_text, 0, NULL);
        HOLDS(i18n_load_take(words, &problems, &i18n) == OK);
        view = json_loads(view_text, 0, NULL);
        HOLDS(view != NULL);
    }
    render_with(NULL, (const char *)data, n_bytes, view);
    render_with(i18n, (const char *)data, n_bytes, view);
    return 0;
}
