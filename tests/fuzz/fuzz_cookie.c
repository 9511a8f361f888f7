/* Cookie headers: a value found is short, printable and stands in the header. */
#include "tests/fuzz/fuzz.h"

#include "services/http/cookie.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    char *header = malloc(n_bytes + 1);
    char value[64] = "";
    if (header == NULL)
        abort();
    memcpy(header, data, n_bytes);
    header[n_bytes] = '\0';
    enum err r = cookie_find(header, "samplan", value, sizeof value);
    HOLDS(r == OK || r == ERR_NOT_FOUND || r == ERR_BAD_REQUEST);
    if (r == OK) {
        HOLDS(strlen(value) < sizeof value);
        HOLDS(strpbrk(value, " ;,\"\\\r\n\t") == NULL);
        HOLDS(strstr(header, value) != NULL);
    } else {
        HOLDS(value[0] == '\0');
    }
    free(header);
    return 0;
}
