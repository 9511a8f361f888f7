/* Checks what came with a request against the route's spec and makes the one input object that the
 * handler and the SQL function see. */
#include "services/http/input.h"

#include "services/http/input_text.h"

#include <limits.h>
#include <string.h>

#define ERRORS_MAX 100
#define ECHO_BYTES_MAX 64

struct check {
    const struct input_field *spec;
    const char *const *path_names;
    const json_t *raw;
    struct arena *arena;
    json_t *input;
    json_t *errors;
};

static void add_error(struct check *check, const struct input_field *field, const char *code)
{
    if (json_array_size(check->errors) >= ERRORS_MAX)
        return;
    json_t *error = json_pack("{s:s, s:s}", "field", field->name, "code", code);
    bool any = field->min == 0 && field->max == 0;
    if (strcmp(code, "too-short") == 0)
        json_object_set_new(error, "min", json_integer(field->min));
    else if (strcmp(code, "too-small") == 0)
        json_object_set_new(error, "min", json_integer(any ? INT_MIN : field->min));
    else if (strcmp(code, "too-long") == 0)
        json_object_set_new(error, "max", json_integer(input_max(field)));
    else if (strcmp(code, "too-large") == 0)
        json_object_set_new(error, "max",
                            json_integer(field->max > field->min ? field->max : INT_MAX));
    json_array_append_new(check->errors, error);
}

/* Null, or text of blanks only. A password of blanks is a password. */
static bool is_empty(const struct input_field *field, const json_t *value)
{
    if (json_is_null(value))
        return true;
    if (!json_is_string(value))
        return false;
    if (field->type == INPUT_PASSWORD)
        return json_string_length(value) == 0;
    const char *text = json_string_value(value);
    return strspn(text, " \t\r\n") == json_string_length(value);
}

static bool is_multiple(const struct input_field *field)
{
    return field->type == INPUT_UUIDS || field->type == INPUT_CODES;
}

static bool holds(const json_t *array, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (json_equal(json_array_get(array, i), value))
            return true;
    return false;
}

/* Reads one element of a repeated field into values; returns the code of what is wrong or NULL. */
static const char *read_element(struct check *check, const struct input_field *field,
                                const json_t *element, json_t *values)
{
    json_t *value = NULL;
    if (is_empty(field, element))
        return NULL;
    const char *code = input_read(field, element, check->arena, &value);
    if (code != NULL)
        return code;
    if (holds(values, value))
        json_decref(value);
    else
        json_array_append_new(values, value);
    return json_array_size(values) > (size_t)input_max(field) ? "too-long" : NULL;
}

/* Reads a repeated field: one value or an array of them. Empty ones are left out. */
static void check_multiple(struct check *check, const struct input_field *field,
                           const json_t *value)
{
    json_t *values = json_array();
    const char *code = NULL;
    if (!json_is_array(value))
        code = read_element(check, field, value, values);
    for (size_t i = 0; i < json_array_size(value) && code == NULL; i++)
        code = read_element(check, field, json_array_get(value, i), values);
    if (code == NULL && json_array_size(values) == 0 && (field->flags & INPUT_REQUIRED) != 0)
        code = "required";
    else if (code == NULL && field->min > 0 && json_array_size(values) < (size_t)field->min)
        code = "too-short";
    if (code != NULL)
        add_error(check, field, code);
    json_object_set_new(check->input, field->name, values);
}

static void check_field(struct check *check, const struct input_field *field)
{
    const json_t *value = json_object_get(check->raw, field->name);
    json_t *read = NULL;
    if (value == NULL) {
        if ((field->flags & INPUT_REQUIRED) != 0)
            add_error(check, field, "required");
        return;
    }
    if (is_multiple(field)) {
        check_multiple(check, field, value);
        return;
    }
    const char *code = NULL;
    if (is_empty(field, value))
        code = (field->flags & INPUT_REQUIRED) != 0 ? "required" : NULL;
    else if (json_is_array(value) && field->type != INPUT_JSON)
        code = "repeated";
    else
        code = input_read(field, value, check->arena, &read);
    if (code != NULL)
        add_error(check, field, code);
    else
        json_object_set_new(check->input, field->name, read == NULL ? json_null() : read);
}

static const struct input_field *find_field(const struct check *check, const char *name)
{
    for (const struct input_field *field = check->spec; field && field->name; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

static bool is_path_name(const struct check *check, const char *name)
{
    for (const char *const *p = check->path_names; p != NULL && *p != NULL; p++)
        if (strcmp(*p, name) == 0)
            return true;
    return false;
}

/* Path parameters that the spec does not describe. */
static void check_path(struct check *check)
{
    for (const char *const *p = check->path_names; p != NULL && *p != NULL; p++) {
        size_t n = strlen(*p);
        bool is_id = n >= 3 && strcmp(*p + n - 3, "_id") == 0;
        struct input_field field = {
            .name = *p, .type = is_id ? INPUT_UUID : INPUT_CODE, .flags = INPUT_REQUIRED};
        if (find_field(check, *p) == NULL)
            check_field(check, &field);
    }
}

/* The fields that every write may carry. */
static const struct input_field known[] = {
    {.name = "_version", .type = INPUT_INT, .max = 2147483647},
    {.name = "_key", .type = INPUT_UUID},
};

static bool is_known(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (strcmp(known[i].name, name) == 0)
            return true;
    return strcmp(name, "_csrf") == 0;
}

static void check_unknown(struct check *check)
{
    const char *name;
    json_t *value;
    /* jansson's iterators ask for a mutable object, and only read it. */
    json_t *raw = (json_t *)(uintptr_t)check->raw;
    json_object_foreach(raw, name, value)
    {
        if (find_field(check, name) != NULL || is_path_name(check, name) || is_known(name))
            continue;
        size_t n = strlen(name);
        while (n > ECHO_BYTES_MAX || (n > 0 && ((unsigned char)name[n] & 0xC0) == 0x80))
            n--;
        struct input_field field = {.name = arena_strndup(check->arena, name, n)};
        add_error(check, &field, "unknown-field");
    }
}

enum err input_validate(const struct input_field *spec, const char *const *path_names,
                        const json_t *raw, struct arena *arena, json_t **ret_input,
                        json_t **ret_errors)
{
    struct check check = {
        .spec = spec,
        .path_names = path_names,
        .raw = raw,
        .arena = arena,
        .input = json_object(),
        .errors = json_array(),
    };
    check_path(&check);
    for (const struct input_field *field = spec; field != NULL && field->name != NULL; field++)
        check_field(&check, field);
    for (size_t i = 0; i < ARRAY_LEN(known); i++) {
        check_field(&check, &known[i]);
        if (json_is_null(json_object_get(check.input, known[i].name)))
            json_object_del(check.input, known[i].name);
    }
    check_unknown(&check);
    if (json_array_size(check.errors) > 0) {
        json_decref(check.input);
        *ret_errors = check.errors;
        return ERR_INVALID;
    }
    json_decref(check.errors);
    *ret_input = check.input;
    return OK;
}

static bool is_secret(const struct input_field *field)
{
    return field->type == INPUT_PASSWORD || field->type == INPUT_CPR ||
           (field->flags & INPUT_SECRET) != 0;
}

json_t *input_typed(const struct input_field *spec, const json_t *raw)
{
    json_t *typed = json_object();
    for (const struct input_field *field = spec; field != NULL && field->name != NULL; field++) {
        json_t *value = json_object_get(raw, field->name);
        if (is_secret(field) || field->name[0] == '_')
            continue;
        if (json_is_string(value) || json_is_array(value) || json_is_integer(value) ||
            json_is_boolean(value))
            json_object_set(typed, field->name, value);
        else
            json_object_set_new(typed, field->name, json_null());
    }
    return typed;
}
