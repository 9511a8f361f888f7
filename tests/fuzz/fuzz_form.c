/* Form bodies: whatever comes, the result is an object of sound texts. */
#include "tests/fuzz/fuzz.h"

#include "services/base/utf8.h"
#include "services/http/form.h"

static void check_text(const json_t *text)
{
    HOLDS(json_is_string(text));
    HOLDS(utf8_valid(json_string_value(text), json_string_length(text)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct arena *arena = arena_new(0);
    json_t *form = NULL;
    const char *name;
    json_t *value;
    if (form_parse((const char *)data, n_bytes, arena, &form) == OK)
        HOLDS(json_is_object(form));
    json_object_foreach(form, name, value)
    {
        HOLDS(form_name_ok(name, __builtin_strlen(name)));
        if (!json_is_array(value))
            check_text(value);
        for (size_t i = 0; i < json_array_size(value); i++)
            check_text(json_array_get(value, i));
    }
    json_decref(form);
    arena_free(arena);
    return 0;
}
