/* What of a notification may go out on a stream. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/macros.h"
#include "services/http/stream_state.h"

#include <string.h>

#define ID "11111111-1111-4111-8111-111111111111"

static void stream_change_read__good__only_the_four_members(void **state)
{
    struct stream_change change;
    char plan[37];
    (void)state;
    assert_true(stream_change_read("{\"plan_id\":\"" ID "\",\"section\":\"goals\",\"by\":\"x\","
                                   "\"name\":\"Anna\",\"at\":7}",
                                   &change, plan));
    assert_string_equal(plan, ID);
    assert_string_equal(change.text, "{\"plan_id\":\"" ID "\",\"section\":\"goals\",\"by\":\"x\"}");
}

static void stream_change_read__for_whom__kept_and_not_sent(void **state)
{
    struct stream_change change;
    char plan[37];
    (void)state;
    assert_true(stream_change_read("{\"plan_id\":\"" ID "\",\"low\":7,\"high\":9}", &change, plan));
    assert_int_equal(change.low, 7);
    assert_int_equal(change.high, 9);
    assert_false(change.coordinators);
    assert_string_equal(change.text, "{\"plan_id\":\"" ID "\"}");
    assert_true(
        stream_change_read("{\"plan_id\":\"" ID "\",\"coordinators\":true}", &change, plan));
    assert_int_equal(change.low, 0);
    assert_true(change.coordinators);
}

static void stream_change_read__rights__asked_again_not_sent(void **state)
{
    struct stream_change change;
    char plan[37];
    (void)state;
    assert_true(stream_change_read("{\"plan_id\":\"" ID "\",\"access\":true}", &change, plan));
    assert_true(change.access);
    assert_string_equal(change.text, "{\"plan_id\":\"" ID "\"}");
    assert_true(stream_change_read("{\"plan_id\":\"" ID "\",\"access\":1}", &change, plan));
    assert_false(change.access);
}

static void stream_change_read__bad__refused(void **state)
{
    static const char *const payloads[] = {"",
                                           "x",
                                           "[]",
                                           "{}",
                                           "{\"plan_id\":7}",
                                           "{\"plan_id\":\"x\"}",
                                           "{\"plan_id\":\"" ID "\",\"plan_id\":\"" ID "\"}"};
    struct stream_change change;
    char plan[37];
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(payloads); i++)
        assert_false(stream_change_read(payloads[i], &change, plan));
}

static void stream_change_read__line_breaks__escaped(void **state)
{
    struct stream_change change;
    char plan[37];
    (void)state;
    assert_true(
        stream_change_read("{\"plan_id\":\"" ID "\",\"by\":\"a\\n\\nevent: x\"}", &change, plan));
    assert_null(strchr(change.text, '\n'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stream_change_read__good__only_the_four_members),
        cmocka_unit_test(stream_change_read__for_whom__kept_and_not_sent),
        cmocka_unit_test(stream_change_read__rights__asked_again_not_sent),
        cmocka_unit_test(stream_change_read__bad__refused),
        cmocka_unit_test(stream_change_read__line_breaks__escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
