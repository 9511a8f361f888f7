/* What a form page needs to show its fields: built from the specs of the routes that take the form,
 * the document of the page, a kept draft, and, after a failed attempt, what was typed. Last step
 * before rendering; JSON readers never see it. */
#ifndef SAMPLAN_HTTP_FORMVIEW_H
#define SAMPLAN_HTTP_FORMVIEW_H

#include "services/base/arena.h"
#include "services/base/i18n.h"
#include "services/http/http.h"

#include <jansson.h>

struct formview {
    const struct route_table *table;
    const struct route *page; /* the GET route that is shown */
    const struct i18n *i18n;
    const char *language;
    const struct route *failed; /* the POST route that failed, NULL on a plain visit */
    const json_t *typed;        /* input_typed() of the failed attempt, or NULL */
    const json_t *problem;      /* problem document of the failed attempt, or NULL */
    enum err err;               /* why it failed; OK on a plain visit */
    struct arena *arena;
};

/* Adds to view, in place:
 *   field.<name>  {"name","id","label","value","checked","required","max","error",
 *                  "options":[{"value","label","selected","id",…}]}
 *     for each field of every POST route whose .form is the page, and of the page itself (filters). Value: what was typed, else
 *     view.draft.values, view.values, view.<name>. options come from view.options.<name> (words in label, or the
 *     name of a text in label_key), or from the
 *     spec's codes; a missing label is codes.<name>.<value>. SECRET and PASSWORD have no value.
 *   form          after a failure {"failed" ("kept" instead when it was only sent before the user had
 *                  confirmed that it is she),"errors":[{"field","code","message","label","href"}],
 *                  "errors_n","problem_text","version","error":{name: message},
 *                  "stale":{"changed_by","changed_at","version","fields":[{"name","id","label","mine","theirs"}]}}
 * Everything but view is borrowed. Nothing can fail but memory, which aborts. Does not block. */
void formview_build(const struct formview *fv, json_t *view);

/* Takes the fields that are forms' and not the routes' own out of an array of field errors and gives
 * each a message in the reader's language: field_error.<code>, with {min} and {max}. In place. */
void formview_messages(json_t *errors, const struct i18n *i18n, const char *language,
                       struct arena *arena);

#endif
