/* The reader of the database's JSON: whatever the strict parser takes, it reads the same; anything else
 * it may read or refuse, but never beyond its end. */
#include "tests/fuzz/fuzz.h"

#include "services/base/document.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    const char *text = (const char *)data;
    json_t *strict = json_loadb(text, n_bytes, JSON_DECODE_ANY, NULL);
    json_t *value = document_read(text, n_bytes);

    /* the two may differ in depth allowed and in how reals are rounded to text, not in structure */
    if (strict != NULL && value != NULL) {
        char *one = json_dumps(strict, JSON_ENCODE_ANY | JSON_SORT_KEYS);
        char *other = json_dumps(value, JSON_ENCODE_ANY | JSON_SORT_KEYS);
        HOLDS(one != NULL && other != NULL && strcmp(one, other) == 0);
        free(one);
        free(other);
    }
    json_decref(strict);
    json_decref(value);
    return 0;
}
