/* Parses application/x-www-form-urlencoded text into the object that input.c checks. */
#include "services/http/form.h"

#include "services/base/utf8.h"

#include <string.h>

bool form_name_ok(const char *name, size_t n_bytes)
{
    if (n_bytes == 0 || n_bytes > FORM_NAME_BYTES_MAX)
        return false;
    for (size_t i = 0; i < n_bytes; i++) {
        char c = name[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '.' || c == '-';
        if (!ok)
            return false;
    }
    return true;
}

bool form_add_take(json_t *fields, const char *name, json_t *value)
{
    json_t *old = json_object_get(fields, name);
    if (value == NULL)
        return false;
    if (old == NULL)
        return json_object_set_new(fields, name, value) == 0;
    if (json_is_array(old))
        return json_array_append_new(old, value) == 0;
    json_t *both = json_array();
    if (json_array_append(both, old) < 0 || json_array_append_new(both, value) < 0) {
        json_decref(both);
        return false;
    }
    return json_object_set_new(fields, name, both) == 0;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Decodes '+' and %XX into out (room for n_bytes); false on a bad escape. */
static bool decode(const char *text, size_t n_bytes, char *out, size_t *ret_bytes)
{
    size_t used = 0;
    for (size_t i = 0; i < n_bytes; i++) {
        if (text[i] == '+') {
            out[used++] = ' ';
        } else if (text[i] != '%') {
            out[used++] = text[i];
        } else {
            int high = i + 2 < n_bytes ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < n_bytes ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            out[used++] = (char)(high << 4 | low);
            i += 2;
        }
    }
    *ret_bytes = used;
    return true;
}

static enum err add_pair(const char *pair, size_t n_bytes, char *scratch, json_t *fields)
{
    const char *equals = memchr(pair, '=', n_bytes);
    size_t name_bytes = equals == NULL ? n_bytes : (size_t)(equals - pair);
    const char *value = equals == NULL ? pair + n_bytes : equals + 1;
    size_t value_bytes = n_bytes - (size_t)(value - pair);
    char name[FORM_NAME_BYTES_MAX + 1];
    size_t decoded_bytes;

    if (!decode(pair, name_bytes, scratch, &decoded_bytes) || !form_name_ok(scratch, decoded_bytes))
        return ERR_BAD_REQUEST;
    memcpy(name, scratch, decoded_bytes);
    name[decoded_bytes] = '\0';
    if (!decode(value, value_bytes, scratch, &decoded_bytes) || !utf8_valid(scratch, decoded_bytes))
        return ERR_BAD_REQUEST;
    if (!form_add_take(fields, name, json_stringn(scratch, decoded_bytes)))
        return ERR_BAD_REQUEST;
    return OK;
}

enum err form_parse_pairs(const char *text, size_t n_bytes, unsigned fields_max,
                          struct arena *arena, json_t **ret)
{
    char *scratch = arena_alloc(arena, n_bytes + 1);
    json_t *fields = json_object();
    enum err r = OK;
    unsigned n_fields = 0;
    size_t at = 0;
    while (at < n_bytes && r == OK) {
        const char *end = memchr(text + at, '&', n_bytes - at);
        size_t pair_bytes = end == NULL ? n_bytes - at : (size_t)(end - (text + at));
        if (pair_bytes > 0)
            r = n_fields++ == fields_max ? ERR_TOO_LARGE
                                         : add_pair(text + at, pair_bytes, scratch, fields);
        at += pair_bytes + 1;
    }
    if (r < 0)
        json_decref(fields);
    else
        *ret = fields;
    return r;
}

enum err form_parse(const char *body, size_t n_bytes, struct arena *arena, json_t **ret)
{
    return form_parse_pairs(body, n_bytes, FORM_FIELDS_MAX, arena, ret);
}
