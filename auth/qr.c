#include "auth/qr.h"

#include <qrencode.h>
#include <stdio.h>
#include <string.h>

#define QUIET 4
#define TEXT_MAX_BYTES 500
#define RUN_BYTES 32 /* "M123 123h123v1h-123z" */

/* The runs of one row, appended at text. */
static char *row_write(char *text, const unsigned char *row, int width, int y)
{
    for (int x = 0; x < width; x++) {
        int n = 0;

        while (x + n < width && row[x + n] & 1)
            n++;
        if (n == 0)
            continue;
        text += sprintf(text, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, n, n);
        x += n;
    }
    return text;
}

enum err qr_path(const char *text, struct arena *arena, const char **ret_path, int *ret_size)
{
    if (strlen(text) > TEXT_MAX_BYTES)
        return ERR_LIMIT;
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL)
        return ERR_LIMIT;
    const int width = code->width;
    char *path = arena_alloc(arena, (size_t)width * ((size_t)width / 2 + 1) * RUN_BYTES + 1);
    char *at = path;

    for (int y = 0; y < width; y++)
        at = row_write(at, code->data + (size_t)y * (size_t)width, width, y);
    *at = '\0';
    QRcode_free(code);
    *ret_path = path;
    *ret_size = width + 2 * QUIET;
    return OK;
}
