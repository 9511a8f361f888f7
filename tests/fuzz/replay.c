/* Runs a fuzz target over files, without a fuzzer: every file as it is, and some damaged copies of it
 * that are the same each time. For make test; linked with one tests/fuzz/fuzz_*.c and sanitizers,
 * which end the program at the first fault.
 *
 * usage: fuzz_x FILE-OR-DIRECTORY… */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { INPUT_BYTES_MAX = 1 << 20, DAMAGED_COPIES = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n_bytes);

static size_t inputs_n;

/* xorshift64: the same damage in every run. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* An exact allocation, so that reading one byte too far is noticed. */
static void try_input(const uint8_t *bytes, size_t n_bytes)
{
    uint8_t *copy = malloc(n_bytes > 0 ? n_bytes : 1);

    if (copy == NULL)
        abort();
    memcpy(copy, bytes, n_bytes);
    LLVMFuzzerTestOneInput(copy, n_bytes);
    free(copy);
    inputs_n++;
}

/* Changes a byte, repeats a stretch over another, or cuts the end. Returns the new length. */
static size_t damage(uint8_t *bytes, size_t n_bytes, uint64_t *random)
{
    const size_t at = (size_t)(next_random(random) % n_bytes);
    const size_t from = (size_t)(next_random(random) % n_bytes);
    const size_t room = n_bytes - (at > from ? at : from);

    switch (next_random(random) % 4) {
    case 0:
        bytes[at] = (uint8_t)next_random(random);
        return n_bytes;
    case 1:
        bytes[at] ^= (uint8_t)(1U << (next_random(random) % 8));
        return n_bytes;
    case 2:
        memmove(bytes + at, bytes + from, room);
        return n_bytes;
    default:
        return at;
    }
}

static void try_file(const char *path)
{
    static uint8_t bytes[INPUT_BYTES_MAX], copy[INPUT_BYTES_MAX];
    FILE *in = fopen(path, "rbe");

    if (in == NULL) {
        perror(path);
        exit(2);
    }
    const size_t n_bytes = fread(bytes, 1, sizeof(bytes), in);
    fclose(in);
    try_input(bytes, n_bytes);
    uint64_t random = 0x9e3779b97f4a7c15U ^ n_bytes;
    for (int i = 0; i < DAMAGED_COPIES && n_bytes > 0; i++) {
        memcpy(copy, bytes, n_bytes);
        size_t n = damage(copy, n_bytes, &random);
        if (n > 0)
            n = damage(copy, n, &random);
        try_input(copy, n);
    }
}

static void try_directory(const char *path)
{
    struct dirent **entries = NULL;
    const int n = scandir(path, &entries, NULL, alphasort);

    for (int i = 0; i < n; i++) {
        char file[4096];
        if (entries[i]->d_name[0] != '.') {
            snprintf(file, sizeof(file), "%s/%s", path, entries[i]->d_name);
            try_file(file);
        }
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct stat status;
        if (stat(argv[i], &status) == 0 && S_ISDIR(status.st_mode))
            try_directory(argv[i]);
        else
            try_file(argv[i]);
    }
    printf("%zu inputs\n", inputs_n);
    return inputs_n > 0 ? 0 : 1;
}
