/* Multipart bodies. The data is the Content-Type in its first line, then the body. What is said
 * of a file must be true of the body. */
#include "tests/fuzz/fuzz.h"

#include "services/http/multipart.h"

#include <string.h>

static void check_file(const json_t *file, const char *body, size_t n_bytes)
{
    json_int_t size = json_integer_value(json_object_get(file, "size"));
    json_int_t offset = json_integer_value(json_object_get(file, "offset"));
    const json_t *text = json_object_get(file, "text");
    const json_t *base64 = json_object_get(file, "base64");
    HOLDS(size >= 0 && offset >= 0 && (size_t)(offset + size) <= n_bytes);
    HOLDS((text == NULL) != (base64 == NULL));
    if (text != NULL) {
        HOLDS(json_string_length(text) == (size_t)size);
        HOLDS(memcmp(json_string_value(text), body + offset, (size_t)size) == 0);
    } else {
        HOLDS(json_string_length(base64) == (size_t)(size + 2) / 3 * 4);
    }
    HOLDS(strpbrk(json_string_value(json_object_get(file, "filename")), "/\\\r\n") == NULL);
}

static void check_value(const json_t *value, const char *body, size_t n_bytes)
{
    if (json_is_object(value))
        check_file(value, body, n_bytes);
    else
        HOLDS(json_is_string(value) || json_is_null(value));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct arena *arena = arena_new(0);
    const char *newline = memchr(data, '\n', n_bytes);
    size_t type_bytes = newline == NULL ? 0 : (size_t)(newline - (const char *)data);
    const char *type = arena_strndup(arena, (const char *)data, type_bytes);
    const char *body = newline == NULL ? (const char *)data : newline + 1;
    size_t body_bytes = n_bytes - (size_t)(body - (const char *)data);
    json_t *form = NULL;
    const char *name;
    json_t *value;
    enum err r = multipart_parse(type, body, body_bytes, arena, &form);
    HOLDS((r == OK) == json_is_object(form));
    json_object_foreach(form, name, value)
    {
        if (!json_is_array(value))
            check_value(value, body, body_bytes);
        for (size_t i = 0; i < json_array_size(value); i++)
            check_value(json_array_get(value, i), body, body_bytes);
    }
    json_decref(form);
    arena_free(arena);
    return 0;
}
