/* Base64: what is read comes back as it was written, and whatever is written can be read. */
#include "tests/fuzz/fuzz.h"

#include "services/base/base64.h"
#include "services/care/scan.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct arena *arena = arena_new(0);
    unsigned char *bytes;
    size_t n, n_again;
    if (base64_decode((const char *)data, n_bytes, arena, &bytes, &n)) {
        const char *text = base64_encode(bytes, n, arena, &n_again);
        HOLDS(n_again == n_bytes && memcmp(text, data, n_bytes) == 0);
        (void)scan_media_type(bytes, n);
    }
    const char *coded = base64_encode(data, n_bytes, arena, &n);
    HOLDS(base64_decode(coded, n, arena, &bytes, &n_again));
    HOLDS(n_again == n_bytes && (n_bytes == 0 || memcmp(bytes, data, n_bytes) == 0));
    (void)scan_media_type(data, n_bytes);
    arena_free(arena);
    return 0;
}
