/* Recovery codes: their form, and the hash that the database keeps. */
#include "auth/recovery.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define LINES                                                                                      \
    "samplan-key v1 1 cpr-seal AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                     \
    "samplan-key v1 1 cpr-index AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                    \
    "samplan-key v1 1 totp-seal AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                    \
    "samplan-key v1 1 recovery-hash AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                \
    "samplan-key v1 1 server-proof ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"                 \
    "samplan-key v1 2 recovery-hash ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"
#define USER "7b0d7f0e-2f7e-4f5c-9f57-0c6d2c6f8f11"
#define OTHER "7b0d7f0e-2f7e-4f5c-9f57-0c6d2c6f8f12"

static struct keyring *ring(void)
{
    struct keyring *keys = NULL;
    char problem[200];

    assert_int_equal(keyring_read(LINES, &keys, problem, sizeof(problem)), OK);
    return keys;
}

static void recovery_new__many__have_the_form_and_differ(void **state)
{
    char codes[50][RECOVERY_TEXT_BYTES];

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(codes); i++) {
        recovery_new(codes[i]);
        assert_int_equal(strlen(codes[i]), RECOVERY_TEXT_BYTES - 1);
        assert_true(recovery_shaped(codes[i]));
        for (unsigned j = 0; j < i; j++)
            assert_string_not_equal(codes[i], codes[j]);
    }
}

static void recovery_shaped__other_texts__are_none(void **state)
{
    static const char *const bad[] = {"",
                                      "123456",
                                      "0123-4567-89ab-cde",
                                      "0123-4567-89ab-cdef0",
                                      "0123-4567-89ab-cdeu",
                                      "0123_4567_89ab_cdef"};

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(recovery_shaped(bad[i]));
    assert_false(recovery_shaped(NULL));
}

static void recovery_hash__however_it_is_typed__is_the_same(void **state)
{
    CLEANUP(keyring_freep) struct keyring *keys = ring();
    unsigned char first[RECOVERY_HASH_BYTES], hash[RECOVERY_HASH_BYTES];

    (void)state;
    assert_int_equal(recovery_hash(keys, 0, USER, "01011-2345 6789 abcd", first), ERR_INVALID);
    assert_int_equal(recovery_hash(keys, 0, USER, "0101-2345-6789-abcd", first), OK);
    assert_int_equal(recovery_hash(keys, 0, USER, "OLoI 2345 6789 ABCD", hash), OK);
    assert_memory_equal(first, hash, sizeof(hash));
    assert_int_equal(recovery_hash(keys, 0, USER, "0101-2345-6789-abce", hash), OK);
    assert_memory_not_equal(first, hash, sizeof(hash));
}

static void recovery_hash__another_user_or_key__differs(void **state)
{
    CLEANUP(keyring_freep) struct keyring *keys = ring();
    unsigned char one[RECOVERY_HASH_BYTES], other[RECOVERY_HASH_BYTES];

    (void)state;
    assert_int_equal(recovery_hash(keys, 2, USER, "0101-2345-6789-abcd", one), OK);
    assert_int_equal(recovery_hash(keys, 0, USER, "0101-2345-6789-abcd", other), OK);
    assert_memory_equal(one, other, sizeof(one));
    assert_int_equal(recovery_hash(keys, 1, USER, "0101-2345-6789-abcd", other), OK);
    assert_memory_not_equal(one, other, sizeof(one));
    assert_int_equal(recovery_hash(keys, 2, OTHER, "0101-2345-6789-abcd", other), OK);
    assert_memory_not_equal(one, other, sizeof(one));
    assert_int_equal(recovery_hash(keys, 3, USER, "0101-2345-6789-abcd", other), ERR_NOT_FOUND);
    assert_int_equal(recovery_hash(keys, 0, USER, "123456", other), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recovery_new__many__have_the_form_and_differ),
        cmocka_unit_test(recovery_shaped__other_texts__are_none),
        cmocka_unit_test(recovery_hash__however_it_is_typed__is_the_same),
        cmocka_unit_test(recovery_hash__another_user_or_key__differs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
