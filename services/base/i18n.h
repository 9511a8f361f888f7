/* The words of the user interface: web/i18n/<language>.json, a nested object of texts a language,
 * loaded once at start and read-only afterwards (any thread, nothing blocks). Dates, numbers and
 * lists are written as the language does; times are Danish local time. */
#ifndef SAMPLAN_BASE_I18N_H
#define SAMPLAN_BASE_I18N_H

#include "services/base/arena.h"
#include "services/base/calendar.h"
#include "services/base/error.h"
#include "services/base/macros.h"
#include "services/base/problems.h"

#include <jansson.h>
#include <stdbool.h>

#define I18N_LANGUAGES_MAX 8
#define I18N_DATE_BYTES 64 /* room for any date or time text */

struct i18n;

/* Who reads, and when: the language index and the moment that "today" is seen from. */
struct i18n_reader {
    const struct i18n *i18n;
    int language; /* index, see i18n_language() */
    int64_t now_s;
    int64_t today; /* calendar_number() of the Danish day at now_s */
    int year;
};

enum i18n_day_style {
    I18N_DAY_TEXT, /* 16. april, with the year when it is not the reader's: 16. april 2025 */
    I18N_DAY_FORM, /* 16.04.2026 */
    I18N_DAY_LONG, /* torsdag 16. april, the year as above */
};

/* Loads every *.json of dir; the file name is the language ("da.json"). "da" becomes language 0,
 * the others follow by name. Each file: an object whose members are texts,
 * {"one","other"[,"zero"]} plural objects, or further objects. Problems (unreadable, not JSON, a
 * value of another type) are written to `problems`. OK with *ret owned by the caller
 * (i18n_free), ERR_IO when dir cannot be read or holds no da.json, ERR_INVALID after problems.
 * Blocks on files; at start only. */
NODISCARD enum err i18n_load(const char *dir, struct problems *problems, struct i18n **ret);

/* The same from memory, for tests: takes {"da": {…}, "en": {…}}. */
NODISCARD enum err i18n_load_take(json_t *languages, struct problems *problems, struct i18n **ret);

/* Frees all; NULL allowed. */
void i18n_free(struct i18n *i18n);

/* Writes a problem for every key that one language has and another lacks, plural forms included. */
void i18n_compare(const struct i18n *i18n, struct problems *problems);

/* Number of languages, name of one (static as long as i18n lives), index of a name: -1 unknown. */
int i18n_n_languages(const struct i18n *i18n);
const char *i18n_language_name(const struct i18n *i18n, int language);
int i18n_language(const struct i18n *i18n, const char *name);

/* The whole object of a language; borrowed. */
const json_t *i18n_tree(const struct i18n *i18n, int language);

/* The text under a dotted key ("error.not-found.title"), borrowed; NULL when the language or key is
 * missing or no text. */
const char *i18n_text(const struct i18n *i18n, const char *language, const char *dotted_key);

/* What stands under a dotted key in a language, borrowed; NULL when missing. */
const json_t *i18n_node(const struct i18n *i18n, int language, const char *dotted_key);

/* Describes a reader. An unknown or NULL language gives language 0. */
struct i18n_reader i18n_reader(const struct i18n *i18n, const char *language, int64_t now_s);

/* The text under a key with every {name} replaced by params.name (object or NULL, borrowed):
 * texts as they are, numbers in the language's form, names that end in _day, _at or _code as
 * date, time and code text, arrays of texts as a list ("a, b og c"), arrays whose names end in _codes
 * as a list of code texts. A plural object is chosen by params.n (0: "zero" if there is one; 1:
 * "one"; else "other"). An unknown {name} stays as written. Result in arena; NULL when the key
 * is missing. */
const char *i18n_format(const struct i18n_reader *reader, const char *dotted_key,
                        const json_t *params, struct arena *arena);

/* The same for a node that was found before; node may be NULL. */
const char *i18n_format_node(const struct i18n_reader *reader, const json_t *node,
                             const json_t *params, struct arena *arena);

/* "2 dage over fristen": the plural object under counts.<name> with {n} = n; NULL when missing. */
const char *i18n_count(const struct i18n_reader *reader, const char *name, size_t name_bytes,
                       int64_t n, struct arena *arena);

/* The text codes.<name>.<value>; NULL when missing. */
const char *i18n_code(const struct i18n_reader *reader, const char *name, size_t name_bytes,
                      const char *value);

/* Writes a day. */
void i18n_day(const struct i18n_reader *reader, struct calendar_day day, enum i18n_day_style style,
              char ret[I18N_DATE_BYTES]);

/* Writes a moment: "i dag kl. 13.40", "i går kl. 9.05", "16. april kl. 10.00", the year as in
 * I18N_DAY_TEXT; the moment at which a day begins is written as the day. */
void i18n_at(const struct i18n_reader *reader, int64_t unix_s, char ret[I18N_DATE_BYTES]);

/* Writes a number with the language's separators: 12.345 and 1.234,5 in Danish. */
void i18n_integer(const struct i18n_reader *reader, int64_t value, char ret[I18N_DATE_BYTES]);
void i18n_real(const struct i18n_reader *reader, double value, char ret[I18N_DATE_BYTES]);

/* Joins the texts of an array: "a", "a og b", "a, b og c". Other elements are skipped. */
const char *i18n_list(const struct i18n_reader *reader, const json_t *texts, struct arena *arena);

#endif
