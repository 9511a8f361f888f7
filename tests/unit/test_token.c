#include "auth/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void token_new__decoded__gives_32_bytes_and_no_two_alike(void **state)
{
    char first[TOKEN_TEXT_BYTES], second[TOKEN_TEXT_BYTES];
    unsigned char bytes[TOKEN_BYTES];

    (void)state;
    token_new(first);
    token_new(second);
    assert_int_equal(strlen(first), 43);
    assert_string_not_equal(first, second);
    assert_int_equal(token_decode(first, bytes), OK);
}

static void token_decode__known_text__gives_its_bytes(void **state)
{
    unsigned char bytes[TOKEN_BYTES];
    unsigned char expected[TOKEN_BYTES];

    (void)state;
    for (unsigned i = 0; i < TOKEN_BYTES; i++)
        expected[i] = (unsigned char)(i * 8);
    assert_int_equal(token_decode("AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8Pg", bytes), OK);
    assert_memory_equal(bytes, expected, TOKEN_BYTES);
}

static void token_decode__anything_else__is_refused_and_writes_nothing(void **state)
{
    static const char *const bad[] = {
        "",
        "AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8P",   /* short */
        "AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8PgA", /* long */
        "AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8Pg=", /* padded */
        "AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8Ph",  /* unused bits set */
        "AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8P+",  /* other alphabet */
        "AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo 8P",  /* blank */
        "AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8P\n",
    };
    unsigned char bytes[TOKEN_BYTES];
    unsigned char before[TOKEN_BYTES];

    (void)state;
    memset(bytes, 0x5a, sizeof(bytes));
    memset(before, 0x5a, sizeof(before));
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(token_decode(bad[i], bytes), ERR_PARSE);
    assert_int_equal(token_decode(NULL, bytes), ERR_PARSE);
    assert_memory_equal(bytes, before, sizeof(before));
}

static void token_digest__known_bytes__is_sha256(void **state)
{
    static const unsigned char zeros[TOKEN_BYTES];
    unsigned char digest[32];
    char hex[65];

    (void)state;
    token_digest(zeros, digest);
    token_hex(digest, 32, hex);
    assert_string_equal(hex, "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
}

static void token_unhex__wrong_length_or_digit__is_refused(void **state)
{
    unsigned char bytes[4] = {9, 9, 9, 9};

    (void)state;
    assert_int_equal(token_unhex("0a0B", 2, bytes), OK);
    assert_int_equal(bytes[0], 0x0a);
    assert_int_equal(bytes[1], 0x0b);
    assert_int_equal(token_unhex("0a0", 2, bytes), ERR_PARSE);
    assert_int_equal(token_unhex("0a0b0", 2, bytes), ERR_PARSE);
    assert_int_equal(token_unhex("0a0g", 2, bytes), ERR_PARSE);
    assert_int_equal(token_unhex(NULL, 2, bytes), ERR_PARSE);
    assert_int_equal(bytes[2], 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(token_new__decoded__gives_32_bytes_and_no_two_alike),
        cmocka_unit_test(token_decode__known_text__gives_its_bytes),
        cmocka_unit_test(token_decode__anything_else__is_refused_and_writes_nothing),
        cmocka_unit_test(token_digest__known_bytes__is_sha256),
        cmocka_unit_test(token_unhex__wrong_length_or_digit__is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
