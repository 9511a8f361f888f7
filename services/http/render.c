/* Loads templates and translations at start and renders pages from then on. */
#include "services/http/render.h"

#include "services/base/clock.h"
#include "services/base/log.h"
#include "services/base/utf8.h"
#include "services/http/mustache.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

struct render {
    struct i18n *i18n;
    struct mustache_set *set;
};

void render_close(struct render *render)
{
    if (render == NULL)
        return;
    mustache_free(render->set);
    i18n_free(render->i18n);
    free(render);
}

/* Reads at most size_bytes of a file; -1 when it cannot be read. */
static ssize_t read_file(const char *path, char *text, size_t size_bytes)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return -1;
    size_t n = fread(text, 1, size_bytes, file);
    bool failed = ferror(file) != 0;
    fclose(file);
    return failed ? -1 : (ssize_t)n;
}

static void add_file(struct render *render, const char *dir, const char *file,
                     struct problems *problems)
{
    char path[4096];
    char name[256];
    snprintf(path, sizeof path, "%s/templates/%s", dir, file);
    snprintf(name, sizeof name, "%.*s", (int)(strlen(file) - strlen(".html")), file);
    char *text = malloc(MUSTACHE_TEMPLATE_BYTES_MAX + 1);
    if (text == NULL)
        abort();
    ssize_t n = read_file(path, text, MUSTACHE_TEMPLATE_BYTES_MAX + 1);
    if (n < 0)
        problems_add(problems, "%s: cannot be read", path);
    else if (!utf8_valid(text, (size_t)n) && (size_t)n <= MUSTACHE_TEMPLATE_BYTES_MAX)
        problems_add(problems, "%s: not UTF-8", path);
    else
        mustache_add(render->set, name, text, (size_t)n, problems);
    free(text);
}

static int is_template(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 5, ".html") == 0;
}

/* Adds all templates, in the order of their names so that problems come in that order too. */
static enum err add_all(struct render *render, const char *web_dir, struct problems *problems)
{
    char dir[4096];
    struct dirent **entries;
    snprintf(dir, sizeof dir, "%s/templates", web_dir);
    int n = scandir(dir, &entries, is_template, alphasort);
    if (n < 0) {
        problems_add(problems, "%s: cannot be read", dir);
        return ERR_IO;
    }
    for (int i = 0; i < n; i++) {
        add_file(render, web_dir, entries[i]->d_name, problems);
        free(entries[i]);
    }
    free(entries);
    return OK;
}

enum err render_open_to(const char *web_dir, bool strict, FILE *out, struct render **ret)
{
    struct problems problems = {.out = out};
    char dir[4096];
    struct render *render = calloc(1, sizeof *render);
    if (render == NULL)
        abort();
    snprintf(dir, sizeof dir, "%s/i18n", web_dir);
    enum err r = i18n_load(dir, &problems, &render->i18n);
    if (r == OK) {
        render->set = mustache_new(render->i18n, strict);
        r = add_all(render, web_dir, &problems);
    }
    if (r == OK) {
        mustache_link(render->set, &problems);
        if (strict)
            i18n_compare(render->i18n, &problems);
        r = problems.n > 0 ? ERR_INVALID : OK;
    }
    if (r < 0)
        render_close(render);
    else
        *ret = render;
    return r;
}

enum err render_open(const char *web_dir, bool strict, struct render **ret)
{
    return render_open_to(web_dir, strict, stderr, ret);
}

enum err render_set_assets(struct render *render, json_t *assets_take)
{
    struct problems problems = {.out = stderr};
    mustache_set_assets_take(render->set, assets_take, &problems);
    return problems.n > 0 ? ERR_INVALID : OK;
}

bool render_has(const struct render *render, const char *template)
{
    return mustache_find(render->set, template) != NULL;
}

const struct i18n *render_i18n(const struct render *render)
{
    return render->i18n;
}

enum err render_page_at(const struct render *render, const char *template, const char *language,
                        const json_t *view, int64_t now_s, struct arena *arena, char **ret_html,
                        size_t *ret_bytes)
{
    const struct mustache_template *found = mustache_find(render->set, template);
    if (found == NULL)
        return ERR_NOT_FOUND;
    char problem[200];
    struct i18n_reader reader = i18n_reader(render->i18n, language, now_s);
    enum err r = mustache_render(render->set, found, &reader, view, RENDER_PAGE_BYTES_MAX, arena,
                                 problem, ret_html, ret_bytes);
    if (r < 0)
        log_event(LOG_ERROR, "template", "%s", problem);
    return r;
}

enum err render_page(const struct render *render, const char *template, const char *language,
                     const json_t *view, struct arena *arena, char **ret_html, size_t *ret_bytes)
{
    return render_page_at(render, template, language, view, clock_wall_ms() / 1000, arena, ret_html,
                          ret_bytes);
}
