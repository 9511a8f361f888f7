/* From document to page: the last step of a request that wants HTML. Holds all templates, compiled,
 * and all translations; nothing is read from disk after render_open(). */
#ifndef SAMPLAN_HTTP_RENDER_H
#define SAMPLAN_HTTP_RENDER_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/i18n.h"
#include "services/base/macros.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define RENDER_PAGE_BYTES_MAX (4U << 20)

struct render;

/* Compiles web_dir/templates/ *.html (each is a page, a partial or a parent by its name without
 * ".html") and loads web_dir/i18n/ *.json. strict (tests, development): besides what always
 * fails, a partial that does not exist, a t.… key that a language lacks and keys that differ
 * between languages refuse the start, and while rendering, an undefined key in an interpolation
 * is an error. Problems are written to standard error, one a line, all of them. OK with *ret
 * owned by the caller; ERR_IO: a directory cannot be read; ERR_INVALID: problems. Blocks on
 * files; at start only. */
NODISCARD enum err render_open(const char *web_dir, bool strict, struct render **ret);

/* The same with another place for the problems (NULL: nowhere). */
NODISCARD enum err render_open_to(const char *web_dir, bool strict, FILE *problems,
                                  struct render **ret);

/* Frees all; NULL allowed. */
void render_close(struct render *render);

/* Gives the names of static files, {"samplan_css": "/static/samplan-1a2b.css", …}, for
 * {{asset.…}}. Takes assets. Once, after render_open and before the first page. OK; ERR_INVALID
 * when a template names an asset that is not there (told on standard error; in strict mode only,
 * otherwise empty). */
enum err render_set_assets(struct render *render, json_t *assets_take);

/* True when templates/<template>.html exists. */
bool render_has(const struct render *render, const char *template);

/* The translations, for titles and messages elsewhere; borrowed. */
const struct i18n *render_i18n(const struct render *render);

/* Renders view (object, borrowed, not changed) for language ("da"; unknown: da). The view needs
 * not hold t, asset or lang. Derived names (due_at_text …) are those of localise.h, seen from
 * the present time. *ret_html is in arena, NUL-terminated. OK; ERR_NOT_FOUND: no such template;
 * ERR_LIMIT: page over RENDER_PAGE_BYTES_MAX or nested too deeply; ERR_INTERNAL: undefined key
 * in strict mode. Failures are logged with template, line and key, never with values. Any
 * thread; does not block. */
NODISCARD enum err render_page(const struct render *render, const char *template,
                               const char *language, const json_t *view, struct arena *arena,
                               char **ret_html, size_t *ret_bytes);

/* The same seen from another moment, for tests and previews. */
NODISCARD enum err render_page_at(const struct render *render, const char *template,
                                  const char *language, const json_t *view, int64_t now_s,
                                  struct arena *arena, char **ret_html, size_t *ret_bytes);

#endif
