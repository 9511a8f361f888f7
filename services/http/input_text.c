/* Reads single values of every input type and brings them into their one form. */
#include "services/http/input_text.h"

#include "services/base/calendar.h"
#include "services/base/text.h"
#include "services/base/utf8.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char BAD_TEXT[] = "bad-text";
static const char TOO_LONG[] = "too-long";
static const char NOT_AN_OPTION[] = "not-an-option";

/* Text that is being read; not NUL-terminated. */
struct text {
    const char *at;
    size_t n;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct text trimmed(struct text text)
{
    while (text.n > 0 && is_blank(text.at[0])) {
        text.at++;
        text.n--;
    }
    while (text.n > 0 && is_blank(text.at[text.n - 1]))
        text.n--;
    return text;
}

int input_max(const struct input_field *field)
{
    if (field->max > 0 && field->type != INPUT_INT)
        return field->max;
    switch (field->type) {
    case INPUT_TEXT:
    case INPUT_UUIDS:
    case INPUT_CODES:
        return 200;
    case INPUT_LONGTEXT:
        return 20000;
    case INPUT_PASSWORD:
        return 256;
    case INPUT_CURSOR:
        return 512;
    case INPUT_UUID:
    case INPUT_DAY:
    case INPUT_TIME:
    case INPUT_INT:
    case INPUT_BOOL:
    case INPUT_CODE:
    case INPUT_CPR:
    case INPUT_PHONE:
    case INPUT_JSON:
        break;
    }
    return 0;
}

static const char *check_length(const struct input_field *field, struct text text)
{
    size_t n_characters = utf8_count(text.at, text.n);
    if (n_characters > (size_t)input_max(field))
        return TOO_LONG;
    return field->min > 0 && n_characters < (size_t)field->min ? "too-short" : NULL;
}

static const char *read_line(const struct input_field *field, struct text text, json_t **ret)
{
    text = trimmed(text);
    const char *code = check_length(field, text);
    if (code != NULL)
        return code;
    if (!utf8_printable(text.at, text.n, false))
        return BAD_TEXT;
    *ret = json_stringn(text.at, text.n);
    return NULL;
}

static const char *read_longtext(const struct input_field *field, struct text text,
                                 struct arena *arena, json_t **ret)
{
    text = trimmed(text);
    char *lines = arena_alloc(arena, text.n + 1);
    size_t used = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '\r' && i + 1 < text.n && text.at[i + 1] == '\n')
            continue;
        lines[used++] = text.at[i] == '\r' ? '\n' : text.at[i];
    }
    text = (struct text){lines, used};
    const char *code = check_length(field, text);
    if (code != NULL)
        return code;
    if (!utf8_printable(text.at, text.n, true))
        return BAD_TEXT;
    *ret = json_stringn(text.at, text.n);
    return NULL;
}

static const char *read_password(const struct input_field *field, struct text text, json_t **ret)
{
    const char *code = check_length(field, text);
    if (code != NULL)
        return code;
    if (!utf8_printable(text.at, text.n, false))
        return BAD_TEXT;
    *ret = json_stringn(text.at, text.n);
    return NULL;
}

static const char *read_uuid(struct text text, json_t **ret)
{
    char lower[36];
    text = trimmed(text);
    if (!text_uuid_ok_n(text.at, text.n))
        return "not-a-uuid";
    for (size_t i = 0; i < sizeof lower; i++)
        lower[i] = text.at[i] >= 'A' && text.at[i] <= 'F' ? (char)(text.at[i] + 32) : text.at[i];
    *ret = json_stringn(lower, sizeof lower);
    return NULL;
}

/* Reads one to max_digits digits. */
static bool take_number(struct text *text, size_t max_digits, int *ret)
{
    size_t n = 0;
    int value = 0;
    while (n < text->n && n < max_digits && is_digit(text->at[n]))
        value = value * 10 + (text->at[n++] - '0');
    text->at += n;
    text->n -= n;
    *ret = value;
    return n > 0;
}

static bool take_one_of(struct text *text, const char *characters)
{
    if (text->n == 0 || text->at[0] == '\0' || strchr(characters, text->at[0]) == NULL)
        return false;
    text->at++;
    text->n--;
    return true;
}

/* 16.04.2026, 16/4/2026, 16-4-2026 */
static bool read_danish_day(struct text text, struct calendar_day *ret)
{
    struct calendar_day day;
    if (!take_number(&text, 2, &day.day) || !take_one_of(&text, "./-") ||
        !take_number(&text, 2, &day.month) || !take_one_of(&text, "./-") || text.n != 4 ||
        !take_number(&text, 4, &day.year) || text.n != 0 || !calendar_exists(day))
        return false;
    *ret = day;
    return true;
}

static const char *read_day(struct text text, struct arena *arena, json_t **ret)
{
    struct calendar_day day;
    text = trimmed(text);
    if (!calendar_parse_day(text.at, text.n, &day) && !read_danish_day(text, &day))
        return "not-a-date";
    if (day.year < 1850 || day.year > 2200)
        return "not-a-date";
    *ret = json_string(arena_printf(arena, "%04d-%02d-%02d", day.year, day.month, day.day));
    return NULL;
}

static const char *read_time(struct text text, struct arena *arena, json_t **ret)
{
    int hour;
    int minute;
    text = trimmed(text);
    if (!take_number(&text, 2, &hour) || !take_one_of(&text, ".:") || text.n != 2 ||
        !take_number(&text, 2, &minute) || text.n != 0 || hour > 23 || minute > 59)
        return "not-a-time";
    *ret = json_string(arena_printf(arena, "%02d:%02d", hour, minute));
    return NULL;
}

static const char *check_range(const struct input_field *field, json_int_t number, json_t **ret)
{
    bool any = field->min == 0 && field->max == 0;
    if (number > INT_MAX || (!any && field->max > field->min && number > field->max))
        return "too-large";
    if (number < INT_MIN || (!any && number < field->min))
        return "too-small";
    *ret = json_integer(number);
    return NULL;
}

static const char *read_int(const struct input_field *field, const json_t *value, json_t **ret)
{
    if (json_is_integer(value))
        return check_range(field, json_integer_value(value), ret);
    if (!json_is_string(value))
        return "not-a-number";
    struct text text = trimmed((struct text){json_string_value(value), json_string_length(value)});
    char digits[24];
    size_t sign = text.n > 0 && (text.at[0] == '-' || text.at[0] == '+');
    if (text.n == sign || text.n >= sizeof digits)
        return "not-a-number";
    for (size_t i = sign; i < text.n; i++)
        if (!is_digit(text.at[i]))
            return "not-a-number";
    memcpy(digits, text.at, text.n);
    digits[text.n] = '\0';
    errno = 0;
    long long number = strtoll(digits, NULL, 10); /* clamps, and INT bounds refuse the clamped */
    return check_range(field, number, ret);
}

static const char *read_bool(const json_t *value, json_t **ret)
{
    static const struct {
        const char *word;
        bool truth;
    } words[] = {{"true", true},   {"on", true},   {"1", true},
                 {"false", false}, {"off", false}, {"0", false}};
    if (json_is_boolean(value)) {
        *ret = json_boolean(json_is_true(value));
        return NULL;
    }
    const char *text = json_string_value(value);
    for (size_t i = 0; text != NULL && i < ARRAY_LEN(words); i++)
        if (strcmp(text, words[i].word) == 0) {
            *ret = json_boolean(words[i].truth);
            return NULL;
        }
    return NOT_AN_OPTION;
}

static const char *read_code(const struct input_field *field, struct text text, json_t **ret)
{
    bool known = field->codes == NULL && text_code_ok(text.at, text.n, 64);
    for (size_t i = 0; field->codes != NULL && field->codes[i] != NULL && !known; i++)
        known = strlen(field->codes[i]) == text.n && memcmp(field->codes[i], text.at, text.n) == 0;
    if (!known)
        return NOT_AN_OPTION;
    *ret = json_stringn(text.at, text.n);
    return NULL;
}

static const char *read_cursor(const struct input_field *field, struct text text, json_t **ret)
{
    if (text.n > (size_t)input_max(field))
        return TOO_LONG;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (!is_digit(c) && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '-' &&
            c != '_')
            return BAD_TEXT;
    }
    *ret = json_stringn(text.at, text.n);
    return NULL;
}

/* Does the date exist in some century? 29 February needs a year that a leap year can end in; 00 is
 * one, as 2000 was. Replacement numbers have 60 added to the day. */
static bool cpr_date_ok(const char *digits)
{
    int day = (digits[0] - '0') * 10 + (digits[1] - '0');
    int month = (digits[2] - '0') * 10 + (digits[3] - '0');
    int year = (digits[4] - '0') * 10 + (digits[5] - '0');
    if (day > 60)
        day -= 60;
    return calendar_exists((struct calendar_day){2000 + year, month, day});
}

/* Source: the CPR office's description of the number ("Personnummeret i CPR"), by which numbers
 * given since 2007 need not fulfil modulus 11. */
static const char *read_cpr(struct text text, json_t **ret)
{
    static const char code[] = "not-a-cpr";
    char cpr[10];
    text = trimmed(text);
    if (text.n == 11 && (text.at[6] == '-' || text.at[6] == ' ')) {
        memcpy(cpr, text.at, 6);
        memcpy(cpr + 6, text.at + 7, 4);
    } else if (text.n == 10) {
        memcpy(cpr, text.at, 10);
    } else {
        return code;
    }
    for (size_t i = 0; i < sizeof cpr; i++) {
        if (i >= 6 && cpr[i] >= 'a' && cpr[i] <= 'z')
            cpr[i] = (char)(cpr[i] - 32);
        if (!is_digit(cpr[i]) && !(i >= 6 && cpr[i] >= 'A' && cpr[i] <= 'Z'))
            return code;
    }
    if (!cpr_date_ok(cpr))
        return code;
    *ret = json_stringn(cpr, sizeof cpr);
    return NULL;
}

static const char *read_phone(struct text text, json_t **ret)
{
    static const char code[] = "not-a-phone";
    char digits[20];
    size_t n = 0;
    text = trimmed(text);
    bool foreign = take_one_of(&text, "+");
    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (is_digit(c) && n < sizeof digits)
            digits[n++] = c;
        else if (c == '\0' || strchr(" .-()", c) == NULL)
            return code;
    }
    const char *number = digits;
    if (!foreign && n > 2 && memcmp(digits, "00", 2) == 0) {
        foreign = true;
        number += 2;
        n -= 2;
    }
    if (foreign && n == 10 && memcmp(number, "45", 2) == 0) {
        foreign = false;
        number += 2;
        n -= 2;
    }
    if (foreign ? n < 7 || n > 15 || number[0] == '0' : n != 8 || number[0] == '0')
        return code;
    *ret = json_sprintf("%s%.*s", foreign ? "+" : "", (int)n, number);
    return NULL;
}

static const char *read_text(const struct input_field *field, struct text text, struct arena *arena,
                             json_t **ret)
{
    switch (field->type) {
    case INPUT_TEXT:
        return read_line(field, text, ret);
    case INPUT_LONGTEXT:
        return read_longtext(field, text, arena, ret);
    case INPUT_PASSWORD:
        return read_password(field, text, ret);
    case INPUT_UUID:
    case INPUT_UUIDS:
        return read_uuid(text, ret);
    case INPUT_DAY:
        return read_day(text, arena, ret);
    case INPUT_TIME:
        return read_time(text, arena, ret);
    case INPUT_CODE:
    case INPUT_CODES:
        return read_code(field, text, ret);
    case INPUT_CURSOR:
        return read_cursor(field, text, ret);
    case INPUT_CPR:
        return read_cpr(text, ret);
    case INPUT_PHONE:
        return read_phone(text, ret);
    case INPUT_INT:
    case INPUT_BOOL:
    case INPUT_JSON:
        break;
    }
    return BAD_TEXT;
}

const char *input_read(const struct input_field *field, const json_t *value, struct arena *arena,
                       json_t **ret)
{
    if (field->type == INPUT_INT)
        return read_int(field, value, ret);
    if (field->type == INPUT_BOOL)
        return read_bool(value, ret);
    if (field->type == INPUT_JSON) {
        *ret = json_deep_copy(value);
        return NULL;
    }
    if (!json_is_string(value))
        return BAD_TEXT;
    struct text text = {json_string_value(value), json_string_length(value)};
    return read_text(field, text, arena, ret);
}
