#include "auth/csrf.h"
#include "auth/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void csrf_check__own_value__is_accepted_and_masked_anew_each_time(void **state)
{
    char token[TOKEN_TEXT_BYTES], first[CSRF_TEXT_BYTES], second[CSRF_TEXT_BYTES];

    (void)state;
    token_new(token);
    csrf_make(token, first);
    csrf_make(token, second);
    assert_int_equal(strlen(first), CSRF_TEXT_BYTES - 1);
    assert_string_not_equal(first, second);
    assert_true(csrf_check(token, first));
    assert_true(csrf_check(token, second));
}

static void csrf_check__other_session__is_refused(void **state)
{
    char token[TOKEN_TEXT_BYTES], other[TOKEN_TEXT_BYTES], text[CSRF_TEXT_BYTES];

    (void)state;
    token_new(token);
    token_new(other);
    csrf_make(token, text);
    assert_false(csrf_check(other, text));
}

static void csrf_check__every_changed_character__is_refused(void **state)
{
    char token[TOKEN_TEXT_BYTES], text[CSRF_TEXT_BYTES];

    (void)state;
    token_new(token);
    csrf_make(token, text);
    for (unsigned i = 0; i < CSRF_TEXT_BYTES - 1; i++) {
        const char kept = text[i];

        text[i] = kept == 'A' ? 'B' : 'A';
        assert_false(csrf_check(token, text));
        text[i] = kept;
    }
    assert_true(csrf_check(token, text));
}

static void csrf_check__missing_short_long_or_empty__is_refused(void **state)
{
    char token[TOKEN_TEXT_BYTES], text[CSRF_TEXT_BYTES], longer[CSRF_TEXT_BYTES + 1];

    (void)state;
    token_new(token);
    csrf_make(token, text);
    assert_false(csrf_check(token, NULL));
    assert_false(csrf_check(token, ""));
    assert_false(csrf_check(NULL, text));
    assert_false(csrf_check("", text));
    memcpy(longer, text, CSRF_TEXT_BYTES - 1);
    longer[CSRF_TEXT_BYTES - 1] = 'A';
    longer[CSRF_TEXT_BYTES] = '\0';
    assert_false(csrf_check(token, longer));
    text[CSRF_TEXT_BYTES - 2] = '\0';
    assert_false(csrf_check(token, text));
}

static void csrf_make__no_token__makes_a_value_that_nothing_accepts(void **state)
{
    char text[CSRF_TEXT_BYTES], token[TOKEN_TEXT_BYTES];

    (void)state;
    token_new(token);
    csrf_make("nonsense", text);
    assert_int_equal(strlen(text), CSRF_TEXT_BYTES - 1);
    assert_false(csrf_check("nonsense", text));
    assert_false(csrf_check(token, text));
}

static void csrf_signed_out__value__does_not_serve_signed_in_nor_the_reverse(void **state)
{
    char token[TOKEN_TEXT_BYTES], in[CSRF_TEXT_BYTES], out[CSRF_TEXT_BYTES];

    (void)state;
    token_new(token);
    csrf_make(token, in);
    csrf_make_signed_out(token, out);
    assert_true(csrf_check_signed_out(token, out));
    assert_false(csrf_check(token, out));
    assert_false(csrf_check_signed_out(token, in));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csrf_check__own_value__is_accepted_and_masked_anew_each_time),
        cmocka_unit_test(csrf_check__other_session__is_refused),
        cmocka_unit_test(csrf_check__every_changed_character__is_refused),
        cmocka_unit_test(csrf_check__missing_short_long_or_empty__is_refused),
        cmocka_unit_test(csrf_make__no_token__makes_a_value_that_nothing_accepts),
        cmocka_unit_test(csrf_signed_out__value__does_not_serve_signed_in_nor_the_reverse),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
