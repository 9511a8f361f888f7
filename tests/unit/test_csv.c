/* CSV files, read and written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "services/base/csv.h"

#include <string.h>

/* The table as text: fields in [], rows ended by their line number. */
static const char *flat(const struct csv_table *table, struct arena *arena)
{
    const char *out = "";
    for (size_t i = 0; i < table->n_rows; i++) {
        for (size_t j = 0; j < table->rows[i].n_fields; j++) {
            assert_int_equal(strlen(table->rows[i].fields[j].text),
                             table->rows[i].fields[j].n_bytes);
            out = arena_printf(arena, "%s[%s]", out, table->rows[i].fields[j].text);
        }
        out = arena_printf(arena, "%s%u ", out, table->rows[i].line);
    }
    return out;
}

static const struct {
    const char *text;
    char separator;
    const char *expected; /* NULL: ERR_PARSE */
    uint32_t line;        /* of the trouble */
} cases[] = {
    {"", ',', "", 0},
    {"a", ',', "[a]1 ", 0},
    {"a,b\r\nc,d\r\n", ',', "[a][b]1 [c][d]2 ", 0},
    {"a,b\nc,d", ',', "[a][b]1 [c][d]2 ", 0},
    {"a\rb\r", ',', "[a]1 [b]2 ", 0},
    {"a,,\n", ',', "[a][][]1 ", 0},
    {",", ',', "[][]1 ", 0},
    {"\n\na\n\n", ',', "[a]3 ", 0},
    {"\"a\"", ',', "[a]1 ", 0},
    {"\"a,b\",\"c\"\"d\"\n\"\",x", ',', "[a,b][c\"d]1 [][x]2 ", 0},
    {"\"a\nb\",c\nd", ',', "[a\nb][c]1 [d]3 ", 0},
    {"\"\"\"\"", ',', "[\"]1 ", 0},
    {"\xEF\xBB\xBF"
     "a;b",
     ';', "[a][b]1 ", 0},
    {"a;b,c;d\n", 0, "[a][b,c][d]1 ", 0},
    {"\"x,y,z\";b\n", 0, "[x,y,z][b]1 ", 0},
    {"a\tb", 0, "[a][b]1 ", 0},
    {" a , b ", ',', "[ a ][ b ]1 ", 0},
    {"å,æ", ',', "[å][æ]1 ", 0},
    {"\"a", ',', NULL, 1},
    {"a\n\"b\"c", ',', NULL, 2},
    {"a\"b", ',', NULL, 1},
    {"x\ny\n\"a\"\"", ',', NULL, 3},
    {"\xFF", ',', NULL, 1},
};

static void csv_read__table__read_or_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct csv_table table;
        uint32_t line = 0;
        enum err r = csv_read(cases[i].text, strlen(cases[i].text), cases[i].separator, arena,
                              &table, &line);
        if (r != (cases[i].expected == NULL ? ERR_PARSE : OK))
            fail_msg("%s: %d", cases[i].text, r);
        if (r == OK && strcmp(flat(&table, arena), cases[i].expected) != 0)
            fail_msg("%s: got %s", cases[i].text, flat(&table, arena));
        assert_int_equal(line, cases[i].line);
    }
    arena_free(arena);
}

static void csv_read__limits__are_kept(void **state)
{
    (void)state;
    static char many[CSV_FIELDS_MAX];
    struct arena *arena = arena_new(0);
    struct csv_table table;
    uint32_t line;
    memset(many, ',', sizeof many);
    assert_int_equal(csv_read(many, CSV_FIELDS_MAX - 1, ',', arena, &table, &line), OK);
    assert_int_equal(table.rows[0].n_fields, CSV_FIELDS_MAX);
    assert_int_equal(csv_read(many, CSV_FIELDS_MAX, ',', arena, &table, &line), ERR_LIMIT);
    arena_free(arena);
}

static void csv_write__fields__quoted_and_guarded(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0);
    struct csv_writer writer;
    csv_begin(&writer, arena, ';', true, 1000);
    csv_text(&writer, "navn");
    csv_text(&writer, "a;b \"c\"");
    csv_text(&writer, NULL);
    csv_text(&writer, "");
    csv_text(&writer, "=1+1");
    csv_integer(&writer, -5);
    csv_end_row(&writer);
    csv_text(&writer, "to\nlinjer");
    csv_end_row(&writer);
    assert_string_equal(buffer_text(&writer.out),
                        "\xEF\xBB\xBF"
                        "navn;\"a;b \"\"c\"\"\";;\"\";'=1+1;-5\r\n\"to\nlinjer\"\r\n");
    csv_begin(&writer, arena, ',', false, 1000);
    csv_text(&writer, "+45 12 34 56 78");
    assert_string_equal(buffer_text(&writer.out), "+45 12 34 56 78");
    arena_free(arena);
}

static void csv_write__beyond_the_limit__is_full(void **state)
{
    (void)state;
    struct arena *arena = arena_new(0);
    struct csv_writer writer;
    csv_begin(&writer, arena, ',', false, 100);
    for (int i = 0; i < 20; i++)
        csv_text(&writer, "0123456789");
    assert_true(writer.out.full);
    assert_true(writer.out.n_bytes <= 100);
    arena_free(arena);
}

static void csv_write__then_read__same_fields(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\xEF\xBB\xBF",  "",    "a",  "\"", "a\r\nb", ";", ",", "\t", " x ",
        "\xEF\xBB\xBFx", "æøå", "'='"};
    struct arena *arena = arena_new(0);
    struct csv_writer writer;
    struct csv_table table;
    uint32_t line;
    csv_begin(&writer, arena, ';', false, 1000);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        csv_text(&writer, texts[i]);
    csv_end_row(&writer);
    assert_int_equal(
        csv_read(buffer_text(&writer.out), writer.out.n_bytes, ';', arena, &table, &line), OK);
    assert_int_equal(table.n_rows, 1);
    assert_int_equal(table.rows[0].n_fields, ARRAY_LEN(texts));
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        assert_string_equal(table.rows[0].fields[i].text, texts[i]);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_read__table__read_or_refused),
        cmocka_unit_test(csv_read__limits__are_kept),
        cmocka_unit_test(csv_write__fields__quoted_and_guarded),
        cmocka_unit_test(csv_write__beyond_the_limit__is_full),
        cmocka_unit_test(csv_write__then_read__same_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
