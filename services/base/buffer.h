/* Text that grows in an arena up to a fixed size: pages, CSV files, formatted messages. */
#ifndef SAMPLAN_BASE_BUFFER_H
#define SAMPLAN_BASE_BUFFER_H

#include "services/base/arena.h"

#include <stdbool.h>
#include <string.h>

struct buffer {
    struct arena *arena;
    char *data; /* NUL-terminated after buffer_text() */
    size_t n_bytes;
    size_t size_bytes; /* room, one byte of it kept for the NUL */
    size_t max_bytes;
    bool full; /* max_bytes was reached; all later writes are dropped */
};

/* Prepares a buffer with room for first_bytes that may grow to max_bytes. Memory is the arena's. */
void buffer_init(struct buffer *buffer, struct arena *arena, size_t first_bytes, size_t max_bytes);

/* Makes room for n_bytes more; false (and buffer->full) when that would pass max_bytes. */
bool buffer_grow(struct buffer *buffer, size_t n_bytes);

/* Appends n_bytes. */
static inline void buffer_write(struct buffer *buffer, const char *text, size_t n_bytes)
{
    if (n_bytes >= buffer->size_bytes - buffer->n_bytes && !buffer_grow(buffer, n_bytes))
        return;
    memcpy(buffer->data + buffer->n_bytes, text, n_bytes);
    buffer->n_bytes += n_bytes;
}

/* Appends one byte. */
static inline void buffer_put(struct buffer *buffer, char byte)
{
    buffer_write(buffer, &byte, 1);
}

/* Appends a NUL-terminated text. */
void buffer_puts(struct buffer *buffer, const char *text);

/* Appends text for HTML content and double-quoted attribute values: & < > " ' become references. */
void buffer_write_html(struct buffer *buffer, const char *text, size_t n_bytes);

/* Ends the text with a NUL (not counted) and returns it. */
char *buffer_text(struct buffer *buffer);

#endif
