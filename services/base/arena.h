/* Request memory: everything that lives as long as a request, freed whole. */
#ifndef SAMPLAN_BASE_ARENA_H
#define SAMPLAN_BASE_ARENA_H

#include "services/base/macros.h"

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Makes an arena whose blocks hold at least block_bytes each (0: 16 KiB). Aborts when memory is
 * exhausted. The caller owns it: arena_free(). One thread at a time. */
NODISCARD struct arena *arena_new(size_t block_bytes);

/* Frees everything; NULL is allowed. */
void arena_free(struct arena *arena);

/* Forgets all that was allocated, keeps the first block for reuse. */
void arena_reset(struct arena *arena);

/* Returns n_bytes of zeroed memory aligned for any type, valid until reset or free. Never NULL
 * (aborts); n_bytes that come from outside must be bounded by the caller first. */
void *arena_alloc(struct arena *arena, size_t n_bytes);

/* Copies n_bytes of text and adds a NUL. */
char *arena_strndup(struct arena *arena, const char *text, size_t n_bytes);
char *arena_strdup(struct arena *arena, const char *text);

/* Formats into arena memory. */
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_vprintf(struct arena *arena, const char *format, va_list ap) PRINTF_LIKE(2, 0);

/* Bytes handed out since the last reset. */
size_t arena_used_bytes(const struct arena *arena);

/* For CLEANUP(). */
void arena_freep(struct arena **arena);

#endif
