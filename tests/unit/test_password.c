#include "auth/password.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const unsigned char SALT[PASSWORD_SALT_BYTES] = {0, 1, 2,  3,  4,  5,  6,  7,
                                                        8, 9, 10, 11, 12, 13, 14, 15};

/* "adgangskøde" under SALT, 3 passes, 64 MiB, one lane, and its SHA-256: computed with the reference
 * implementation of the Argon2 authors (libargon2 20171227). */
static const unsigned char KEY[PASSWORD_KEY_BYTES] = {
    0xe6, 0x5a, 0x77, 0xa3, 0x56, 0x7f, 0x07, 0x35, 0x78, 0xc6, 0x3d, 0x0f, 0x58, 0x6f, 0xbf, 0x15,
    0x0f, 0x39, 0x0e, 0x76, 0x41, 0x19, 0xf3, 0x02, 0xdd, 0x83, 0xb8, 0xf9, 0xde, 0x44, 0x71, 0xdf,
};
static const unsigned char VERIFIER[32] = {
    0xcc, 0x71, 0x22, 0x5e, 0xd2, 0x13, 0x1f, 0xf6, 0x5e, 0xd9, 0x5b, 0x55, 0x06, 0xd0, 0xce, 0x42,
    0x84, 0xc7, 0x6d, 0x47, 0xca, 0x13, 0xf5, 0x95, 0x50, 0x0b, 0x89, 0xd9, 0x12, 0x94, 0xf4, 0x7f,
};

static void password_key__reference_vector__matches(void **state)
{
    unsigned char key[PASSWORD_KEY_BYTES];
    unsigned char verifier[32];

    (void)state;
    assert_int_equal(password_key("adgangsk\xc3\xb8"
                                  "de",
                                  SALT, key),
                     OK);
    assert_memory_equal(key, KEY, sizeof(key));
    password_verifier(key, verifier);
    assert_memory_equal(verifier, VERIFIER, sizeof(verifier));
}

static void password_key__other_password_or_salt__differs(void **state)
{
    const struct password_cost cheap = {.passes = 1, .memory_kib = 8 * 1024};
    unsigned char salt[PASSWORD_SALT_BYTES];
    unsigned char first[PASSWORD_KEY_BYTES], second[PASSWORD_KEY_BYTES];

    (void)state;
    memcpy(salt, SALT, sizeof(salt));
    assert_int_equal(password_key_at("a", SALT, &cheap, first), OK);
    assert_int_equal(password_key_at("b", SALT, &cheap, second), OK);
    assert_memory_not_equal(first, second, sizeof(first));
    salt[15] = 99;
    assert_int_equal(password_key_at("a", salt, &cheap, second), OK);
    assert_memory_not_equal(first, second, sizeof(first));
}

static void password_key__empty_or_too_long__is_invalid(void **state)
{
    char text[PASSWORD_MAX_BYTES + 2];
    unsigned char key[PASSWORD_KEY_BYTES];
    const struct password_cost cheap = {.passes = 1, .memory_kib = 8 * 1024};

    (void)state;
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    assert_int_equal(password_key("", SALT, key), ERR_INVALID);
    assert_int_equal(password_key(text, SALT, key), ERR_INVALID);
    text[PASSWORD_MAX_BYTES] = '\0';
    assert_int_equal(password_key_at(text, SALT, &cheap, key), OK);
}

static void password_key_at__cost_out_of_bounds__is_refused(void **state)
{
    static const struct password_cost bad[] = {
        {0, 65536}, {11, 65536}, {3, 8191}, {3, 262145}, {3, 0},
    };
    unsigned char key[PASSWORD_KEY_BYTES];

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(password_key_at("a", SALT, &bad[i], key), ERR_LIMIT);
}

static void password_seal__twice__gives_other_salts_and_a_verifier_that_fits(void **state)
{
    unsigned char salts[2][PASSWORD_SALT_BYTES];
    unsigned char verifiers[2][32];
    unsigned char key[PASSWORD_KEY_BYTES], again[32];

    (void)state;
    assert_int_equal(password_seal("rigtigt kodeord", salts[0], verifiers[0]), OK);
    assert_int_equal(password_seal("rigtigt kodeord", salts[1], verifiers[1]), OK);
    assert_memory_not_equal(salts[0], salts[1], PASSWORD_SALT_BYTES);
    assert_memory_not_equal(verifiers[0], verifiers[1], 32);
    assert_int_equal(password_key("rigtigt kodeord", salts[0], key), OK);
    password_verifier(key, again);
    assert_memory_equal(again, verifiers[0], 32);
}

static void *compute(void *argument)
{
    const struct password_cost cheap = {.passes = 1, .memory_kib = 8 * 1024};

    if (password_key_at("a", SALT, &cheap, argument) != OK)
        memset(argument, 0, PASSWORD_KEY_BYTES);
    return NULL;
}

static void password_key__twelve_threads__all_get_the_same_key(void **state)
{
    pthread_t threads[12];
    unsigned char keys[ARRAY_LEN(threads)][PASSWORD_KEY_BYTES];
    static const unsigned char zeros[PASSWORD_KEY_BYTES];

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, compute, keys[i]), 0);
    for (unsigned i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (unsigned i = 1; i < ARRAY_LEN(threads); i++)
        assert_memory_equal(keys[0], keys[i], PASSWORD_KEY_BYTES);
    assert_memory_not_equal(keys[0], zeros, PASSWORD_KEY_BYTES);
}

static void password_new_once__many__are_well_formed_and_differ(void **state)
{
    char first[PASSWORD_ONCE_BYTES], next[PASSWORD_ONCE_BYTES];

    (void)state;
    password_new_once(first);
    for (unsigned round = 0; round < 200; round++) {
        password_new_once(next);
        assert_int_equal(strlen(next), PASSWORD_ONCE_BYTES - 1);
        assert_string_not_equal(first, next);
        for (unsigned i = 0; i < PASSWORD_ONCE_BYTES - 1; i++) {
            if (i % 5 == 4)
                assert_int_equal(next[i], '-');
            else
                assert_non_null(strchr("23456789abcdefghjkmnpqrstwxyz", next[i]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(password_key__reference_vector__matches),
        cmocka_unit_test(password_key__other_password_or_salt__differs),
        cmocka_unit_test(password_key__empty_or_too_long__is_invalid),
        cmocka_unit_test(password_key_at__cost_out_of_bounds__is_refused),
        cmocka_unit_test(password_seal__twice__gives_other_salts_and_a_verifier_that_fits),
        cmocka_unit_test(password_key__twelve_threads__all_get_the_same_key),
        cmocka_unit_test(password_new_once__many__are_well_formed_and_differ),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
