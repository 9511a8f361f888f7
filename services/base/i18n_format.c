/* Writes dates, times, numbers, lists and messages in the reader's language. */
#include "services/base/buffer.h"
#include "services/base/i18n.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MESSAGE_MAX_BYTES 65536

/* What differs between languages beyond the words in their file. */
struct locale {
    char name[3];
    const char *months[12];
    const char *weekdays[7]; /* Monday first */
    const char *after_day;   /* between "16" and "april" */
    const char *today, *yesterday;
    const char *at; /* between day and clock */
    char clock;     /* between hour and minute */
    char thousands, decimal;
    const char *and;
};

static const struct locale locales[] = {
    {
        .name = "da",
        .months = {"januar", "februar", "marts", "april", "maj", "juni", "juli", "august",
                   "september", "oktober", "november", "december"},
        .weekdays = {"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"},
        .after_day = ". ",
        .today = "i dag",
        .yesterday = "i går",
        .at = " kl. ",
        .clock = '.',
        .thousands = '.',
        .decimal = ',',
        .and = " og ",
    },
    {
        .name = "en",
        .months = {"January", "February", "March", "April", "May", "June", "July", "August",
                   "September", "October", "November", "December"},
        .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
        .after_day = " ",
        .today = "today",
        .yesterday = "yesterday",
        .at = " at ",
        .clock = ':',
        .thousands = ',',
        .decimal = '.',
        .and = " and ",
    },
};

/* The reader's row; a language without one is written as Danish. */
static const struct locale *locale_of(const struct i18n_reader *reader)
{
    if (reader->i18n == NULL)
        return &locales[0];
    const char *name = i18n_language_name(reader->i18n, reader->language);
    for (size_t i = 0; i < ARRAY_LEN(locales); i++)
        if (strcmp(locales[i].name, name) == 0)
            return &locales[i];
    return &locales[0];
}

/* ---- Dates: a page has dozens, and each would cost printf as much as all of its own line ---- */

/* Writes value (not negative) with at least n_digits and returns the end. */
static char *put_number(char *at, int value, int n_digits)
{
    char digits[12];
    int n = 0;

    for (; value > 0 || n < n_digits || n == 0; value /= 10)
        digits[n++] = (char)('0' + value % 10);
    while (n > 0)
        *at++ = digits[--n];
    return at;
}

void i18n_day(const struct i18n_reader *reader, struct calendar_day day, enum i18n_day_style style,
              char ret[I18N_DATE_BYTES])
{
    const struct locale *locale = locale_of(reader);
    char *at = ret;
    if (style == I18N_DAY_FORM) {
        at = put_number(at, day.day, 2);
        *at++ = '.';
        at = put_number(at, day.month, 2);
        *at++ = '.';
        *put_number(at, day.year, 4) = '\0';
        return;
    }
    if (style == I18N_DAY_LONG) {
        at = stpcpy(at, locale->weekdays[calendar_weekday(day) - 1]);
        *at++ = ' ';
    }
    at = put_number(at, day.day, 1);
    at = stpcpy(stpcpy(at, locale->after_day), locale->months[day.month - 1]);
    if (day.year != reader->year) {
        *at++ = ' ';
        at = put_number(at, day.year, 1);
    }
    *at = '\0';
}

void i18n_at(const struct i18n_reader *reader, int64_t unix_s, char ret[I18N_DATE_BYTES])
{
    const struct locale *locale = locale_of(reader);
    struct calendar_time time = calendar_denmark(unix_s);
    int64_t number = calendar_number(time.day);
    if (number == reader->today)
        (void)stpcpy(ret, locale->today);
    else if (number == reader->today - 1)
        (void)stpcpy(ret, locale->yesterday);
    else
        i18n_day(reader, time.day, I18N_DAY_TEXT, ret);
    if (time.hour == 0 && time.minute == 0 && unix_s % 60 == 0)
        return; /* what begins with a day has no clock */
    char *at = put_number(stpcpy(ret + strlen(ret), locale->at), time.hour, 1);
    *at++ = locale->clock;
    *put_number(at, time.minute, 2) = '\0';
}

/* Copies digits with a separator before every third from the right. */
static size_t group_digits(char *ret, const char *digits, size_t n, char separator)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            ret[used++] = separator;
        ret[used++] = digits[i];
    }
    ret[used] = '\0';
    return used;
}

void i18n_integer(const struct i18n_reader *reader, int64_t value, char ret[I18N_DATE_BYTES])
{
    char digits[24];
    uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
    int n = snprintf(digits, sizeof digits, "%ju", (uintmax_t)size);
    size_t used = 0;
    if (value < 0)
        ret[used++] = '-';
    group_digits(ret + used, digits, (size_t)n, locale_of(reader)->thousands);
}

void i18n_real(const struct i18n_reader *reader, double value, char ret[I18N_DATE_BYTES])
{
    char text[40];
    const struct locale *locale = locale_of(reader);
    if (!(fabs(value) < 1e15)) {
        snprintf(ret, I18N_DATE_BYTES, "%g", value);
        return;
    }
    int length = snprintf(text, sizeof text, "%.6f", fabs(value));
    while (length > 0 && text[length - 1] == '0')
        length--;
    if (length > 0 && text[length - 1] == '.')
        length--;
    text[length] = '\0';
    size_t whole = strcspn(text, ".");
    size_t used = 0;
    if (value < 0 && strcmp(text, "0") != 0)
        ret[used++] = '-';
    used += group_digits(ret + used, text, whole, locale->thousands);
    if (text[whole] == '.')
        snprintf(ret + used, I18N_DATE_BYTES - used, "%c%s", locale->decimal, text + whole + 1);
}

const char *i18n_list(const struct i18n_reader *reader, const json_t *texts, struct arena *arena)
{
    struct buffer out;
    buffer_init(&out, arena, 128, MESSAGE_MAX_BYTES);
    size_t left = 0;
    size_t n = json_array_size(texts);
    for (size_t i = 0; i < n; i++)
        left += json_is_string(json_array_get(texts, i));
    bool started = false;
    for (size_t i = 0; i < n; i++) {
        const json_t *text = json_array_get(texts, i);
        if (!json_is_string(text))
            continue;
        if (started)
            buffer_puts(&out, left == 1 ? locale_of(reader)->and : ", ");
        buffer_write(&out, json_string_value(text), json_string_length(text));
        started = true;
        left--;
    }
    return buffer_text(&out);
}

/* True when a name of n bytes is longer than the suffix and ends with it. */
static bool has_suffix(const char *name, size_t n, const char *suffix)
{
    size_t length = strlen(suffix);
    return n > length && memcmp(name + n - length, suffix, length) == 0;
}

/* Writes a text parameter by what its name says it is. */
static void write_text(const struct i18n_reader *reader, const char *name, size_t n,
                       const json_t *value, struct buffer *out)
{
    const char *text = json_string_value(value);
    size_t length = json_string_length(value);
    char date[I18N_DATE_BYTES];
    struct calendar_day day;
    int64_t unix_s;
    if (has_suffix(name, n, "_day") && calendar_parse_day(text, length, &day)) {
        i18n_day(reader, day, I18N_DAY_TEXT, date);
        buffer_puts(out, date);
    } else if (has_suffix(name, n, "_at") && calendar_parse_at(text, length, &unix_s)) {
        i18n_at(reader, unix_s, date);
        buffer_puts(out, date);
    } else {
        const char *word =
            has_suffix(name, n, "_code") ? i18n_code(reader, name, n - 5, text) : NULL;
        if (word != NULL)
            buffer_puts(out, word);
        else
            buffer_write(out, text, length);
    }
}

/* Writes an array as a list; one whose name ends in _codes by the texts of its codes. */
static void write_list(const struct i18n_reader *reader, const char *name, size_t n,
                       const json_t *value, struct buffer *out)
{
    if (!has_suffix(name, n, "_codes")) {
        buffer_puts(out, i18n_list(reader, value, out->arena));
        return;
    }
    json_t *words = json_array();
    for (size_t i = 0; i < json_array_size(value); i++) {
        json_t *code = json_array_get(value, i);
        const char *text =
            json_is_string(code) ? i18n_code(reader, name, n - 6, json_string_value(code)) : NULL;
        if (text != NULL)
            json_array_append_new(words, json_string(text));
        else
            json_array_append(words, code);
    }
    buffer_puts(out, i18n_list(reader, words, out->arena));
    json_decref(words);
}

/* Writes one parameter; false when there is none of that name. */
static bool write_param(const struct i18n_reader *reader, const json_t *params, const char *name,
                        size_t n, struct buffer *out)
{
    char number[I18N_DATE_BYTES];
    const json_t *value = params == NULL ? NULL : json_object_getn(params, name, n);
    if (value == NULL)
        return false;
    if (json_is_string(value)) {
        write_text(reader, name, n, value, out);
    } else if (json_is_integer(value)) {
        i18n_integer(reader, json_integer_value(value), number);
        buffer_puts(out, number);
    } else if (json_is_real(value)) {
        i18n_real(reader, json_real_value(value), number);
        buffer_puts(out, number);
    } else if (json_is_array(value)) {
        write_list(reader, name, n, value, out);
    }
    return true;
}

static const char *substitute(const struct i18n_reader *reader, const json_t *text,
                              const json_t *params, struct arena *arena)
{
    const char *s = json_string_value(text);
    size_t n = json_string_length(text);
    if (memchr(s, '{', n) == NULL)
        return s;
    struct buffer out;
    buffer_init(&out, arena, n + 64, MESSAGE_MAX_BYTES);
    size_t i = 0;
    while (i < n) {
        size_t name_n =
            s[i] == '{' ? strspn(s + i + 1, "abcdefghijklmnopqrstuvwxyz_0123456789") : 0;
        if (name_n > 0 && s[i + 1 + name_n] == '}' &&
            write_param(reader, params, s + i + 1, name_n, &out))
            i += name_n + 2;
        else
            buffer_put(&out, s[i++]);
    }
    return buffer_text(&out);
}

/* Chooses the plural form of a node by params.n. */
static const json_t *choose(const json_t *node, const json_t *params)
{
    if (!json_is_object(node))
        return node;
    json_int_t n = params == NULL ? 2 : json_integer_value(json_object_get(params, "n"));
    const json_t *zero = json_object_get(node, "zero");
    if (n == 0 && zero != NULL)
        return zero;
    return json_object_get(node, n == 1 || n == -1 ? "one" : "other");
}

const char *i18n_format_node(const struct i18n_reader *reader, const json_t *node,
                             const json_t *params, struct arena *arena)
{
    const json_t *text = node == NULL ? NULL : choose(node, params);
    return json_is_string(text) ? substitute(reader, text, params, arena) : NULL;
}

const char *i18n_format(const struct i18n_reader *reader, const char *dotted_key,
                        const json_t *params, struct arena *arena)
{
    if (reader->i18n == NULL)
        return NULL;
    return i18n_format_node(reader, i18n_node(reader->i18n, reader->language, dotted_key), params,
                            arena);
}

/* The member `name` of a top-level group. */
static const json_t *group_member(const struct i18n_reader *reader, const char *group,
                                  const char *name, size_t name_bytes)
{
    if (reader->i18n == NULL)
        return NULL;
    const json_t *tree = i18n_tree(reader->i18n, reader->language);
    return json_object_getn(json_object_get(tree, group), name, name_bytes);
}

const char *i18n_count(const struct i18n_reader *reader, const char *name, size_t name_bytes,
                       int64_t n, struct arena *arena)
{
    const json_t *node = group_member(reader, "counts", name, name_bytes);
    if (node == NULL)
        return NULL;
    json_t *params = json_object();
    (void)json_object_set_new_nocheck(params, "n", json_integer((json_int_t)n));
    const char *text = i18n_format_node(reader, node, params, arena);
    json_decref(params);
    return text;
}

const char *i18n_code(const struct i18n_reader *reader, const char *name, size_t name_bytes,
                      const char *value)
{
    return json_string_value(
        json_object_get(group_member(reader, "codes", name, name_bytes), value));
}
