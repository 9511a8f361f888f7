/* Files as samplanctl reads them. */
#include "services/ctl/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 8 };

void file_freep(char **text)
{
    free(*text);
}

char *file_join(const char *directory, const char *name)
{
    char *path;
    if (asprintf(&path, "%s/%s", directory, name) < 0)
        abort();
    return path;
}

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static char *read_all(int fd, size_t max_bytes, size_t *ret_n_bytes)
{
    size_t n = 0, room = 16384;
    char *bytes = malloc(room + 1);
    if (bytes == NULL)
        abort();
    for (;;) {
        ssize_t got = read(fd, bytes + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || n + (size_t)(got > 0 ? got : 0) > max_bytes) {
            int error = got < 0 ? errno : EFBIG;
            free(bytes);
            errno = error;
            return NULL;
        }
        if (got == 0)
            break;
        n += (size_t)got;
        if (n == room) {
            room *= 2;
            bytes = realloc(bytes, room + 1);
            if (bytes == NULL)
                abort();
        }
    }
    bytes[n] = '\0';
    if (ret_n_bytes != NULL)
        *ret_n_bytes = n;
    return bytes;
}

char *file_read(const char *path, size_t max_bytes, size_t *ret_n_bytes)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    char *bytes = read_all(fd, max_bytes, ret_n_bytes);
    int error = errno;
    close(fd);
    errno = error;
    return bytes;
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t n = strlen(name), m = strlen(suffix);
    return n >= m && strcmp(name + n - m, suffix) == 0;
}

static void add(struct file_list *list, const char *path)
{
    if (list->n == list->room) {
        size_t room = 2 * list->room + 16;
        const char **paths = arena_alloc(list->arena, room * sizeof(*paths));
        if (list->n > 0)
            memcpy(paths, list->paths, list->n * sizeof(*paths));
        list->paths = paths;
        list->room = room;
    }
    list->paths[list->n++] = path;
}

static bool collect(const char *directory, const char *suffix, int depth, struct file_list *list)
{
    DIR *dir = opendir(directory);
    if (dir == NULL)
        return errno == ENOENT;
    bool ok = true;
    for (struct dirent *entry; ok && (entry = readdir(dir)) != NULL;) {
        struct stat st;
        if (entry->d_name[0] == '.')
            continue;
        const char *path = arena_printf(list->arena, "%s/%s", directory, entry->d_name);
        if (stat(path, &st) != 0)
            ok = false;
        else if (S_ISDIR(st.st_mode))
            ok = depth <= 0 || collect(path, suffix, depth - 1, list);
        else if (S_ISREG(st.st_mode) && ends_in(entry->d_name, suffix))
            add(list, path);
    }
    closedir(dir);
    return ok;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool file_find(const char *directory, const char *suffix, bool deep, struct file_list *ret)
{
    struct file_list list = {.arena = arena_new(0)};
    if (!collect(directory, suffix, deep ? DEPTH_MAX : 0, &list)) {
        int error = errno;
        file_list_free(&list);
        errno = error;
        return false;
    }
    if (list.n > 1)
        qsort(list.paths, list.n, sizeof(*list.paths), by_bytes);
    *ret = list;
    return true;
}

void file_list_free(struct file_list *list)
{
    arena_free(list->arena);
    *list = (struct file_list){0};
}
