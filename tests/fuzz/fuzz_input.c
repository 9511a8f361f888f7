/* JSON bodies, parsed and checked against a spec with every type. What was accepted is accepted
 * again and stays as it is: the form that values are brought into is the one form. */
#include "tests/fuzz/fuzz.h"

#include "services/http/input.h"
#include "services/http/jsonin.h"

#include <string.h>

static const char *const colours[] = {"red", "light-blue", NULL};

static const struct input_field spec[] = {
    {.name = "text", .type = INPUT_TEXT, .min = 2, .max = 20},
    {.name = "long", .type = INPUT_LONGTEXT, .max = 100},
    {.name = "plan_id", .type = INPUT_UUID},
    {.name = "who", .type = INPUT_UUIDS, .max = 3},
    {.name = "day", .type = INPUT_DAY},
    {.name = "time", .type = INPUT_TIME},
    {.name = "int", .type = INPUT_INT, .min = -5, .max = 100},
    {.name = "bool", .type = INPUT_BOOL},
    {.name = "colour", .type = INPUT_CODE, .codes = colours},
    {.name = "code", .type = INPUT_CODE},
    {.name = "colours", .type = INPUT_CODES, .codes = colours},
    {.name = "cursor", .type = INPUT_CURSOR},
    {.name = "cpr", .type = INPUT_CPR},
    {.name = "phone", .type = INPUT_PHONE},
    {.name = "password", .type = INPUT_PASSWORD, .min = 3},
    {.name = "json", .type = INPUT_JSON},
    {.name = NULL},
};

static void check_errors(const json_t *errors)
{
    HOLDS(json_array_size(errors) > 0);
    for (size_t i = 0; i < json_array_size(errors); i++) {
        const json_t *error = json_array_get(errors, i);
        HOLDS(json_is_string(json_object_get(error, "field")));
        HOLDS(json_is_string(json_object_get(error, "code")));
    }
}

static void check_raw(const json_t *raw, struct arena *arena)
{
    json_t *input = NULL;
    json_t *again = NULL;
    json_t *errors = NULL;
    enum err r = input_validate(spec, NULL, raw, arena, &input, &errors);
    HOLDS(r == OK || r == ERR_INVALID);
    if (r == OK) {
        HOLDS(input_validate(spec, NULL, input, arena, &again, &errors) == OK);
        HOLDS(json_equal(input, again));
    } else {
        check_errors(errors);
    }
    json_t *typed = input_typed(spec, raw);
    HOLDS(json_object_get(typed, "cpr") == NULL && json_object_get(typed, "password") == NULL);
    json_decref(typed);
    json_decref(input);
    json_decref(again);
    json_decref(errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct arena *arena = arena_new(0);
    json_t *raw = NULL;
    if (jsonin_parse((const char *)data, n_bytes, &raw) == OK)
        check_raw(raw, arena);
    json_decref(raw);
    arena_free(arena);
    return 0;
}
