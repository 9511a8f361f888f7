#include "services/ctl/demo_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define KEYS                                                                                       \
    "samplan-key v1 1 cpr-seal AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                     \
    "samplan-key v1 1 cpr-index AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                    \
    "samplan-key v1 1 totp-seal AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                    \
    "samplan-key v1 1 recovery-hash AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"                \
    "samplan-key v1 1 server-proof ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=\n"

static const char *const TYPES[] = {"treatment-plan-psychiatry",
                                    "discharge-coordination-plan",
                                    "rehabilitation-training-plan",
                                    "rehabilitation-plan",
                                    "social-action-plan",
                                    "pedagogical-action-plan",
                                    "job-plan",
                                    "treatment-plan-substance-use",
                                    "education-plan",
                                    "coordinated-action-plan",
                                    "discharge-agreement",
                                    "coordination-plan",
                                    "crisis-plan",
                                    "wrap-plan",
                                    "advance-statement",
                                    "child-plan",
                                    "youth-plan",
                                    "holistic-plan",
                                    "gp-follow-up"};

/* A Tuesday in spring: 14 April 2026. */
static struct demo_world *world_of(uint64_t seed, struct calendar_day day)
{
    struct demo_world *w = demo_world_new(seed, 200, calendar_number(day));
    demo_world_place(w, "0779", "Skive", "1082", "Region Midtjylland");
    demo_world_place(w, "0791", "Viborg", "1082", "Region Midtjylland");
    demo_world_place(w, "0851", "Aalborg", "1081", "Region Nordjylland");
    for (size_t i = 0; i < ARRAY_LEN(TYPES); i++)
        demo_world_type(w, TYPES[i], "social", TYPES[i], "Formål|Medicin|Ukendt");
    demo_world_settle(w);
    return w;
}

static void world_freep(struct demo_world **w)
{
    demo_world_free(*w);
}

static struct keyring *ring(void)
{
    struct keyring *keys = NULL;
    char problem[200];
    if (keyring_read(KEYS, &keys, problem, sizeof(problem)) != OK)
        fail_msg("%s", problem);
    return keys;
}

static void write_citizens(const struct demo_world *w, uint64_t from, uint64_t to,
                           struct demo_batch *batch)
{
    struct keyring *keys CLEANUP(keyring_freep) = ring();
    demo_world_write(w, batch);
    for (uint64_t i = from; i < to; i++)
        demo_case_write(w, keys, i, batch);
}

static size_t n_rows(const struct demo_batch *batch, enum demo_table table)
{
    size_t n = 0;
    for (size_t i = 0; i < batch->rows[table].n; i++)
        n += batch->rows[table].bytes[i] == '\n';
    return n;
}

static bool holds(const struct demo_batch *batch, enum demo_table table, const char *text)
{
    return memmem(batch->rows[table].bytes, batch->rows[table].n, text, strlen(text)) != NULL;
}

/* All rows but the citizens', whose CPR numbers are sealed with a fresh nonce each time. */
static void assert_same(const struct demo_batch *a, const struct demo_batch *b)
{
    for (int i = 0; i < N_TABLES; i++) {
        if (i == TABLE_CITIZEN)
            continue;
        assert_int_equal(a->rows[i].n, b->rows[i].n);
        if (a->rows[i].n > 0)
            assert_memory_equal(a->rows[i].bytes, b->rows[i].bytes, a->rows[i].n);
    }
}

static void demo_case_write__same_seed_number_and_day__same_rows(void **state)
{
    const struct calendar_day day = {2026, 4, 14};
    struct demo_world *first CLEANUP(world_freep) = world_of(1, day);
    struct demo_world *second CLEANUP(world_freep) = world_of(1, day);
    struct demo_batch a = {0}, b = {0};

    (void)state;
    write_citizens(first, 0, 60, &a);
    write_citizens(second, 0, 60, &b);
    assert_same(&a, &b);
    demo_batch_free(&a);
    demo_batch_free(&b);
}

static void demo_case_write__another_seed__other_rows(void **state)
{
    const struct calendar_day day = {2026, 4, 14};
    struct demo_world *first CLEANUP(world_freep) = world_of(1, day);
    struct demo_world *second CLEANUP(world_freep) = world_of(2, day);
    struct demo_batch a = {0}, b = {0};

    (void)state;
    write_citizens(first, 7, 12, &a);
    write_citizens(second, 7, 12, &b);
    assert_true(a.rows[TABLE_PLAN].n != b.rows[TABLE_PLAN].n ||
                memcmp(a.rows[TABLE_PLAN].bytes, b.rows[TABLE_PLAN].bytes, a.rows[TABLE_PLAN].n) !=
                    0);
    demo_batch_free(&a);
    demo_batch_free(&b);
}

/* The showcase of the plan page, whatever the day is: also where it falls on a weekend, at the end of a
 * year, and where summer time begins. */
static void demo_case_write__maja_on_any_day__has_her_plan(void **state)
{
    static const struct calendar_day days[] = {
        {2026, 4, 14}, {2026, 11, 22}, {2027, 1, 1}, {2026, 3, 29}, {2028, 2, 29}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(days); i++) {
        struct demo_world *w CLEANUP(world_freep) = world_of(1, days[i]);
        struct demo_batch batch = {0};
        write_citizens(w, 0, 1, &batch);
        assert_true(holds(&batch, TABLE_CITIZEN, "Maja\tHolm"));
        assert_true(holds(&batch, TABLE_CITIZEN, "090991-"));
        assert_int_equal(n_rows(&batch, TABLE_PART), 6);
        assert_int_equal(n_rows(&batch, TABLE_TASK), 9);
        assert_int_equal(n_rows(&batch, TABLE_GOAL), 3);
        assert_int_equal(n_rows(&batch, TABLE_CONFLICT), 1);
        assert_int_equal(n_rows(&batch, TABLE_COORDINATION), 1);
        assert_int_equal(n_rows(&batch, TABLE_HANDOVER), 1);
        assert_true(holds(&batch, TABLE_HANDOVER, "requested"));
        assert_true(holds(&batch, TABLE_USER, "borger"));
        demo_batch_free(&batch);
    }
}

static void demo_case_write__two_hundred_citizens__are_in_all_states(void **state)
{
    static const struct {
        enum demo_table table;
        const char *text;
    } wanted[] = {
        {TABLE_PLAN, "\tdraft\t"},        {TABLE_PLAN, "\tactive\t"},
        {TABLE_PLAN, "\ton-hold\t"},      {TABLE_PLAN, "\tcompleted\t"},
        {TABLE_PLAN, "\trevoked\t"},      {TABLE_PLAN, "\tGenåbnet"},
        {TABLE_PLAN, "\tlight\t"},        {TABLE_TASK, "\tproposed\t"},
        {TABLE_TASK, "\taccepted\t"},     {TABLE_TASK, "\tdeclined\t"},
        {TABLE_TASK, "\ton-hold\t"},      {TABLE_TASK, "\tcounter-proposed\t"},
        {TABLE_TASK, "\tin-progress\t"},  {TABLE_TASK, "\tdone\t"},
        {TABLE_TASK, "\tcancelled\t"},    {TABLE_HANDOVER, "\trequested\t"},
        {TABLE_HANDOVER, "\taccepted\t"}, {TABLE_HANDOVER, "\tdeclined\t"},
        {TABLE_MEMBER, "\toutside\t"},    {TABLE_MEMBER, "\tended\t"},
        {TABLE_CONFLICT, "\topen\t"},     {TABLE_CONFLICT, "\tresolved\t"},
    };
    struct demo_world *w CLEANUP(world_freep) = world_of(1, (struct calendar_day){2026, 4, 14});
    struct demo_batch batch = {0};

    (void)state;
    write_citizens(w, 0, 200, &batch);
    assert_int_equal(n_rows(&batch, TABLE_PLAN), 200);
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        if (!holds(&batch, wanted[i].table, wanted[i].text))
            fail_msg("nothing is %s", wanted[i].text);
    for (size_t i = 0; i < ARRAY_LEN(TYPES); i++)
        if (!holds(&batch, TABLE_PART, TYPES[i]))
            fail_msg("there is no %s", TYPES[i]);
    demo_batch_free(&batch);
}

static void demo_case_write__every_row__is_filled_in(void **state)
{
    struct demo_world *w CLEANUP(world_freep) = world_of(3, (struct calendar_day){2026, 4, 14});
    struct demo_batch batch = {0};

    (void)state;
    write_citizens(w, 0, 200, &batch);
    for (int i = 0; i < N_TABLES; i++) {
        assert_false(holds(&batch, (enum demo_table)i, "{navn"));
        assert_false(holds(&batch, (enum demo_table)i, "{kontakt"));
        assert_false(holds(&batch, (enum demo_table)i, "{kommune"));
    }
    demo_batch_free(&batch);
}

static void demo_at__summer_and_winter__is_the_danish_clock(void **state)
{
    (void)state;
    for (int64_t day = 20000; day < 20800; day++) {
        struct calendar_time wall = calendar_denmark(demo_at(day, 9, 5));
        assert_int_equal(wall.hour, 9);
        assert_int_equal(wall.minute, 5);
        assert_int_equal(calendar_number(wall.day), day);
    }
}

static void row_text__awkward_characters__are_escaped_for_copy(void **state)
{
    struct demo_batch batch = {0};
    struct demo_rows *rows = &batch.rows[TABLE_NOTE];

    (void)state;
    row_text(rows, "a\tb\\c\nd");
    row_text(rows, NULL);
    row_bool(rows, true);
    row_end(&batch, TABLE_NOTE);
    assert_int_equal(rows->n, strlen("a\\tb\\\\c\\nd\t\\N\tt\n"));
    assert_memory_equal(rows->bytes, "a\\tb\\\\c\\nd\t\\N\tt\n", rows->n);
    demo_batch_free(&batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(demo_case_write__same_seed_number_and_day__same_rows),
        cmocka_unit_test(demo_case_write__another_seed__other_rows),
        cmocka_unit_test(demo_case_write__maja_on_any_day__has_her_plan),
        cmocka_unit_test(demo_case_write__two_hundred_citizens__are_in_all_states),
        cmocka_unit_test(demo_case_write__every_row__is_filled_in),
        cmocka_unit_test(demo_at__summer_and_winter__is_the_danish_clock),
        cmocka_unit_test(row_text__awkward_characters__are_escaped_for_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
