#include "services/ctl/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct csv_record *next(struct csv *csv)
{
    struct csv_record *record = NULL;
    assert_int_equal(csv_next(csv, arena, &record), CSV_RECORD);
    return record;
}

static void csv_next__quotes_separators_and_lines__become_fields(void **state)
{
    static const char text[] = "\xEF\xBB\xBF"
                               "name,phone\r\n\"Hansen, \"\"Bo\"\"\",12\r\n\n\"to\nlinjer\",\r\n";
    struct csv csv;

    (void)state;
    csv_open(&csv, text, sizeof(text) - 1);
    struct csv_record *header = next(&csv);
    assert_int_equal(header->n, 2);
    assert_string_equal(header->fields[0], "name");
    struct csv_record *first = next(&csv);
    assert_string_equal(first->fields[0], "Hansen, \"Bo\"");
    assert_string_equal(first->fields[1], "12");
    assert_int_equal(first->line, 2);
    struct csv_record *second = next(&csv);
    assert_string_equal(second->fields[0], "to\nlinjer");
    assert_string_equal(second->fields[1], "");
    assert_int_equal(second->line, 4);
    assert_int_equal(csv_next(&csv, arena, &second), CSV_END);
}

static void csv_next__semicolon_in_the_first_line__separates(void **state)
{
    static const char text[] = "a;b\n1,5;2";
    struct csv csv;

    (void)state;
    csv_open(&csv, text, sizeof(text) - 1);
    next(&csv);
    struct csv_record *record = next(&csv);
    assert_string_equal(record->fields[0], "1,5");
    assert_string_equal(record->fields[1], "2");
}

static void csv_next__broken_quotes_and_nul__end_the_reading(void **state)
{
    static const struct {
        const char *text;
        size_t n;
    } broken[] = {{"\"a", 2}, {"\"a\"b,c", 6}, {"a\"b\"", 4}, {"a\0b", 3}, {"\"a\0\"", 4}};

    (void)state;
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        struct csv csv;
        struct csv_record *record;
        csv_open(&csv, broken[i].text, broken[i].n);
        assert_int_equal(csv_next(&csv, arena, &record), CSV_BROKEN);
        assert_int_equal(csv_next(&csv, arena, &record), CSV_END);
    }
}

static void csv_next__more_than_a_hundred_fields__are_refused(void **state)
{
    char text[300];
    struct csv csv;
    struct csv_record *record;

    (void)state;
    memset(text, ',', sizeof(text));
    csv_open(&csv, text, 99);
    assert_int_equal(csv_next(&csv, arena, &record), CSV_RECORD);
    assert_int_equal(record->n, 100);
    csv_open(&csv, text, sizeof(text));
    assert_int_equal(csv_next(&csv, arena, &record), CSV_BROKEN);
}

static void csv_temporary_table__header_of_plain_names__makes_text_columns(void **state)
{
    (void)state;
    char *sql = csv_temporary_table("/x/plan_types.csv", "code,name_da\r\nx,y\n");
    assert_string_equal(sql, "CREATE TEMPORARY TABLE ref_plan_types (code text, name_da text) "
                             "ON COMMIT DROP");
    free(sql);
}

static void csv_temporary_table__anything_else__is_refused(void **state)
{
    (void)state;
    assert_null(csv_temporary_table("a b.csv", "code\n"));
    assert_null(csv_temporary_table("a.txt", "code\n"));
    assert_null(csv_temporary_table("a.csv", "code; DROP TABLE x\n"));
    assert_null(csv_temporary_table("a.csv", "Code\n"));
    assert_null(csv_temporary_table("a.csv", "\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_next__quotes_separators_and_lines__become_fields),
        cmocka_unit_test(csv_next__semicolon_in_the_first_line__separates),
        cmocka_unit_test(csv_next__broken_quotes_and_nul__end_the_reading),
        cmocka_unit_test(csv_next__more_than_a_hundred_fields__are_refused),
        cmocka_unit_test(csv_temporary_table__header_of_plain_names__makes_text_columns),
        cmocka_unit_test(csv_temporary_table__anything_else__is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
