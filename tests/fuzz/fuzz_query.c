/* Queries: bounded, and an object or an error. */
#include "tests/fuzz/fuzz.h"

#include "services/http/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct arena *arena = arena_new(0);
    json_t *fields = NULL;
    enum err r = query_parse((const char *)data, n_bytes, arena, &fields);
    HOLDS(r == OK || r == ERR_BAD_REQUEST || r == ERR_URI_TOO_LONG);
    HOLDS((r == OK) == json_is_object(fields));
    HOLDS(json_object_size(fields) <= QUERY_FIELDS_MAX);
    json_decref(fields);
    arena_free(arena);
    return 0;
}
