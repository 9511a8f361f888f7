/* CSV files: what was read and written again is read the same. */
#include "tests/fuzz/fuzz.h"

#include "services/base/csv.h"

#include <string.h>

/* A row of one empty field is an empty line in a file, which is no row; such a table has no other
 * spelling, so the writer quotes every empty text. */
static void check_same(const struct csv_table *a, const struct csv_table *b)
{
    HOLDS(a->n_rows == b->n_rows);
    for (size_t i = 0; i < a->n_rows; i++) {
        HOLDS(a->rows[i].n_fields == b->rows[i].n_fields);
        for (size_t j = 0; j < a->rows[i].n_fields; j++)
            HOLDS(strcmp(a->rows[i].fields[j].text, b->rows[i].fields[j].text) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n_bytes)
{
    struct arena *arena = arena_new(0);
    struct csv_table table;
    struct csv_table again;
    struct csv_writer writer;
    uint32_t line = 0;
    if (csv_read((const char *)data, n_bytes, 0, arena, &table, &line) == OK) {
        csv_begin(&writer, arena, ';', false, 16 * n_bytes + 1000);
        for (size_t i = 0; i < table.n_rows; i++) {
            for (size_t j = 0; j < table.rows[i].n_fields; j++)
                csv_text(&writer, table.rows[i].fields[j].text);
            csv_end_row(&writer);
        }
        HOLDS(!writer.out.full);
        HOLDS(csv_read(buffer_text(&writer.out), writer.out.n_bytes, ';', arena, &again, &line) ==
              OK);
        check_same(&table, &again);
    } else {
        HOLDS(line >= 1);
    }
    arena_free(arena);
    return 0;
}
