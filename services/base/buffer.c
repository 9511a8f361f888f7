/* Growing text in an arena. The arena frees nothing before its end, so a grown buffer leaves its
 * earlier halves behind: at most as many bytes again as the text has. */
#include "services/base/buffer.h"

void buffer_init(struct buffer *buffer, struct arena *arena, size_t first_bytes, size_t max_bytes)
{
    size_t size_bytes = first_bytes < 64 ? 64 : first_bytes;
    if (size_bytes > max_bytes)
        size_bytes = max_bytes + 1;
    *buffer = (struct buffer){
        .arena = arena,
        .data = arena_alloc(arena, size_bytes),
        .size_bytes = size_bytes,
        .max_bytes = max_bytes,
    };
}

bool buffer_grow(struct buffer *buffer, size_t n_bytes)
{
    if (buffer->full || n_bytes > buffer->max_bytes ||
        buffer->n_bytes > buffer->max_bytes - n_bytes) {
        buffer->full = true;
        return false;
    }
    size_t size_bytes = buffer->size_bytes;
    while (size_bytes - buffer->n_bytes <= n_bytes)
        size_bytes *= 2;
    if (size_bytes > buffer->max_bytes)
        size_bytes = buffer->max_bytes + 1;
    char *data = arena_alloc(buffer->arena, size_bytes);
    memcpy(data, buffer->data, buffer->n_bytes);
    buffer->data = data;
    buffer->size_bytes = size_bytes;
    return true;
}

void buffer_puts(struct buffer *buffer, const char *text)
{
    buffer_write(buffer, text, strlen(text));
}

/* What a byte becomes in HTML; NULL: itself. */
static const char *const html_reference[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

void buffer_write_html(struct buffer *buffer, const char *text, size_t n_bytes)
{
    size_t start = 0;
    for (size_t i = 0; i < n_bytes; i++) {
        const char *reference = html_reference[(unsigned char)text[i]];
        if (reference == NULL)
            continue;
        buffer_write(buffer, text + start, i - start);
        buffer_puts(buffer, reference);
        start = i + 1;
    }
    buffer_write(buffer, text + start, n_bytes - start);
}

char *buffer_text(struct buffer *buffer)
{
    buffer->data[buffer->n_bytes] = '\0';
    return buffer->data;
}
