/* samplanctl key: makes keys, and moves what they seal to new ones. */
#include "auth/cipher.h"
#include "auth/password.h"
#include "services/ctl/ctl.h"
#include "services/ctl/file.h"
#include "services/ctl/key_install.h"
#include "services/ctl/key_rotate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char key_help[] =
    "Usage: samplanctl key new\n"
    "       samplanctl key rotate\n"
    "       samplanctl key install\n"
    "\n"
    "CPR numbers and the secrets of one-time codes are sealed, and recovery codes hashed, with "
    "keys\n"
    "that live in files of key_dir, one line each: samplan-key v1 <id> <purpose> <base64>. Keep a "
    "copy\n"
    "of them away from the database's copies: without them the numbers are lost.\n"
    "\n"
    "  new     makes cpr-seal.key, cpr-index.key, totp-seal.key, recovery-hash.key and\n"
    "          server-proof.key where they are missing; never replaces one. Needed once after an\n"
    "          upgrade that adds a key\n"
    "  install gives the database the keys by which it knows the server's proofs "
    "(server-proof.key).\n"
    "          Needed once, and after each change of that file; migrate does it too when it can "
    "read\n"
    "          the keys. The server does not start before\n"
    "  rotate  adds a new generation of the first three and moves all values to it. May be\n"
    "          stopped at any time: run again, it goes on where it stopped. When it says so, the\n"
    "          old lines may be taken out of the files. The server reads keys at its start: "
    "restart\n"
    "          it after each change of the files. With bootstrap_database set a rotation is "
    "faster\n"
    "          and does not count as a change of the citizens.\n"
    "\n"
    "Exit codes: 0 done, 1 failed, 2 usage, 3 settings or keys, 4 database.\n";

static const struct {
    enum key_purpose purpose;
    const char *file;
} purposes[] = {{KEY_CPR_SEAL, "cpr-seal.key"},
                {KEY_CPR_INDEX, "cpr-index.key"},
                {KEY_TOTP_SEAL, "totp-seal.key"},
                {KEY_RECOVERY_HASH, "recovery-hash.key"},
                {KEY_SERVER_PROOF, "server-proof.key"}};

enum { N_ROTATED = 3 }; /* the first ones; of recovery codes only hashes are kept */

/* Writes bytes to a new file beside path and moves it there: the key is whole or not there. */
static enum ctl_exit write_file(const char *path, const char *bytes, size_t n)
{
    char *fresh CLEANUP(file_freep) = NULL;
    if (asprintf(&fresh, "%s.new", path) < 0)
        abort();
    unlink(fresh); /* of a run that was killed */
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return ctl_fail(CTL_CONFIG, "cannot write %s: %s", fresh, strerror(errno));
    bool ok = write(fd, bytes, n) == (ssize_t)n && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    if (!ok || rename(fresh, path) != 0)
        return ctl_fail(CTL_CONFIG, "cannot write %s: %s", path, strerror(errno));
    return CTL_OK;
}

/* Appends a fresh line of generation id to what the file holds. */
static enum ctl_exit add_generation(const char *directory, size_t which, unsigned char id)
{
    char line[CIPHER_KEY_LINE_BYTES];
    size_t n_old = 0;
    char *path CLEANUP(file_freep) = file_join(directory, purposes[which].file);
    char *old CLEANUP(file_freep) = file_read(path, 65536, &n_old);
    if (old == NULL && errno != ENOENT)
        return ctl_fail(CTL_CONFIG, "cannot read %s: %s", path, strerror(errno));
    if (cipher_key_line(id, purposes[which].purpose, line) != OK)
        return ctl_fail(CTL_CONFIG, "%s: no generation is left", path);
    char *all;
    int n = asprintf(&all, "%s%s", old != NULL ? old : "", line);
    if (n < 0)
        abort();
    enum ctl_exit result = write_file(path, all, (size_t)n);
    password_wipe(line, sizeof(line));
    password_wipe(all, (size_t)n);
    if (old != NULL)
        password_wipe(old, n_old);
    free(all);
    return result;
}

static enum ctl_exit key_new(struct ctl *ctl, const char *directory)
{
    if (mkdir(directory, 0700) != 0 && errno != EEXIST)
        return ctl_fail(CTL_CONFIG, "cannot make %s: %s", directory, strerror(errno));
    for (size_t i = 0; i < ARRAY_LEN(purposes); i++) {
        struct stat st;
        char *path CLEANUP(file_freep) = file_join(directory, purposes[i].file);
        if (stat(path, &st) == 0) {
            ctl_say(ctl, "%s: there already", path);
            continue;
        }
        enum ctl_exit result = add_generation(directory, i, 1);
        if (result != CTL_OK)
            return result;
        ctl_say(ctl, "%s: made", path);
    }
    return CTL_OK;
}

/* A generation is added only when no earlier rotation is unfinished: what the ring's newest key has
 * not sealed yet is finished first. */
static enum ctl_exit key_rotate(struct ctl *ctl, const char *directory)
{
    char problem[300];
    bool unfinished = false;
    struct keyring *keys CLEANUP(keyring_freep) = NULL;
    if (keyring_load(directory, &keys, problem, sizeof(problem)) != OK)
        return ctl_fail(CTL_CONFIG, "%s", problem);
    enum ctl_exit result = key_rotation_unfinished(ctl, keys, &unfinished);
    if (result != CTL_OK)
        return result;
    if (unfinished) {
        ctl_say(ctl, "going on with a rotation that was stopped");
        return key_rotation_run(ctl, keys);
    }
    /* The index key first: a number's generation is known by its seal, so a run that is killed between
     * the two files has begun nothing. */
    for (size_t i = N_ROTATED; i-- > 0;) {
        unsigned id = keyring_current(keys, purposes[i].purpose) + 1U;
        if ((result = add_generation(directory, i, (unsigned char)(id > 255 ? 0 : id))) != CTL_OK)
            return result;
    }
    keyring_free(TAKE(keys));
    if (keyring_load(directory, &keys, problem, sizeof(problem)) != OK)
        return ctl_fail(CTL_CONFIG, "%s", problem);
    return key_rotation_run(ctl, keys);
}

/* Gives the database at migrate_database the keys of proofs. */
static enum ctl_exit key_install_now(struct ctl *ctl, const char *directory)
{
    struct pg *pg CLEANUP(pg_closep) = NULL;
    if (!pg_open(ctl_setting(ctl, "migrate_database"), "samplanctl key", &pg))
        return CTL_DATABASE;
    return key_install(ctl, directory, pg);
}

enum ctl_exit key_command(struct ctl *ctl, int argc, char **argv)
{
    const char *directory = ctl_setting(ctl, "key_dir");
    if (argc != 2)
        return ctl_usage("key", argc > 2 ? argv[2] : NULL);
    if (directory == NULL)
        return ctl_fail(CTL_CONFIG, "key_dir is not set");
    if (strcmp(argv[1], "new") == 0)
        return key_new(ctl, directory);
    if (strcmp(argv[1], "rotate") == 0)
        return key_rotate(ctl, directory);
    if (strcmp(argv[1], "install") == 0)
        return key_install_now(ctl, directory);
    return ctl_usage("key", argv[1]);
}
