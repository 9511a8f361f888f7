/* A page makes and frees a few thousand JSON values; with malloc that took a third of its time. Here a
 * thread hands out one piece after the other from a block of its own and counts; a block is used again
 * when all its pieces have been freed, whichever thread frees them. Nothing is reused piece by piece, so
 * neither call ever searches.
 *
 * All blocks lie in one range of addresses, by which a piece is told from what malloc gave. A few blocks
 * that wait for use keep their memory; that of the others goes back to the system. */
#include "services/base/json_memory.h"

#include <jansson.h>
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#define BLOCK_BYTES ((size_t)256 * 1024) /* holds all of an ordinary page */
#define RANGE_BYTES ((size_t)1024 * BLOCK_BYTES)
#define PIECE_BYTES_MAX ((size_t)2048) /* what is larger is rare and goes to malloc */
#define WARM_MAX 8                     /* blocks that keep their memory while they wait */
#define PAGE_BYTES ((size_t)4096)
#define ALIGN alignof(max_align_t)

struct block {
    struct block *next;   /* of the blocks that wait for use */
    size_t used;          /* bytes handed out, this head included; the owner's */
    int64_t mine;         /* pieces handed out less those that the owner freed; the owner's */
    _Atomic int64_t rest; /* less those that others freed; once the owner has left the block, all of
                             its pieces that are not free */
};

#define HEAD_BYTES ((sizeof(struct block) + ALIGN - 1) / ALIGN * ALIGN)

static char *range; /* NULL: not in use */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct block *warm, *cold; /* that wait; of the cold ones only the first page has memory */
static size_t n_warm, n_blocks;   /* n_blocks: made so far */

static _Thread_local struct block *current;

/* A block with no piece in it; NULL when the range is used up or the system has no memory. */
static struct block *block_take(void)
{
    (void)pthread_mutex_lock(&mutex);
    struct block *block = warm != NULL ? warm : cold;
    if (warm != NULL) {
        warm = block->next;
        n_warm--;
    } else if (block != NULL) {
        cold = block->next;
    } else if (n_blocks < RANGE_BYTES / BLOCK_BYTES &&
               mprotect(range + n_blocks * BLOCK_BYTES, BLOCK_BYTES, PROT_READ | PROT_WRITE) == 0) {
        block = (struct block *)(void *)(range + n_blocks * BLOCK_BYTES);
        n_blocks++;
    }
    (void)pthread_mutex_unlock(&mutex);
    if (block == NULL)
        return NULL;
    block->used = HEAD_BYTES;
    block->mine = 0;
    atomic_store_explicit(&block->rest, 0, memory_order_relaxed);
    return block;
}

static void block_give_back(struct block *block)
{
    (void)pthread_mutex_lock(&mutex);
    const bool stays_warm = n_warm < WARM_MAX;
    struct block **list = stays_warm ? &warm : &cold;
    block->next = *list;
    *list = block;
    n_warm += stays_warm;
    if (!stays_warm)
        (void)madvise((char *)block + PAGE_BYTES, BLOCK_BYTES - PAGE_BYTES, MADV_DONTNEED);
    (void)pthread_mutex_unlock(&mutex);
}

/* The owner leaves its block: from now on all count in rest. */
static void block_leave(struct block *block)
{
    const int64_t mine = block->mine;

    if (atomic_fetch_add_explicit(&block->rest, mine, memory_order_acq_rel) + mine == 0)
        block_give_back(block);
}

static struct block *block_of(const void *p)
{
    const size_t at = (size_t)((uintptr_t)p - (uintptr_t)range);

    return range != NULL && at < RANGE_BYTES
               ? (struct block *)(void *)(range + at / BLOCK_BYTES * BLOCK_BYTES)
               : NULL;
}

void *json_memory_alloc(size_t n_bytes)
{
    const size_t n = (n_bytes + ALIGN - 1) / ALIGN * ALIGN;
    struct block *block = current;

    if (range == NULL || n_bytes > PIECE_BYTES_MAX)
        return malloc(n_bytes);
    if (block == NULL || block->used + n > BLOCK_BYTES) {
        block = block_take();
        if (block == NULL)
            return malloc(n_bytes);
        if (current != NULL)
            block_leave(current);
        current = block;
    }
    void *p = (char *)block + block->used;
    block->used += n;
    block->mine++;
    return p;
}

void json_memory_free(void *p)
{
    struct block *block = block_of(p);

    if (block == NULL) {
        free(p);
    } else if (block == current) {
        block->mine--;
        if (block->mine + atomic_load_explicit(&block->rest, memory_order_acquire) == 0) {
            block->used = HEAD_BYTES; /* all are free: begin again at its start */
            block->mine = 0;
            atomic_store_explicit(&block->rest, 0, memory_order_relaxed);
        }
    } else if (atomic_fetch_sub_explicit(&block->rest, 1, memory_order_acq_rel) == 1) {
        block_give_back(block);
    }
}

size_t json_memory_bytes(void)
{
    (void)pthread_mutex_lock(&mutex);
    const size_t n = n_blocks * BLOCK_BYTES;
    (void)pthread_mutex_unlock(&mutex);
    return n;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

void json_memory_use(void)
{
    if (SANITIZED || range != NULL)
        return;
    void *p =
        mmap(NULL, RANGE_BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return;
    range = p;
    json_set_alloc_funcs(json_memory_alloc, json_memory_free);
}
