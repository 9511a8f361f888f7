/* One-time codes against the vectors of RFC 4226 (appendix D) and RFC 6238 (appendix B, SHA-1). */
#include "auth/base32.h"
#include "auth/totp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const unsigned char SECRET[] = "12345678901234567890";

static void totp_at__rfc_4226_vectors__are_met(void **state)
{
    static const char *const codes[] = {"755224", "287082", "359152", "969429", "338314",
                                        "254676", "287922", "162583", "399871", "520489"};
    char code[9];

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(codes); i++) {
        assert_int_equal(totp_at(SECRET, 20, i, 6, code), OK);
        assert_string_equal(code, codes[i]);
    }
}

static void totp_at__rfc_6238_vectors__are_met(void **state)
{
    static const struct {
        uint64_t at_s;
        const char *code;
    } vectors[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
                   {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
    char code[9];

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(vectors); i++) {
        assert_int_equal(totp_at(SECRET, 20, vectors[i].at_s / 30, 8, code), OK);
        assert_string_equal(code, vectors[i].code);
    }
    assert_int_equal(totp_at(SECRET, 20, 1, 5, code), ERR_LIMIT);
    assert_int_equal(totp_at(SECRET, 20, 1, 9, code), ERR_LIMIT);
    assert_int_equal(totp_at(SECRET, 0, 1, 6, code), ERR_LIMIT);
}

static void totp_match__one_step_around_now__is_good(void **state)
{
    int64_t step = 0;

    (void)state;
    /* step 1 is "287082", 0 "755224", 2 "359152", 3 "969429" */
    assert_true(totp_match(SECRET, "287082", 59, 0, &step));
    assert_int_equal(step, 1);
    assert_true(totp_match(SECRET, "755224", 59, -1, &step));
    assert_int_equal(step, 0);
    assert_true(totp_match(SECRET, "359 152", 59, 0, &step));
    assert_int_equal(step, 2);
    assert_false(totp_match(SECRET, "969429", 59, 0, &step));
    assert_true(totp_match(SECRET, "969429", 60, 0, &step));
    assert_int_equal(step, 3);
}

static void totp_match__a_step_that_was_used__is_spent(void **state)
{
    int64_t step = 0;

    (void)state;
    assert_false(totp_match(SECRET, "287082", 59, 1, &step));
    assert_false(totp_match(SECRET, "755224", 59, 1, &step));
    assert_true(totp_match(SECRET, "359152", 59, 1, &step));
}

static void totp_match__what_is_no_code__fits_nothing(void **state)
{
    static const char *const bad[] = {"",        "28708",  "2870822", "28708a",
                                      "-287082", "287 08", "２87082", "287082\n"};
    int64_t step = 0;

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++) {
        assert_false(totp_match(SECRET, bad[i], 59, 0, &step));
        assert_false(totp_shaped(bad[i]));
    }
    assert_false(totp_match(SECRET, NULL, 59, 0, &step));
    assert_true(totp_shaped("123 456"));
}

static void totp_uri__names_with_signs__are_encoded(void **state)
{
    char uri[TOTP_URI_BYTES], longer[600];

    (void)state;
    assert_int_equal(totp_uri(SECRET, "Samplan", "bø@x:1", uri), OK);
    assert_string_equal(uri, "otpauth://totp/Samplan:b%C3%B8%40x%3A1?secret="
                             "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Samplan");
    memset(longer, 'a', sizeof(longer) - 1);
    longer[sizeof(longer) - 1] = '\0';
    assert_int_equal(totp_uri(SECRET, "Samplan", longer, uri), ERR_LIMIT);
}

static void totp_secret_new__twice__differs(void **state)
{
    unsigned char one[TOTP_SECRET_BYTES], other[TOTP_SECRET_BYTES];

    (void)state;
    totp_secret_new(one);
    totp_secret_new(other);
    assert_memory_not_equal(one, other, sizeof(one));
}

static void base32_write__rfc_4648_vectors__are_met(void **state)
{
    static const struct {
        const char *bytes, *text;
    } vectors[] = {{"", ""},
                   {"f", "MY"},
                   {"fo", "MZXQ"},
                   {"foo", "MZXW6"},
                   {"foob", "MZXW6YQ"},
                   {"fooba", "MZXW6YTB"},
                   {"foobar", "MZXW6YTBOI"}};
    char text[16];

    (void)state;
    for (unsigned i = 0; i < ARRAY_LEN(vectors); i++) {
        base32_write((const unsigned char *)vectors[i].bytes, strlen(vectors[i].bytes), text);
        assert_string_equal(text, vectors[i].text);
        assert_int_equal(strlen(text) + 1, BASE32_TEXT_BYTES(strlen(vectors[i].bytes)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totp_at__rfc_4226_vectors__are_met),
        cmocka_unit_test(totp_at__rfc_6238_vectors__are_met),
        cmocka_unit_test(totp_match__one_step_around_now__is_good),
        cmocka_unit_test(totp_match__a_step_that_was_used__is_spent),
        cmocka_unit_test(totp_match__what_is_no_code__fits_nothing),
        cmocka_unit_test(totp_uri__names_with_signs__are_encoded),
        cmocka_unit_test(totp_secret_new__twice__differs),
        cmocka_unit_test(base32_write__rfc_4648_vectors__are_met),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
