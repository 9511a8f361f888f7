/* Static files in memory. */
#include "services/http/static.h"

#include "auth/digest.h"
#include "services/base/arena.h"
#include "services/http/compress.h"
#include "services/http/static_css.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BYTES_MAX ((off_t)4 << 20)
#define FILES_MAX 4000
#define DEPTH_MAX 8
#define HASH_CHARACTERS 16

struct statics {
    struct static_file *files;
    size_t n, room;
};

static const struct {
    const char *extension, *type;
    bool is_text; /* worth compressing */
} TYPES[] = {
    {"css", "text/css; charset=utf-8", true},
    {"js", "text/javascript; charset=utf-8", true},
    {"svg", "image/svg+xml", true},
    {"json", "application/json", true},
    {"webmanifest", "application/manifest+json", true},
    {"txt", "text/plain; charset=utf-8", true},
    {"html", "text/html; charset=utf-8", true},
    {"ico", "image/x-icon", false},
    {"png", "image/png", false},
    {"jpg", "image/jpeg", false},
    {"webp", "image/webp", false},
    {"woff2", "font/woff2", false},
    {"pdf", "application/pdf", false},
};

static const char *extension_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    return dot != NULL ? dot + 1 : "";
}

static const char *type_of(const char *path, bool *ret_is_text)
{
    const char *extension = extension_of(path);

    for (size_t i = 0; i < ARRAY_LEN(TYPES); i++) {
        if (strcmp(TYPES[i].extension, extension) == 0) {
            *ret_is_text = TYPES[i].is_text;
            return TYPES[i].type;
        }
    }
    *ret_is_text = false;
    return "application/octet-stream";
}

/* ---- Reading ---- */

static bool name_ok(const char *name)
{
    for (const char *p = name; *p != '\0'; p++) {
        if (!((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') ||
              strchr("._-", *p) != NULL))
            return false;
    }
    return name[0] != '\0';
}

static bool bytes_read(int fd, char *bytes, size_t n_bytes)
{
    size_t at = 0;

    while (at < n_bytes) {
        ssize_t n = read(fd, bytes + at, n_bytes - at);
        if (n <= 0 && errno != EINTR)
            return false;
        at += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static enum err file_read(int fd, const struct stat *status, struct static_body *body)
{
    if (status->st_size > FILE_BYTES_MAX)
        return ERR_LIMIT;
    body->n_bytes = (size_t)status->st_size;
    body->bytes = malloc(body->n_bytes + 1);
    if (body->bytes == NULL)
        abort();
    body->bytes[body->n_bytes] = '\0';
    return bytes_read(fd, body->bytes, body->n_bytes) ? OK : ERR_IO;
}

static enum err file_add(struct statics *statics, int fd, const struct stat *status,
                         const char *path)
{
    if (statics->n == statics->room) {
        statics->room = statics->room > 0 ? 2 * statics->room : 64;
        statics->files = realloc(statics->files, statics->room * sizeof(*statics->files));
        if (statics->files == NULL)
            abort();
    }
    if (statics->n >= FILES_MAX)
        return ERR_LIMIT;
    struct static_file *file = &statics->files[statics->n++];
    *file = (struct static_file){.path = strdup(path)};
    if (file->path == NULL)
        abort();
    return file_read(fd, status, &file->bodies[STATIC_PLAIN]);
}

static enum err folder_read(struct statics *statics, int fd, const char *path, int depth,
                            FILE *complaints);

/* One entry of a folder: a file, or a folder of its own. */
static enum err entry_read(struct statics *statics, int folder, const char *name, const char *path,
                           int depth, FILE *complaints)
{
    struct stat status;
    enum err r;

    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status) < 0) {
        fprintf(complaints, "%s: %s\n", path, strerror(errno));
        r = ERR_IO;
    } else if (!name_ok(name)) {
        fprintf(complaints, "%s: file names are of letters, digits, . _ and -\n", path);
        r = ERR_INVALID;
    } else if (S_ISDIR(status.st_mode)) {
        return folder_read(statics, fd, path, depth + 1, complaints);
    } else {
        r = file_add(statics, fd, &status, path);
        if (r < 0)
            fprintf(complaints, "%s: %s\n", path,
                    r == ERR_LIMIT ? "is too large, or there are too many" : "cannot be read");
    }
    if (fd >= 0)
        close(fd);
    return r;
}

/* Takes fd. */
static enum err folder_read(struct statics *statics, int fd, const char *path, int depth,
                            FILE *complaints)
{
    DIR *folder = depth <= DEPTH_MAX ? fdopendir(fd) : NULL;
    enum err r = OK;

    if (folder == NULL) {
        fprintf(complaints, "%s: cannot be read\n", path);
        close(fd);
        return ERR_IO;
    }
    for (const struct dirent *entry; r == OK && (entry = readdir(folder)) != NULL;) {
        char below[512];
        if (entry->d_name[0] == '.')
            continue;
        if (snprintf(below, sizeof(below), "%s/%s", path, entry->d_name) < (int)sizeof(below))
            r = entry_read(statics, fd, entry->d_name, below, depth, complaints);
    }
    closedir(folder);
    return r;
}

/* ---- Hashes and codings ---- */

static void file_hash(struct static_file *file)
{
    static const char digits[] = "0123456789abcdef";
    static const char *const marks[STATIC_N] = {"", "-gz", "-br"};
    unsigned char digest[DIGEST_BYTES];
    char hash[HASH_CHARACTERS + 1];
    const char *extension = extension_of(file->path);
    const size_t stem = (size_t)(extension - file->path);

    digest_sha256(file->bodies[STATIC_PLAIN].bytes, file->bodies[STATIC_PLAIN].n_bytes, digest);
    for (size_t i = 0; i < HASH_CHARACTERS / 2; i++) {
        hash[2 * i] = digits[digest[i] >> 4];
        hash[2 * i + 1] = digits[digest[i] & 15];
    }
    hash[HASH_CHARACTERS] = '\0';
    for (int i = 0; i < STATIC_N; i++)
        (void)snprintf(file->etag[i], sizeof(file->etag[i]), "\"%s%s\"", hash, marks[i]);
    int n = extension[0] != '\0'
                ? asprintf(&file->hashed, "%.*s%s.%s", (int)stem, file->path, hash, extension)
                : asprintf(&file->hashed, "%s.%s", file->path, hash);
    if (n < 0)
        abort();
}

static void file_compress(struct static_file *file)
{
    const struct static_body *plain = &file->bodies[STATIC_PLAIN];
    struct static_body *gzip = &file->bodies[STATIC_GZIP], *brotli = &file->bodies[STATIC_BROTLI];
    bool is_text;

    file->type = type_of(file->path, &is_text);
    if (!is_text || plain->n_bytes < 256)
        return;
    if (compress_gzip_best(plain->bytes, plain->n_bytes, &gzip->bytes, &gzip->n_bytes) < 0)
        gzip->bytes = NULL;
    if (compress_brotli_best(plain->bytes, plain->n_bytes, &brotli->bytes, &brotli->n_bytes) < 0)
        brotli->bytes = NULL;
}

static bool is_css(const struct static_file *file)
{
    return strcmp(extension_of(file->path), "css") == 0;
}

/* The hashed name of a path, for static_css.c. */
static const char *hashed_name(void *closure, const char *path)
{
    const struct statics *statics = closure;

    for (size_t i = 0; i < statics->n; i++) {
        if (statics->files[i].hashed != NULL && strcmp(statics->files[i].path, path) == 0)
            return statics->files[i].hashed;
    }
    return NULL;
}

static int by_path(const void *a, const void *b)
{
    const struct static_file *one = a, *other = b;
    return strcmp(one->path, other->path);
}

/* Style sheets come last: their content holds the hashes of others. */
static void finish(struct statics *statics)
{
    if (statics->n > 0)
        qsort(statics->files, statics->n, sizeof(*statics->files), by_path);
    for (size_t i = 0; i < statics->n; i++) {
        if (!is_css(&statics->files[i]))
            file_hash(&statics->files[i]);
    }
    for (size_t i = 0; i < statics->n; i++) {
        struct static_file *file = &statics->files[i];
        if (!is_css(file))
            continue;
        static_css_rewrite(file->path, &file->bodies[STATIC_PLAIN].bytes,
                           &file->bodies[STATIC_PLAIN].n_bytes, hashed_name, statics);
        file_hash(file);
    }
    for (size_t i = 0; i < statics->n; i++)
        file_compress(&statics->files[i]);
}

enum err statics_load(const char *web_dir, FILE *complaints, struct statics **ret)
{
    struct statics *statics = calloc(1, sizeof(*statics));
    char folder[512];

    if (statics == NULL)
        abort();
    (void)snprintf(folder, sizeof(folder), "%s/static", web_dir);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        fprintf(complaints, "%s: %s\n", folder, strerror(errno));
        free(statics);
        return ERR_IO;
    }
    enum err r = folder_read(statics, fd, "/static", 0, complaints);
    if (r < 0) {
        statics_free(statics);
        return r;
    }
    finish(statics);
    *ret = statics;
    return OK;
}

void statics_free(struct statics *statics)
{
    if (statics == NULL)
        return;
    for (size_t i = 0; i < statics->n; i++) {
        free(statics->files[i].path);
        free(statics->files[i].hashed);
        for (int j = 0; j < STATIC_N; j++)
            free(statics->files[i].bodies[j].bytes);
    }
    free(statics->files);
    free(statics);
}

const struct static_file *statics_find(const struct statics *statics, const char *path,
                                       size_t n_bytes, bool *ret_immutable)
{
    for (size_t i = 0; i < statics->n; i++) {
        const struct static_file *file = &statics->files[i];
        *ret_immutable =
            strlen(file->hashed) == n_bytes && memcmp(file->hashed, path, n_bytes) == 0;
        if (*ret_immutable ||
            (strlen(file->path) == n_bytes && memcmp(file->path, path, n_bytes) == 0))
            return file;
    }
    return NULL;
}

static void asset_add(json_t *assets, const char *name, const char *value)
{
    char key[256];
    size_t i = 0;

    for (; name[i] != '\0' && i + 1 < sizeof(key); i++) {
        char c = name[i];
        key[i] =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
    }
    key[i] = '\0';
    if (json_object_get(assets, key) == NULL)
        (void)json_object_set_new(assets, key, json_string(value));
}

json_t *statics_assets(const struct statics *statics)
{
    json_t *assets = json_object();

    for (int nested = 0; nested < 2; nested++) {
        for (size_t i = 0; i < statics->n; i++) {
            const struct static_file *file = &statics->files[i];
            const char *name = file->path + sizeof(STATIC_PREFIX) - 1;
            if ((strchr(name, '/') != NULL) != nested)
                continue;
            asset_add(assets, name, file->hashed);
            if (nested)
                asset_add(assets, strrchr(name, '/') + 1, file->hashed);
        }
    }
    return assets;
}
