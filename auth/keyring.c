#include "auth/keyring.h"

#include "auth/ready.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEYS_MAX 32
#define FILE_MAX_BYTES 16384

struct key {
    unsigned char id;
    enum key_purpose purpose;
    unsigned char bytes[CIPHER_KEY_BYTES];
};

struct keyring {
    unsigned n;
    struct key keys[KEYS_MAX];
};

/* Where a line came from, for the message to the operator. */
struct source {
    const char *name;
    unsigned line;
};

static const char *const PURPOSES[] = {
    [KEY_CPR_SEAL] = "cpr-seal",         [KEY_CPR_INDEX] = "cpr-index",
    [KEY_TOTP_SEAL] = "totp-seal",       [KEY_RECOVERY_HASH] = "recovery-hash",
    [KEY_SERVER_PROOF] = "server-proof",
};

static struct keyring *keyring_new(void)
{
    struct keyring *keys;

    auth_ready();
    keys = sodium_malloc(sizeof(*keys));
    if (keys == NULL)
        abort();
    keys->n = 0;
    return keys;
}

void keyring_free(struct keyring *keys)
{
    sodium_free(keys);
}

void keyring_freep(struct keyring **keys)
{
    keyring_free(*keys);
}

const unsigned char *keyring_key(const struct keyring *keys, enum key_purpose purpose,
                                 unsigned char id)
{
    for (unsigned i = 0; i < keys->n; i++) {
        if (keys->keys[i].purpose == purpose && keys->keys[i].id == id)
            return keys->keys[i].bytes;
    }
    return NULL;
}

unsigned keyring_ids(const struct keyring *keys, enum key_purpose purpose,
                     unsigned char ret_ids[255])
{
    unsigned n = 0;

    for (unsigned id = 255; id > 0; id--) {
        if (keyring_key(keys, purpose, (unsigned char)id) != NULL)
            ret_ids[n++] = (unsigned char)id;
    }
    return n;
}

unsigned char keyring_current(const struct keyring *keys, enum key_purpose purpose)
{
    unsigned char ids[255];

    return keyring_ids(keys, purpose, ids) > 0 ? ids[0] : 0;
}

void keyring_format(unsigned char id, enum key_purpose purpose,
                    const unsigned char key[CIPHER_KEY_BYTES], char ret_line[CIPHER_KEY_LINE_BYTES])
{
    char text[sodium_base64_ENCODED_LEN(CIPHER_KEY_BYTES, sodium_base64_VARIANT_ORIGINAL)];

    sodium_bin2base64(text, sizeof(text), key, CIPHER_KEY_BYTES, sodium_base64_VARIANT_ORIGINAL);
    snprintf(ret_line, CIPHER_KEY_LINE_BYTES, "samplan-key v1 %u %s %s\n", (unsigned)id,
             PURPOSES[purpose], text);
    sodium_memzero(text, sizeof(text));
}

static bool purpose_read(const char *text, enum key_purpose *ret_purpose)
{
    for (unsigned i = 0; i < ARRAY_LEN(PURPOSES); i++) {
        if (strcmp(text, PURPOSES[i]) == 0) {
            *ret_purpose = (enum key_purpose)i;
            return true;
        }
    }
    return false;
}

/* "1" to "255" without sign, blanks or leading zeros. */
static bool id_read(const char *text, unsigned char *ret_id)
{
    const size_t n = strspn(text, "0123456789");
    unsigned long id;

    if (n == 0 || n > 3 || text[n] != '\0' || text[0] == '0')
        return false;
    id = strtoul(text, NULL, 10);
    if (id > 255)
        return false;
    *ret_id = (unsigned char)id;
    return true;
}

/* Reads one line in place into the ring. Returns what is wrong with it, or NULL. */
static const char *line_read(struct keyring *keys, char *line)
{
    char *rest = NULL;
    char *words[6] = {NULL};
    struct key *key = &keys->keys[keys->n];
    size_t n_bytes = 0;
    unsigned n = 0;

    for (char *word = strtok_r(line, " \t\r", &rest); word != NULL && n < ARRAY_LEN(words);
         word = strtok_r(NULL, " \t\r", &rest))
        words[n++] = word;
    if (n == 0 || words[0][0] == '#')
        return NULL;
    if (n != 5 || strcmp(words[0], "samplan-key") != 0 || strcmp(words[1], "v1") != 0)
        return "is not of the form: samplan-key v1 <id> <purpose> <base64>";
    if (keys->n == KEYS_MAX)
        return "is one key too many";
    if (!id_read(words[2], &key->id))
        return "has an id that is not a number from 1 to 255";
    if (!purpose_read(words[3], &key->purpose))
        return "has an unknown purpose (cpr-seal, cpr-index, totp-seal, recovery-hash, "
               "server-proof)";
    if (keyring_key(keys, key->purpose, key->id) != NULL)
        return "repeats an id of the same purpose";
    if (sodium_base642bin(key->bytes, sizeof(key->bytes), words[4], strlen(words[4]), NULL,
                          &n_bytes, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        n_bytes != CIPHER_KEY_BYTES)
        return "does not hold 32 bytes in base64";
    if (sodium_is_zero(key->bytes, CIPHER_KEY_BYTES))
        return "holds an empty key";
    keys->n++;
    return NULL;
}

/* Reads and wipes text, which it may change. */
static enum err text_read(struct keyring *keys, char *text, size_t n_text, const char *name,
                          char *ret_problem, size_t n_problem)
{
    struct source source = {.name = name, .line = 0};
    const char *wrong = NULL;
    char *next = text;

    while (next != NULL && wrong == NULL) {
        char *line = next;

        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        source.line++;
        wrong = line_read(keys, line);
    }
    sodium_memzero(text, n_text);
    if (wrong == NULL)
        return OK;
    snprintf(ret_problem, n_problem, "%s: line %u %s", source.name, source.line, wrong);
    return ERR_PARSE;
}

/* Opens without following links and refuses what others could have read. */
static enum err file_open(int dir_fd, const char *name, int *ret_fd, char *ret_problem,
                          size_t n_problem)
{
    struct stat st;
    const int fd = openat(dir_fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

    if (fd < 0) {
        snprintf(ret_problem, n_problem, "%s: %s", name, strerror(errno));
        return ERR_IO;
    }
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > FILE_MAX_BYTES) {
        snprintf(ret_problem, n_problem, "%s: is not a small regular file", name);
        close(fd);
        return ERR_IO;
    }
    if ((st.st_mode & 0027) != 0) {
        snprintf(ret_problem, n_problem, "%s: mode %04o is too open, make it 0400", name,
                 (unsigned)(st.st_mode & 07777));
        close(fd);
        return ERR_IO;
    }
    *ret_fd = fd;
    return OK;
}

static enum err file_read(struct keyring *keys, int dir_fd, const char *name, char *ret_problem,
                          size_t n_problem)
{
    char text[FILE_MAX_BYTES + 1];
    size_t n = 0;
    ssize_t got = 0;
    int fd;
    const enum err r = file_open(dir_fd, name, &fd, ret_problem, n_problem);

    if (r < 0)
        return r;
    while (n < FILE_MAX_BYTES && (got = read(fd, text + n, FILE_MAX_BYTES - n)) > 0)
        n += (size_t)got;
    close(fd);
    if (got < 0) {
        sodium_memzero(text, sizeof(text));
        snprintf(ret_problem, n_problem, "%s: %s", name, strerror(errno));
        return ERR_IO;
    }
    text[n] = '\0';
    return text_read(keys, text, n, name, ret_problem, n_problem);
}

static bool named_key(const char *name)
{
    const size_t n = strlen(name);

    return n > 4 && name[0] != '.' && strcmp(name + n - 4, ".key") == 0;
}

/* Every purpose needs a key, or nothing could be stored or found. */
static enum err complete(const struct keyring *keys, const char *where, char *ret_problem,
                         size_t n_problem)
{
    for (unsigned i = 0; i < ARRAY_LEN(PURPOSES); i++) {
        if (keyring_current(keys, (enum key_purpose)i) == 0) {
            snprintf(ret_problem, n_problem, "%s: no key for %s", where, PURPOSES[i]);
            return ERR_IO;
        }
    }
    return OK;
}

enum err keyring_load(const char *dir, struct keyring **ret_keys, char *ret_problem,
                      size_t n_problem)
{
    const char *where = dir != NULL ? dir : getenv("CREDENTIALS_DIRECTORY");
    CLEANUP(keyring_freep) struct keyring *keys = keyring_new();
    struct dirent *entry;
    enum err r = OK;
    DIR *list = where != NULL ? opendir(where) : NULL;

    if (list == NULL) {
        snprintf(ret_problem, n_problem, "key_dir %s: %s", where != NULL ? where : "(not set)",
                 where != NULL ? strerror(errno) : "and no $CREDENTIALS_DIRECTORY");
        return ERR_IO;
    }
    while (r == OK && (entry = readdir(list)) != NULL) {
        if (named_key(entry->d_name))
            r = file_read(keys, dirfd(list), entry->d_name, ret_problem, n_problem);
    }
    closedir(list);
    if (r == OK)
        r = complete(keys, where, ret_problem, n_problem);
    if (r < 0)
        return r;
    sodium_mprotect_readonly(keys);
    *ret_keys = TAKE(keys);
    return OK;
}

enum err keyring_read(const char *text, struct keyring **ret_keys, char *ret_problem,
                      size_t n_problem)
{
    CLEANUP(keyring_freep) struct keyring *keys = keyring_new();
    char copy[FILE_MAX_BYTES + 1];
    const size_t n = strnlen(text, FILE_MAX_BYTES + 1);
    enum err r;

    if (n > FILE_MAX_BYTES) {
        snprintf(ret_problem, n_problem, "keys: too long");
        return ERR_PARSE;
    }
    memcpy(copy, text, n + 1);
    r = text_read(keys, copy, n, "keys", ret_problem, n_problem);
    if (r == OK)
        r = complete(keys, "keys", ret_problem, n_problem);
    if (r < 0)
        return r;
    sodium_mprotect_readonly(keys);
    *ret_keys = TAKE(keys);
    return OK;
}
