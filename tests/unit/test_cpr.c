/* Reading CPR numbers. None of these belongs to anybody: the day, the month or the letter cannot be. */
#include "services/base/calendar.h"
#include "services/care/cpr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void born(const char *cpr, int year, int month, int day)
{
    const struct calendar_day today = {2026, 4, 14};
    struct calendar_day birth;

    assert_true(cpr_birth_day(cpr, calendar_number(today), &birth));
    assert_int_equal(birth.year, year);
    assert_int_equal(birth.month, month);
    assert_int_equal(birth.day, day);
}

static void birth_day__seventh_digit__tells_the_century(void **state)
{
    (void)state;
    born("6909910000", 1991, 9, 9);
    born("6101364000", 2036, 1, 1);
    born("6101374000", 1937, 1, 1);
    born("6101579000", 1957, 1, 1);
    born("6101578000", 2057, 1, 1);
    born("6101588000", 1858, 1, 1);
}

static void birth_day__letter__is_the_latest_day_not_ahead(void **state)
{
    (void)state;
    born("090991D001", 1991, 9, 9);
    born("010126A001", 2026, 1, 1);
    born("011226A001", 1926, 12, 1);
    born("290200A001", 2000, 2, 29);
}

static void birth_day__no_such_day__is_refused(void **state)
{
    (void)state;
    const struct calendar_day today = {2026, 4, 14};
    struct calendar_day birth;

    assert_false(cpr_birth_day("3102910000", calendar_number(today), &birth));
    assert_false(cpr_birth_day("0013910000", calendar_number(today), &birth));
    assert_false(cpr_birth_day("09099", calendar_number(today), &birth));
    assert_false(cpr_birth_day("o909910000", calendar_number(today), &birth));
    assert_false(cpr_birth_day(NULL, calendar_number(today), &birth));
}

static void from_text__as_people_write_it__ten_characters(void **state)
{
    (void)state;
    char cpr[11];

    assert_true(cpr_from_text("090991-d001", cpr));
    assert_string_equal(cpr, "090991D001");
    assert_true(cpr_from_text(" 09 09 91 D001 ", cpr));
    assert_string_equal(cpr, "090991D001");
    assert_true(cpr_from_text("6909910000", cpr));
}

static void from_text__a_name_or_something_else__is_no_number(void **state)
{
    (void)state;
    char cpr[11];

    assert_false(cpr_from_text("Maja Holm", cpr));
    assert_false(cpr_from_text("", cpr));
    assert_false(cpr_from_text("12345678", cpr));
    assert_false(cpr_from_text("0909-91D001", cpr));
    assert_false(cpr_from_text("090991-D0011", cpr));
    assert_false(cpr_from_text("990991D001", cpr));
    assert_false(cpr_from_text("091391D001", cpr));
    assert_false(cpr_from_text("090991-D00\xc3\xb8", cpr));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(birth_day__seventh_digit__tells_the_century),
        cmocka_unit_test(birth_day__letter__is_the_latest_day_not_ahead),
        cmocka_unit_test(birth_day__no_such_day__is_refused),
        cmocka_unit_test(from_text__as_people_write_it__ten_characters),
        cmocka_unit_test(from_text__a_name_or_something_else__is_no_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
