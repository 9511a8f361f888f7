/* Members of documents. */
#include "services/care/value.h"

#include "services/base/calendar.h"

#include <string.h>

const char *value_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

const char *value_text_or_empty(const json_t *object, const char *key)
{
    const char *text = value_text(object, key);

    return text != NULL ? text : "";
}

int64_t value_int(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

bool value_true(const json_t *object, const char *key)
{
    return json_is_true(json_object_get(object, key));
}

bool value_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

bool value_is(const json_t *object, const char *key, const char *word)
{
    return value_same(value_text(object, key), word);
}

bool value_day(const json_t *object, const char *key, int64_t *ret_day)
{
    const char *text = value_text(object, key);
    struct calendar_day day;

    if (text == NULL || !calendar_parse_day(text, strlen(text), &day))
        return false;
    *ret_day = calendar_number(day);
    return true;
}

bool value_at(const json_t *object, const char *key, int64_t *ret_s)
{
    const char *text = value_text(object, key);

    return text != NULL && calendar_parse_at(text, strlen(text), ret_s);
}

/* Keys are constants, texts come out of the database: neither needs another look at its bytes. */

void value_set_text(json_t *object, const char *key, const char *text)
{
    (void)json_object_set_new_nocheck(object, key,
                                      text != NULL ? json_string_nocheck(text) : json_null());
}

void value_set_int(json_t *object, const char *key, int64_t n)
{
    (void)json_object_set_new_nocheck(object, key, json_integer(n));
}

void value_set_true(json_t *object, const char *key, bool yes)
{
    (void)json_object_set_new_nocheck(object, key, json_boolean(yes));
}

void value_copy(json_t *to, const char *to_key, const json_t *from, const char *from_key)
{
    json_t *value = json_object_get(from, from_key);

    (void)json_object_set_new_nocheck(to, to_key, value != NULL ? json_incref(value) : json_null());
}
