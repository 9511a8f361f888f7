#include "services/ctl/import.h"

#include "services/ctl/call.h"
#include "services/ctl/csv.h"
#include "services/ctl/file.h"
#include "services/ctl/progress.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IMPORT_BYTES_MAX = 32 << 20 };

struct import {
    struct pg *pg;
    const char *path;
    const struct import_kind *kind;
    const struct csv_record *header;
    struct import_count count;
    unsigned n_wrong;
};

/* The header's columns, or NULL after naming the first that is unknown. */
static struct csv_record *read_header(const struct import *import, struct csv *csv,
                                      struct arena *arena)
{
    const char *const *columns = import->kind->columns;
    struct csv_record *header = NULL;
    if (csv_next(csv, arena, &header) != CSV_RECORD) {
        ctl_fail(CTL_CONFIG, "%s: the file is empty or not CSV", import->path);
        return NULL;
    }
    for (size_t i = 0; i < header->n; i++) {
        size_t known = 0;
        while (columns[known] != NULL && strcmp(columns[known], header->fields[i]) != 0)
            known++;
        if (columns[known] == NULL) {
            ctl_fail(CTL_CONFIG, "%s:1: unknown column %s", import->path, header->fields[i]);
            return NULL;
        }
    }
    return header;
}

static json_t *row_input(const struct csv_record *header, const struct csv_record *row)
{
    json_t *input = json_object();
    if (input == NULL)
        abort();
    for (size_t i = 0; i < header->n; i++)
        if (row->fields[i][0] != '\0')
            json_object_set_new(input, header->fields[i], json_string(row->fields[i]));
    return input;
}

/* A wrong line is undone and counted. */
static enum ctl_exit put_row(struct import *import, const struct csv_record *row)
{
    char *what = NULL, where[300];
    (void)snprintf(where, sizeof(where), "%s:%u: ", import->path, row->line);
    if (row->n != import->header->n) {
        ctl_fail(CTL_FAILED, "%s%zu fields instead of %zu", where, row->n, import->header->n);
        import->n_wrong++;
        return CTL_OK;
    }
    json_t *input = row_input(import->header, row);
    enum ctl_exit result = pg_run(import->pg, NULL, "SAVEPOINT line") ? CTL_OK : CTL_DATABASE;
    if (result == CTL_OK)
        result = call_json(import->pg, import->kind->sql, input, where, &what);
    json_decref(input);
    if (result == CTL_FAILED) {
        import->n_wrong++;
        return pg_run(import->pg, NULL, "ROLLBACK TO line") ? CTL_OK : CTL_DATABASE;
    }
    if (result == CTL_OK) {
        import->count.n_added += strcmp(what, "added") == 0;
        import->count.n_changed += strcmp(what, import->kind->change) == 0;
        import->count.n_same += strcmp(what, "same") == 0;
    }
    free(what);
    return result;
}

static enum ctl_exit put_all(struct ctl *ctl, struct import *import, struct csv *csv)
{
    struct progress progress;
    struct arena *header_arena CLEANUP(arena_freep) = arena_new(0);
    struct arena *row_arena CLEANUP(arena_freep) = arena_new(0);
    struct csv_record *row;
    enum csv_result got = CSV_END;

    import->header = read_header(import, csv, header_arena);
    enum ctl_exit result = import->header != NULL ? CTL_OK : CTL_CONFIG;
    progress_start(&progress, ctl, "lines", csv_lines(csv));
    while (result == CTL_OK && (got = csv_next(csv, row_arena, &row)) == CSV_RECORD) {
        result = put_row(import, row);
        arena_reset(row_arena);
        progress_step(&progress, 1);
    }
    progress_end(&progress);
    if (result == CTL_OK && got == CSV_BROKEN)
        result = ctl_fail(CTL_CONFIG, "%s:%u: a quote is not closed, or stands in a field",
                          import->path, csv_line(csv));
    if (result == CTL_OK && import->n_wrong > 0)
        result = ctl_fail(CTL_FAILED, "%u lines are wrong; nothing was changed", import->n_wrong);
    return result;
}

enum ctl_exit import_file(struct ctl *ctl, const char *path, const struct import_kind *kind,
                          bool apply, struct import_count *ret_count)
{
    struct import import = {.path = path, .kind = kind};
    size_t n_bytes;
    char *bytes CLEANUP(file_freep) = file_read(path, IMPORT_BYTES_MAX, &n_bytes);
    if (bytes == NULL)
        return ctl_fail(CTL_CONFIG, "cannot read %s: %s", path, strerror(errno));
    struct csv csv;
    csv_open(&csv, bytes, n_bytes);
    enum ctl_exit result = call_open(ctl, &import.pg);
    if (result == CTL_OK && !pg_run(import.pg, NULL, "BEGIN"))
        result = CTL_DATABASE;
    if (result == CTL_OK)
        result = put_all(ctl, &import, &csv);
    if (result == CTL_OK && apply && !pg_run(import.pg, NULL, "COMMIT"))
        result = CTL_DATABASE;
    pg_close(import.pg); /* what was not committed is undone */
    *ret_count = import.count;
    return result;
}
