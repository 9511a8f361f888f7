/* Choices of a filter as options of a select. */
#include "services/care/filter.h"

#include "services/care/value.h"

#include <stdio.h>

void filter_choices_add(json_t *view, const json_t *values, const char *name,
                        const char *const *codes, const char *text_key)
{
    json_t *choices = json_array();
    char key[64];

    for (; *codes != NULL; codes++) {
        json_t *choice = json_object();

        value_set_text(choice, "value", *codes);
        value_set_text(choice, text_key, *codes);
        value_set_true(choice, "selected", value_is(values, name, *codes));
        (void)json_array_append_new(choices, choice);
    }
    (void)snprintf(key, sizeof(key), "%s_options", name);
    (void)json_object_set_new(view, key, choices);
}

bool filter_used(const json_t *values, const struct input_field *spec)
{
    for (; spec->name != NULL; spec++) {
        if (spec->type != INPUT_CURSOR && value_text(values, spec->name) != NULL)
            return true;
    }
    return false;
}
