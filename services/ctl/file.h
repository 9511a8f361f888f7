/* Files as samplanctl reads them: SQL, CSV, keys, passwords. */
#ifndef SAMPLAN_CTL_FILE_H
#define SAMPLAN_CTL_FILE_H

#include "services/base/arena.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>

/* Paths found below a directory, sorted by byte value. */
struct file_list {
    struct arena *arena; /* owns the rest */
    const char **paths;
    size_t n, room;
};

/* Reads a whole file of at most max_bytes; a NUL is added behind *ret_n_bytes (may be NULL). The
 * caller owns the memory: free(). NULL with errno set on failure (EFBIG: too large). */
NODISCARD char *file_read(const char *path, size_t max_bytes, size_t *ret_n_bytes);

/* Lists the regular files whose name ends in suffix directly in directory, or at any depth when
 * deep. A directory that does not exist gives an empty list. False with errno set on failure. The
 * caller owns *ret: file_list_free(). */
NODISCARD bool file_find(const char *directory, const char *suffix, bool deep,
                         struct file_list *ret);

void file_list_free(struct file_list *list);

/* "a/b" from "a" and "b", allocated; aborts when memory is exhausted. */
char *file_join(const char *directory, const char *name);

/* The part behind the last slash. */
const char *file_name(const char *path);

void file_freep(char **text); /* for CLEANUP() */

#endif
