/* Proofs against values that Python's hmac made. */
#include "auth/proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LINES                                                                                      \
    "samplan-key v1 1 cpr-seal AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                     \
    "samplan-key v1 1 cpr-index AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                    \
    "samplan-key v1 1 totp-seal AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                    \
    "samplan-key v1 1 recovery-hash AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                \
    "samplan-key v1 1 server-proof AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                 \
    "samplan-key v1 12 server-proof ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"

static struct keyring *ring(void)
{
    struct keyring *keys = NULL;
    char problem[200];

    assert_int_equal(keyring_read(LINES, &keys, problem, sizeof(problem)), OK);
    return keys;
}

static void proof_make__facts__is_hmac_under_the_newest_key(void **state)
{
    CLEANUP(keyring_freep) struct keyring *keys = ring();
    char proof[PROOF_TEXT_BYTES];

    (void)state;
    proof_make(keys, (const char *const[]){"code", "id", "42", NULL}, proof);
    assert_string_equal(proof,
                        "12:4be7890b03d9950993f99a8092940337b74b01b01de4f7c76131bc532ca30899");
    proof_make(keys, (const char *const[]){"server", NULL}, proof);
    assert_string_equal(proof,
                        "12:29de1577cdcaf2615b1637c14f8a1d564cecd7dc4c219b8ba50294bbbd894cea");
}

static void proof_make__facts_moved__is_another(void **state)
{
    CLEANUP(keyring_freep) struct keyring *keys = ring();
    char one[PROOF_TEXT_BYTES], two[PROOF_TEXT_BYTES];

    (void)state;
    proof_make(keys, (const char *const[]){"code", "4", "2", NULL}, one);
    proof_make(keys, (const char *const[]){"code", "42", NULL}, two);
    assert_string_not_equal(one, two);
}

static void proof_keys_text__generations__newest_first(void **state)
{
    CLEANUP(keyring_freep) struct keyring *keys = ring();

    (void)state;
    char *text = proof_keys_text(keys);
    assert_string_equal(
        text, "[{\"id\": 12, \"secret\": "
              "\"202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f\"}, {\"id\": 1, "
              "\"secret\": \"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\"}]");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(proof_make__facts__is_hmac_under_the_newest_key),
        cmocka_unit_test(proof_make__facts_moved__is_another),
        cmocka_unit_test(proof_keys_text__generations__newest_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
