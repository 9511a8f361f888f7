/* Parses the query part of a target: a form of few and short fields. */
#include "services/http/query.h"

#include "services/http/form.h"

enum err query_parse(const char *query, size_t n_bytes, struct arena *arena, json_t **ret)
{
    if (n_bytes > QUERY_BYTES_MAX)
        return ERR_URI_TOO_LONG;
    enum err r = form_parse_pairs(query, n_bytes, QUERY_FIELDS_MAX, arena, ret);
    return r == ERR_TOO_LARGE ? ERR_URI_TOO_LONG : r;
}
