/* The template engine: Mustache (https://mustache.github.io/mustache.5.html; specification v1.4
 * with inheritance, without lambdas and dynamic names) over jansson. Templates are compiled to flat
 * arrays at start; rendering reads no file, allocates in the request's arena and is bounded in
 * depth, work and size. Raw interpolation ({{{x}}}, {{&x}}) does not exist: everything is escaped.
 *
 * Truth: missing, null, false, "", 0 and [] are false; all else is true, {} too. Text within a
 * parent tag outside its blocks is dropped; blocks keep their own indentation. */
#ifndef SAMPLAN_HTTP_MUSTACHE_H
#define SAMPLAN_HTTP_MUSTACHE_H

#include "services/base/arena.h"
#include "services/base/error.h"
#include "services/base/i18n.h"
#include "services/base/macros.h"
#include "services/base/problems.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define MUSTACHE_TEMPLATE_BYTES_MAX (512U * 1024)
#define MUSTACHE_NESTING_MAX 64 /* tags within each other in one template */
#define MUSTACHE_DEPTH_MAX 100  /* sections, partials and blocks within each other, rendering */
#define MUSTACHE_STEPS_MAX 10000000U /* tags executed for one page */

struct mustache_set;
struct mustache_template;

/* Makes an empty set of templates. With i18n (borrowed, outlives the set) the names t.… and
 * asset.… and the derived names of localise.h exist and every template passes template_lint;
 * without, the set is plain Mustache. strict: see render.h. Owned by the caller: mustache_free. */
struct mustache_set *mustache_new(const struct i18n *i18n, bool strict);

/* Frees all; NULL allowed. */
void mustache_free(struct mustache_set *set);

/* Compiles a template and adds it under name (unique); text is copied. Problems are written with
 * template and line. */
void mustache_add(struct mustache_set *set, const char *name, const char *text, size_t n_bytes,
                  struct problems *problems);

/* Connects partials, parents and translations once all templates are added. Call once. */
void mustache_link(struct mustache_set *set, struct problems *problems);

/* Sets the names of static files, {"samplan_css": "/…"}; takes assets. After mustache_link. In
 * strict mode an asset that a template names and assets lacks is a problem. */
void mustache_set_assets_take(struct mustache_set *set, json_t *assets, struct problems *problems);

/* The template of that name, or NULL; lives as long as the set. */
const struct mustache_template *mustache_find(const struct mustache_set *set, const char *name);

/* Renders view (borrowed, any JSON) in arena. problem receives "template:line: what" when the
 * result is not OK. OK; ERR_LIMIT: too deep, too much work, or more than max_bytes; ERR_INTERNAL
 * (strict only): an interpolated key is undefined, is an object or array, or lacks its
 * translation. The set is only read: any number of threads may render at once. */
NODISCARD enum err mustache_render(const struct mustache_set *set,
                                   const struct mustache_template *template,
                                   const struct i18n_reader *reader, const json_t *view,
                                   size_t max_bytes, struct arena *arena, char problem[200],
                                   char **ret_text, size_t *ret_bytes);

#endif
