/* Request memory: a chain of blocks, bumped; large wishes get a block of their own. */
#include "services/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)16 * 1024)

struct block {
    struct block *next;
    size_t size, used; /* bytes of data[] */
    alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct block *first;   /* kept over resets */
    struct block *current; /* the block that is bumped; later ones in the chain are its elders */
    size_t block_bytes;
    size_t used_bytes;
};

static struct block *block_new(size_t size)
{
    struct block *block = malloc(sizeof(*block) + size);
    if (block == NULL)
        abort();
    block->next = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_new(size_t block_bytes)
{
    struct arena *arena = calloc(1, sizeof(*arena));
    if (arena == NULL)
        abort();
    arena->block_bytes = block_bytes > 0 ? block_bytes : BLOCK_BYTES;
    arena->first = block_new(arena->block_bytes);
    arena->current = arena->first;
    return arena;
}

/* Frees every block but the first. */
static void blocks_free(struct arena *arena)
{
    struct block *block = arena->first->next;
    while (block != NULL) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
    arena->first->next = NULL;
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    blocks_free(arena);
    free(arena->first);
    free(arena);
}

void arena_reset(struct arena *arena)
{
    blocks_free(arena);
    arena->first->used = 0;
    arena->current = arena->first;
    arena->used_bytes = 0;
}

static size_t rounded(size_t n_bytes)
{
    const size_t mask = alignof(max_align_t) - 1;
    if (n_bytes > SIZE_MAX / 2)
        abort();
    return (n_bytes + mask) & ~mask;
}

/* A fresh block right after the first, so that the chain keeps its head. */
static struct block *block_add(struct arena *arena, size_t size)
{
    struct block *block = block_new(size);
    block->next = arena->first->next;
    arena->first->next = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t n_bytes)
{
    const size_t need = rounded(n_bytes > 0 ? n_bytes : 1);
    struct block *block = arena->current;

    if (need > block->size - block->used) {
        if (need > arena->block_bytes / 2) {
            block = block_add(arena, need); /* the current block goes on being filled */
        } else {
            block = block_add(arena, arena->block_bytes);
            arena->current = block;
        }
    }
    void *p = block->data + block->used;
    block->used += need;
    arena->used_bytes += need;
    memset(p, 0, need);
    return p;
}

char *arena_strndup(struct arena *arena, const char *text, size_t n_bytes)
{
    char *copy = arena_alloc(arena, n_bytes + 1);
    if (n_bytes > 0)
        memcpy(copy, text, n_bytes);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    if (n < 0)
        abort();
    char *text = arena_alloc(arena, (size_t)n + 1);
    (void)vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char *text = arena_vprintf(arena, format, ap);
    va_end(ap);
    return text;
}

size_t arena_used_bytes(const struct arena *arena)
{
    return arena->used_bytes;
}

void arena_freep(struct arena **arena)
{
    arena_free(*arena);
}
