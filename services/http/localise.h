/* Derived names: what a template may ask for beside each value of a document, by the ending of its
 * name. due_day holds "2026-04-16"; {{due_day_text}} is "16. april". Nothing is added to the
 * document: the template engine asks here when an object lacks a name but holds its base.
 *
 *   base     derived                                                        example of a result
 *   X_at     X_at_text, X_at_iso                                            i dag kl. 13.40
 *   X_day    X_day_text, X_day_form, X_day_long                             torsdag 16. april
 *   X_code   X_code_text (codes.X.<value>), X_is.<value, - as _> (true/false)   Aktiv
 *   X_codes  X_codes_list [{"value","text"}], X_codes_list_some, _list_n
 *   X_n      X_n_text (counts.X with {n}), X_n_some (above 0)               2 dage over fristen
 *   X_msg    X_msg_text ({"key", params} by i18n_format)
 *   X_list   X_list_some (not empty), X_list_n, X_list_n_text (counts.X_list)
 *
 * A null base gives empty text, false and an empty list. A day or time that cannot be read is given
 * back as it is, which is what a form that is shown again needs. */
#ifndef SAMPLAN_HTTP_LOCALISE_H
#define SAMPLAN_HTTP_LOCALISE_H

#include "services/base/arena.h"
#include "services/base/i18n.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum localise_kind {
    LOCALISE_NONE = 0,
    LOCALISE_AT_TEXT,
    LOCALISE_AT_ISO,
    LOCALISE_DAY_TEXT,
    LOCALISE_DAY_FORM,
    LOCALISE_DAY_LONG,
    LOCALISE_CODE_TEXT,
    LOCALISE_CODE_IS,
    LOCALISE_CODES_LIST,
    LOCALISE_N_TEXT,
    LOCALISE_N_SOME,
    LOCALISE_MSG_TEXT,
    LOCALISE_LIST_SOME,
    LOCALISE_LIST_N,
    LOCALISE_LIST_N_TEXT,
};

/* A derived name, taken apart when the template is compiled. */
struct localise_name {
    enum localise_kind kind;
    const char *base; /* the key it is derived from; base and topic are not NUL-terminated */
    size_t base_bytes;
    const char *topic; /* X, as codes and counts are filed under */
    size_t topic_bytes;
};

/* Takes key apart; its bytes stay in use by the result. kind is LOCALISE_NONE when the key has no
 * known ending. Memory: arena, only for names of the form X_is. */
struct localise_name localise_name(const char *key, size_t n_bytes, struct arena *arena);

/* True when the kind yields text. */
bool localise_is_text(enum localise_kind kind);

/* The derived text of value (borrowed, any type) for a kind that yields text: *ret_bytes long,
 * in buf, in arena, or value's own. Sets *ret_missing when a translation lacks; the text is then
 * the raw code, number or key. */
const char *localise_text(const struct i18n_reader *reader, const struct localise_name *name,
                          const json_t *value, struct arena *arena, char buf[I18N_DATE_BYTES],
                          size_t *ret_bytes, bool *ret_missing);

/* The derived value as JSON, a new reference, for every kind. X_is gives {"<code>": true}. */
json_t *localise_value(const struct i18n_reader *reader, const struct localise_name *name,
                       const json_t *value, struct arena *arena);

/* True when value is the code that `member` spells with _ for -. */
bool localise_is(const json_t *value, const char *member, size_t n_bytes);

#endif
