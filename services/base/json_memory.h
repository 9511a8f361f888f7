/* Memory of JSON values: many small pieces that are made together and freed together. */
#ifndef SAMPLAN_BASE_JSON_MEMORY_H
#define SAMPLAN_BASE_JSON_MEMORY_H

#include <stddef.h>

/* Makes jansson take its memory from here, in this process, from now on: best after what lives for
 * ever, a piece of which keeps a whole block, and before the first thread. Any later call does nothing.
 * Without it, and in builds with a sanitizer (which could not see into the blocks), jansson uses malloc. */
void json_memory_use(void);

/* Memory for any type, not cleared; NULL when there is none. Any thread, does not block for long. */
void *json_memory_alloc(size_t n_bytes);

/* Frees what json_memory_alloc() or jansson made (also the text of json_dumps()), or malloc memory;
 * NULL is allowed. Any thread. */
void json_memory_free(void *p);

/* Bytes of the blocks made so far. */
size_t json_memory_bytes(void);

#endif
