/* Parses a JSON request body. jansson checks the grammar, duplicates and UTF-8; the depth is
 * checked before, because jansson's own bound (2,048) is a recursion that the stack must carry. */
#include "services/http/jsonin.h"

#include <stdbool.h>

/* True when brackets outside strings nest at most JSONIN_DEPTH_MAX deep. Text that is no JSON
 * may give either answer: the parser refuses it. */
static bool is_shallow(const char *text, size_t n_bytes)
{
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < n_bytes; i++) {
        char c = text[i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > JSONIN_DEPTH_MAX)
                return false;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return true;
}

enum err jsonin_parse(const char *text, size_t n_bytes, json_t **ret)
{
    if (!is_shallow(text, n_bytes))
        return ERR_BAD_REQUEST;
    json_t *json = json_loadb(text, n_bytes, JSON_REJECT_DUPLICATES, NULL);
    enum err r = OK;
    if (!json_is_object(json))
        r = ERR_BAD_REQUEST;
    else if (json_object_size(json) > JSONIN_FIELDS_MAX)
        r = ERR_TOO_LARGE;
    if (r < 0)
        json_decref(json);
    else
        *ret = json;
    return r;
}
