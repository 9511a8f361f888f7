/* url(…) in style sheets. */
#include "services/http/static_css.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define PATH_BYTES 512

struct out {
    char *bytes;
    size_t n_bytes, room;
};

static void out_add(struct out *out, const char *bytes, size_t n_bytes)
{
    if (n_bytes > out->room - out->n_bytes) {
        out->room = 2 * (out->room + n_bytes);
        out->bytes = realloc(out->bytes, out->room + 1);
        if (out->bytes == NULL)
            abort();
    }
    memcpy(out->bytes + out->n_bytes, bytes, n_bytes);
    out->n_bytes += n_bytes;
}

/* Joins the sheet's folder and a relative address without its query; false when it does not fit or
 * climbs too high. */
static bool resolve(const char *sheet, const char *address, size_t n_bytes, char buf[PATH_BYTES])
{
    size_t n = (size_t)(strrchr(sheet, '/') - sheet);

    if (n + n_bytes + 2 > PATH_BYTES)
        return false;
    memcpy(buf, sheet, n);
    while (n_bytes > 0) {
        if (n_bytes >= 2 && memcmp(address, "./", 2) == 0) {
            address += 2;
            n_bytes -= 2;
        } else if (n_bytes >= 3 && memcmp(address, "../", 3) == 0) {
            while (n > 0 && buf[--n] != '/')
                continue;
            address += 3;
            n_bytes -= 3;
        } else {
            const char *slash = memchr(address, '/', n_bytes);
            size_t part = slash != NULL ? (size_t)(slash - address) + 1 : n_bytes;
            buf[n++] = '/';
            memcpy(buf + n, address, part);
            n += slash != NULL ? part - 1 : part;
            address += part;
            n_bytes -= part;
        }
    }
    buf[n] = '\0';
    return true;
}

/* Writes the address, hashed when it is known. */
static void address_add(struct out *out, const char *sheet, const char *address, size_t n_bytes,
                        static_css_lookup_fn *lookup, void *closure)
{
    char path[PATH_BYTES];
    size_t plain = 0;

    while (plain < n_bytes && address[plain] != '?' && address[plain] != '#')
        plain++;
    const bool relative = plain > 0 && address[0] != '/' && memchr(address, ':', plain) == NULL;
    const char *hashed =
        relative && resolve(sheet, address, plain, path) ? lookup(closure, path) : NULL;
    if (hashed == NULL) {
        out_add(out, address, n_bytes);
        return;
    }
    out_add(out, hashed, strlen(hashed));
    out_add(out, address + plain, n_bytes - plain);
}

void static_css_rewrite(const char *path, char **bytes, size_t *n_bytes,
                        static_css_lookup_fn *lookup, void *closure)
{
    struct out out = {.room = *n_bytes + 1024};
    const char *p = *bytes, *end = *bytes + *n_bytes;

    out.bytes = malloc(out.room + 1);
    if (out.bytes == NULL)
        abort();
    for (;;) {
        const char *url = memmem(p, (size_t)(end - p), "url(", 4);
        if (url == NULL)
            break;
        const char *start = url + 4;
        const char *close = memchr(start, ')', (size_t)(end - start));
        if (close == NULL)
            break;
        const char *stop = close;
        if (stop - start >= 2 && (*start == '"' || *start == '\'') && stop[-1] == *start) {
            start++;
            stop--;
        }
        out_add(&out, p, (size_t)(start - p));
        address_add(&out, path, start, (size_t)(stop - start), lookup, closure);
        p = stop;
    }
    out_add(&out, p, (size_t)(end - p));
    out.bytes[out.n_bytes] = '\0';
    free(*bytes);
    *bytes = out.bytes;
    *n_bytes = out.n_bytes;
}
