/* Time stamps against the C library's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/clock.h"

#include <stdio.h>
#include <time.h>

static void clock_text__from_1900_to_2200__as_gmtime(void **state)
{
    (void)state;
    for (int64_t s = -2208988800; s < 7258118400; s += 86400 * 11 + 3671) {
        char expected[64], text[CLOCK_TEXT_BYTES];
        const time_t seconds = (time_t)s;
        struct tm tm;
        (void)gmtime_r(&seconds, &tm);
        (void)snprintf(expected, sizeof(expected), "%04d-%02d-%02dT%02d:%02d:%02d.042Z",
                       tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
                       tm.tm_sec);
        clock_text(s * 1000 + 42, text);
        assert_string_equal(text, expected);
    }
}

static void clock_ms__twice__not_backwards(void **state)
{
    (void)state;
    int64_t before = clock_ms();
    clock_sleep_ms(2);
    assert_true(clock_ms() > before);
    assert_true(clock_wall_ms() > 1600000000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clock_text__from_1900_to_2200__as_gmtime),
        cmocka_unit_test(clock_ms__twice__not_backwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
