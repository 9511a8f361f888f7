#include "services/base/macros.h"
#include "services/ctl/demo_cpr.h"
#include "services/ctl/demo_random.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void demo_random__same_seed_and_stream__same_numbers(void **state)
{
    struct demo_random a = demo_random_start(7, 3), b = demo_random_start(7, 3);
    struct demo_random other = demo_random_start(7, 4);
    int same = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        uint64_t next = demo_random_next(&a);
        assert_int_equal(next, demo_random_next(&b));
        same += next == demo_random_next(&other);
    }
    assert_int_equal(same, 0);
}

static void demo_between__many_draws__both_ends_and_nothing_else(void **state)
{
    struct demo_random random = demo_random_start(1, 1);
    int seen[7] = {0};

    (void)state;
    for (int i = 0; i < 10000; i++) {
        int n = demo_between(&random, -3, 3);
        assert_in_range(n + 3, 0, 6);
        seen[n + 3]++;
    }
    for (size_t i = 0; i < ARRAY_LEN(seen); i++)
        assert_in_range(seen[i], 1200, 1700);
}

static void demo_chance__never_and_always__hold(void **state)
{
    struct demo_random random = demo_random_start(1, 2);

    (void)state;
    for (int i = 0; i < 1000; i++) {
        assert_false(demo_chance(&random, 0));
        assert_true(demo_chance(&random, 100));
    }
}

static void demo_id_text__any_id__is_a_version_4_uuid(void **state)
{
    char text[DEMO_ID_TEXT_BYTES];

    (void)state;
    for (unsigned i = 0; i < 1000; i++) {
        demo_id_text(demo_id_of(i, ID_PLAN, i, 0), text);
        assert_int_equal(strlen(text), 36);
        assert_true(text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-');
        assert_int_equal(text[14], '4');
        assert_non_null(strchr("89ab", text[19]));
    }
}

static int by_value(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct demo_id));
}

static void demo_id_of__kinds_numbers_and_indices__never_meet(void **state)
{
    enum { N = 200000 };
    struct demo_id *ids = calloc(N, sizeof(*ids));
    size_t n = 0;

    (void)state;
    assert_non_null(ids);
    for (unsigned index = 0; n < N; index++)
        for (unsigned kind = ID_ORGANISATION; kind <= ID_REQUEST && n < N; kind++)
            for (unsigned i = 0; i < 4 && n < N; i++)
                ids[n++] = demo_id_of(1, (enum demo_kind)kind, index, i);
    qsort(ids, N, sizeof(*ids), by_value);
    for (size_t i = 1; i < N; i++)
        assert_int_not_equal(memcmp(&ids[i - 1], &ids[i], sizeof(*ids)), 0);
    free(ids);
}

static void demo_id_of__any_index__spreads_over_the_first_byte(void **state)
{
    unsigned seen[256] = {0};

    (void)state;
    for (unsigned i = 0; i < 25600; i++)
        seen[demo_id_of(1, ID_TASK, i, 0).high >> 56]++;
    for (size_t i = 0; i < ARRAY_LEN(seen); i++)
        assert_in_range(seen[i], 40, 170);
}

/* What the national and the regional replacement numbers look like: a digit in the seventh place. */
static void demo_cpr__any_index__can_belong_to_nobody(void **state)
{
    (void)state;
    for (uint64_t index = 0; index < 100000; index += 7) {
        char cpr[DEMO_CPR_BYTES];
        struct calendar_day day = demo_cpr_birth_day(index, 1940 + (int)(index % 75));
        demo_cpr(index, day, cpr);
        assert_int_equal(strlen(cpr), 10);
        for (int i = 0; i < 6; i++)
            assert_true(isdigit((unsigned char)cpr[i]));
        assert_true(isupper((unsigned char)cpr[6]));
        assert_true(cpr[6] != 'I' && cpr[6] != 'O');
        for (int i = 7; i < 10; i++)
            assert_true(isdigit((unsigned char)cpr[i]) || isupper((unsigned char)cpr[i]));
        assert_true(calendar_exists(day)); /* not 60 added to the day */
        assert_int_equal((cpr[0] - '0') * 10 + cpr[1] - '0', day.day);
        assert_int_equal((cpr[2] - '0') * 10 + cpr[3] - '0', day.month);
        assert_int_equal((cpr[4] - '0') * 10 + cpr[5] - '0', day.year % 100);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* The year does not keep numbers apart: all citizens are born in one here. */
static void demo_cpr__half_a_million_of_one_year__are_all_different(void **state)
{
    enum { N = 500000 };
    char(*numbers)[DEMO_CPR_BYTES] = calloc(N, DEMO_CPR_BYTES);

    (void)state;
    assert_non_null(numbers);
    for (uint64_t i = 0; i < N; i++)
        demo_cpr(i, demo_cpr_birth_day(i, 1991), numbers[i]);
    qsort(numbers, N, DEMO_CPR_BYTES, by_text);
    for (size_t i = 1; i < N; i++)
        assert_string_not_equal(numbers[i - 1], numbers[i]);
    free(numbers);
}

static void demo_cpr__first_citizen__is_born_on_the_ninth_of_september(void **state)
{
    char cpr[DEMO_CPR_BYTES];

    (void)state;
    demo_cpr(0, demo_cpr_birth_day(0, 1991), cpr);
    assert_memory_equal(cpr, "090991D", 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demo_random__same_seed_and_stream__same_numbers),
        cmocka_unit_test(demo_between__many_draws__both_ends_and_nothing_else),
        cmocka_unit_test(demo_chance__never_and_always__hold),
        cmocka_unit_test(demo_id_text__any_id__is_a_version_4_uuid),
        cmocka_unit_test(demo_id_of__kinds_numbers_and_indices__never_meet),
        cmocka_unit_test(demo_id_of__any_index__spreads_over_the_first_byte),
        cmocka_unit_test(demo_cpr__any_index__can_belong_to_nobody),
        cmocka_unit_test(demo_cpr__half_a_million_of_one_year__are_all_different),
        cmocka_unit_test(demo_cpr__first_citizen__is_born_on_the_ninth_of_september),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
