#include "auth/cipher.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define CPR "0909911234"
#define N_SEALED (CPR_CHARACTERS + CIPHER_OVERHEAD_BYTES)

/* Key 1 of each purpose is 00 01 02 …; key 2 of cpr-seal is 20 21 22 … */
#define SEAL_1 "samplan-key v1 1 cpr-seal AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
#define SEAL_2 "samplan-key v1 2 cpr-seal ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"
#define INDEX_1                                                                                    \
    "samplan-key v1 1 cpr-index AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                    \
    "samplan-key v1 1 totp-seal ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"                    \
    "samplan-key v1 1 recovery-hash AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                \
    "samplan-key v1 1 server-proof ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"

static const struct cipher_place PLACE = {
    .table = "citizen", .column = "cpr_sealed", .row = "7b0d7f0e-2f7e-4f5c-9f57-0c6d2c6f8f11"};

static struct keyring *ring(const char *text)
{
    struct keyring *keys = NULL;
    char problem[200] = "";

    if (keyring_read(text, &keys, problem, sizeof(problem)) != OK)
        fail_msg("%s", problem);
    return keys;
}

static void cipher_open__what_was_sealed__comes_back(void **state)
{
    CLEANUP(keyring_freep) struct keyring *keys = ring(SEAL_1 INDEX_1);
    unsigned char sealed[N_SEALED], again[N_SEALED];
    unsigned char plain[CPR_CHARACTERS];
    size_t n = 0;

    (void)state;
    assert_int_equal(cipher_seal(keys, &PLACE, CPR, CPR_CHARACTERS, sealed), OK);
    assert_int_equal(cipher_seal(keys, &PLACE, CPR, CPR_CHARACTERS, again), OK);
    assert_memory_not_equal(sealed, again, N_SEALED);
    assert_int_equal(sealed[0], 1);
    assert_int_equal(cipher_open(keys, &PLACE, sealed, N_SEALED, plain, &n), OK);
    assert_int_equal(n, CPR_CHARACTERS);
    assert_memory_equal(plain, CPR, CPR_CHARACTERS);
}

static void cipher_open__every_changed_bit__is_refused(void **state)
{
    CLEANUP(keyring_freep) struct keyring *keys = ring(SEAL_1 INDEX_1);
    unsigned char sealed[N_SEALED];
    unsigned char plain[CPR_CHARACTERS];
    size_t n = 77;

    (void)state;
    assert_int_equal(cipher_seal(keys, &PLACE, CPR, CPR_CHARACTERS, sealed), OK);
    for (unsigned bit = 0; bit < N_SEALED * 8; bit++) {
        sealed[bit / 8] = (unsigned char)(sealed[bit / 8] ^ (1u << bit % 8));
        assert_int_equal(cipher_open(keys, &PLACE, sealed, N_SEALED, plain, &n), ERR_PARSE);
        sealed[bit / 8] = (unsigned char)(sealed[bit / 8] ^ (1u << bit % 8));
    }
    for (size_t cut = 0; cut < N_SEALED; cut++)
        assert_int_equal(cipher_open(keys, &PLACE, sealed, cut, plain, &n), ERR_PARSE);
    assert_int_equal(n, 77);
}

static void cipher_open__another_place__is_refused(void **state)
{
    CLEANUP(keyring_freep) struct keyring *keys = ring(SEAL_1 INDEX_1);
    const struct cipher_place others[] = {
        {"citizen_old", PLACE.column, PLACE.row, KEY_CPR_SEAL},
        {PLACE.table, "cpr_seale", PLACE.row, KEY_CPR_SEAL},
        {PLACE.table, PLACE.column, "7b0d7f0e-2f7e-4f5c-9f57-0c6d2c6f8f12", KEY_CPR_SEAL},
        {"citizencpr_", "sealed", PLACE.row, KEY_CPR_SEAL}, /* the same characters, cut elsewhere */
        {PLACE.table, PLACE.column, PLACE.row, KEY_TOTP_SEAL},
    };
    unsigned char sealed[N_SEALED];
    unsigned char plain[CPR_CHARACTERS];
    size_t n;

    (void)state;
    assert_int_equal(cipher_seal(keys, &PLACE, CPR, CPR_CHARACTERS, sealed), OK);
    for (unsigned i = 0; i < ARRAY_LEN(others); i++)
        assert_int_equal(cipher_open(keys, &others[i], sealed, N_SEALED, plain, &n), ERR_PARSE);
}

static void cipher_seal__two_generations__writes_with_the_highest_and_reads_both(void **state)
{
    CLEANUP(keyring_freep) struct keyring *old = ring(SEAL_1 INDEX_1);
    CLEANUP(keyring_freep) struct keyring *both = ring(INDEX_1 SEAL_2 SEAL_1);
    CLEANUP(keyring_freep) struct keyring *new = ring(SEAL_2 INDEX_1);
    unsigned char sealed[N_SEALED];
    unsigned char plain[CPR_CHARACTERS];
    unsigned char ids[255];
    size_t n;

    (void)state;
    assert_int_equal(keyring_current(both, KEY_CPR_SEAL), 2);
    assert_int_equal(keyring_ids(both, KEY_CPR_SEAL, ids), 2);
    assert_int_equal(ids[0], 2);
    assert_int_equal(ids[1], 1);
    assert_int_equal(cipher_seal(old, &PLACE, CPR, CPR_CHARACTERS, sealed), OK);
    assert_int_equal(cipher_open(both, &PLACE, sealed, N_SEALED, plain, &n), OK);
    assert_int_equal(cipher_open(new, &PLACE, sealed, N_SEALED, plain, &n), ERR_PARSE);
    assert_int_equal(cipher_seal(both, &PLACE, CPR, CPR_CHARACTERS, sealed), OK);
    assert_int_equal(sealed[0], 2);
    assert_int_equal(cipher_open(new, &PLACE, sealed, N_SEALED, plain, &n), OK);
}

static void cipher_seal__beyond_the_limit__is_refused(void **state)
{
    CLEANUP(keyring_freep) struct keyring *keys = ring(SEAL_1 INDEX_1);
    static unsigned char big[CIPHER_PLAIN_MAX_BYTES + 1];
    static unsigned char sealed[sizeof(big) + CIPHER_OVERHEAD_BYTES];
    char long_name[300];
    struct cipher_place place = PLACE;

    (void)state;
    assert_int_equal(cipher_seal(keys, &PLACE, big, sizeof(big), sealed), ERR_LIMIT);
    assert_int_equal(cipher_seal(keys, &PLACE, big, sizeof(big) - 1, sealed), OK);
    memset(long_name, 'a', sizeof(long_name) - 1);
    long_name[sizeof(long_name) - 1] = '\0';
    place.row = long_name;
    assert_int_equal(cipher_seal(keys, &place, CPR, CPR_CHARACTERS, sealed), ERR_LIMIT);
}

/* BLAKE2b-256 of "0909911234" under key 00 01 … 1f, computed with Python's hashlib. */
static void cipher_index_cpr__known_key__gives_the_known_value(void **state)
{
    static const unsigned char expected[CIPHER_INDEX_BYTES] = {
        0x79, 0xcc, 0x2f, 0x1f, 0x6a, 0x26, 0x40, 0x8e, 0x0e, 0xea, 0x9a,
        0x76, 0x90, 0x4d, 0x8f, 0xe4, 0xa5, 0xa5, 0x25, 0x72, 0x9d, 0x96,
        0x1a, 0xc9, 0x87, 0xbb, 0xd4, 0x11, 0xe4, 0x1c, 0xc3, 0x99,
    };
    CLEANUP(keyring_freep) struct keyring *keys = ring(SEAL_1 INDEX_1);
    unsigned char index[CIPHER_INDEX_BYTES];

    (void)state;
    assert_int_equal(cipher_index_cpr(keys, 0, CPR, index), OK);
    assert_memory_equal(index, expected, sizeof(expected));
    assert_int_equal(cipher_index_cpr(keys, 1, CPR, index), OK);
    assert_memory_equal(index, expected, sizeof(expected));
    assert_int_equal(cipher_index_cpr(keys, 2, CPR, index), ERR_NOT_FOUND);
    assert_int_equal(cipher_index_cpr(keys, 0, "090991-1234", index), ERR_INVALID);
    assert_int_equal(cipher_index_cpr(keys, 0, "090991123", index), ERR_INVALID);
    assert_int_equal(cipher_index_cpr(keys, 0, "090991123x", index), ERR_INVALID);
    assert_int_equal(cipher_index_cpr(keys, 0, NULL, index), ERR_INVALID);
    assert_int_equal(cipher_index_cpr(keys, 0, "090991ABC4", index), OK);
}

static void cpr_mask__any_text__shows_the_birth_date_at_most(void **state)
{
    char masked[CPR_MASKED_BYTES];

    (void)state;
    cpr_mask(CPR, masked);
    assert_string_equal(masked, "090991-••••");
    cpr_mask("090991-1234", masked);
    assert_string_equal(masked, "••••••-••••");
    cpr_mask("", masked);
    assert_string_equal(masked, "••••••-••••");
    cpr_mask(NULL, masked);
    assert_string_equal(masked, "••••••-••••");
}

static void keyring_read__wrong_lines__are_named_without_their_key(void **state)
{
    static const struct {
        const char *text;
        const char *says;
    } bad[] = {
        {SEAL_1, "no key for cpr-index"},
        {"", "no key for cpr-seal"},
        {SEAL_1 INDEX_1 SEAL_1, "line 6 repeats an id"},
        {"# fine\n\nsamplan-key v2 1 cpr-seal AAEC\n", "line 3 is not of the form"},
        {"samplan-key v1 0 cpr-seal AAEC\n", "id that is not a number"},
        {"samplan-key v1 256 cpr-seal AAEC\n", "id that is not a number"},
        {"samplan-key v1 -1 cpr-seal AAEC\n", "id that is not a number"},
        {"samplan-key v1 1 cpr AAEC\n", "unknown purpose"},
        {"samplan-key v1 1 cpr-seal AAEC\n", "32 bytes"},
        {"samplan-key v1 1 cpr-seal AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= x\n", "form"},
        {"samplan-key v1 1 cpr-seal AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "empty"},
    };

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++) {
        struct keyring *keys = NULL;
        char problem[200] = "";

        assert_true(keyring_read(bad[i].text, &keys, problem, sizeof(problem)) < 0);
        assert_null(keys);
        assert_non_null(strstr(problem, bad[i].says));
        assert_null(strstr(problem, "AAEC"));
    }
}

static void cipher_key_line__fresh__is_read_back(void **state)
{
    char seal[CIPHER_KEY_LINE_BYTES], index[CIPHER_KEY_LINE_BYTES];
    char totp[CIPHER_KEY_LINE_BYTES], recovery[CIPHER_KEY_LINE_BYTES];
    char proof[CIPHER_KEY_LINE_BYTES], text[5 * CIPHER_KEY_LINE_BYTES];
    CLEANUP(keyring_freep) struct keyring *keys = NULL;

    (void)state;
    assert_int_equal(cipher_key_line(0, KEY_CPR_SEAL, seal), ERR_INVALID);
    assert_int_equal(cipher_key_line(255, KEY_CPR_SEAL, seal), OK);
    assert_int_equal(cipher_key_line(7, KEY_CPR_INDEX, index), OK);
    assert_int_equal(cipher_key_line(3, KEY_TOTP_SEAL, totp), OK);
    assert_int_equal(cipher_key_line(4, KEY_RECOVERY_HASH, recovery), OK);
    assert_int_equal(cipher_key_line(5, KEY_SERVER_PROOF, proof), OK);
    snprintf(text, sizeof(text), "%s%s%s%s%s", seal, index, totp, recovery, proof);
    keys = ring(text);
    assert_int_equal(keyring_current(keys, KEY_TOTP_SEAL), 3);
    assert_int_equal(keyring_current(keys, KEY_RECOVERY_HASH), 4);
    assert_int_equal(keyring_current(keys, KEY_SERVER_PROOF), 5);
    assert_int_equal(keyring_current(keys, KEY_CPR_SEAL), 255);
    assert_int_equal(keyring_current(keys, KEY_CPR_INDEX), 7);
}

static void write_file(const char *dir, const char *name, const char *text, mode_t mode)
{
    char path[300];
    int fd;

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

static void remove_files(const char *dir)
{
    static const char *const names[] = {"a.key", "b.key", "link.key", "notes.txt"};
    char path[300];

    for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
        snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
        unlink(path);
    }
}

static void keyring_load__directory__reads_key_files_that_are_private(void **state)
{
    char dir[] = "/tmp/test_cipher_XXXXXX";
    char link[300], target[300];
    char problem[300] = "";
    struct keyring *keys = NULL;

    (void)state;
    assert_non_null(mkdtemp(dir));
    assert_int_equal(keyring_load(dir, &keys, problem, sizeof(problem)), ERR_IO);
    write_file(dir, "a.key", SEAL_1 SEAL_2, 0400);
    write_file(dir, "b.key", INDEX_1, 0440);
    write_file(dir, "notes.txt", "not a key", 0644);
    assert_int_equal(keyring_load(dir, &keys, problem, sizeof(problem)), OK);
    assert_int_equal(keyring_current(keys, KEY_CPR_SEAL), 2);
    keyring_free(keys);

    assert_int_equal(setenv("CREDENTIALS_DIRECTORY", dir, 1), 0);
    assert_int_equal(keyring_load(NULL, &keys, problem, sizeof(problem)), OK);
    keyring_free(keys);
    unsetenv("CREDENTIALS_DIRECTORY");
    assert_int_equal(keyring_load(NULL, &keys, problem, sizeof(problem)), ERR_IO);

    write_file(dir, "b.key", INDEX_1, 0444);
    assert_int_equal(keyring_load(dir, &keys, problem, sizeof(problem)), ERR_IO);
    assert_non_null(strstr(problem, "b.key: mode 0444 is too open"));
    write_file(dir, "b.key", INDEX_1, 0400);
    snprintf(link, sizeof(link), "%s/link.key", dir);
    snprintf(target, sizeof(target), "%s/b.key", dir);
    assert_int_equal(symlink(target, link), 0);
    assert_int_equal(keyring_load(dir, &keys, problem, sizeof(problem)), ERR_IO);
    remove_files(dir);
    assert_int_equal(rmdir(dir), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cipher_open__what_was_sealed__comes_back),
        cmocka_unit_test(cipher_open__every_changed_bit__is_refused),
        cmocka_unit_test(cipher_open__another_place__is_refused),
        cmocka_unit_test(cipher_seal__two_generations__writes_with_the_highest_and_reads_both),
        cmocka_unit_test(cipher_seal__beyond_the_limit__is_refused),
        cmocka_unit_test(cipher_index_cpr__known_key__gives_the_known_value),
        cmocka_unit_test(cpr_mask__any_text__shows_the_birth_date_at_most),
        cmocka_unit_test(keyring_read__wrong_lines__are_named_without_their_key),
        cmocka_unit_test(cipher_key_line__fresh__is_read_back),
        cmocka_unit_test(keyring_load__directory__reads_key_files_that_are_private),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
