/* samplanctl basis: the dated table of statutes from a CSV file. */
#include "services/ctl/call.h"
#include "services/ctl/csv.h"
#include "services/ctl/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char basis_help[] =
    "Usage: samplanctl basis import FILE.csv [--apply]\n"
    "\n"
    "import reads statutes that allow sharing, a line each, and says what would change; with "
    "--apply\n"
    "it changes it. The first line names the columns, in any order: rule_code, valid_from, "
    "valid_to\n"
    "(the first day after, empty while it holds), paragraph, name_da, name_en, plain_da, "
    "plain_en,\n"
    "source, invoker_sectors, class_codes, part_type_codes, purpose_code, obligations_da,\n"
    "obligations_en, withdrawable (true or false), max_days. Lists in a field are split by |.\n"
    "A rule is known again by rule_code and valid_from: a new one is added, one that holds may be\n"
    "given an end. Nothing else about it ever changes: new wording is a new line with its own\n"
    "valid_from. All lines are taken, or none: every wrong line is named. UTF-8, comma or "
    "semicolon.\n"
    "Exit codes: 0 done, 1 some lines are wrong, 2 usage, 3 file, 4 database.\n";

enum { IMPORT_BYTES_MAX = 4 << 20 };

static const char *const columns[] = {"rule_code",       "valid_from",     "valid_to",
                                      "paragraph",       "name_da",        "name_en",
                                      "plain_da",        "plain_en",       "source",
                                      "invoker_sectors", "class_codes",    "part_type_codes",
                                      "purpose_code",    "obligations_da", "obligations_en",
                                      "withdrawable",    "max_days",       NULL};

struct import {
    struct pg *pg;
    const char *path;
    const struct csv_record *header;
    unsigned n_added, n_ended, n_same, n_wrong;
};

static bool column_known(const char *name)
{
    for (size_t i = 0; columns[i] != NULL; i++)
        if (strcmp(columns[i], name) == 0)
            return true;
    return false;
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

/* A wrong line is undone and counted, so that all wrong lines are named at once. */
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
        result = call_json(import->pg, "SELECT app.ctl_basis_row($1)", input, where, &what);
    json_decref(input);
    if (result == CTL_FAILED) {
        import->n_wrong++;
        return pg_run(import->pg, NULL, "ROLLBACK TO line") ? CTL_OK : CTL_DATABASE;
    }
    if (result == CTL_OK) {
        import->n_added += strcmp(what, "added") == 0;
        import->n_ended += strcmp(what, "ended") == 0;
        import->n_same += strcmp(what, "same") == 0;
    }
    free(what);
    return result;
}

static enum ctl_exit put_all(struct import *import, struct csv *csv)
{
    struct arena *header_arena CLEANUP(arena_freep) = arena_new(0);
    struct arena *row_arena CLEANUP(arena_freep) = arena_new(0);
    struct csv_record *header = NULL, *row;
    enum ctl_exit result = CTL_OK;
    enum csv_result got = CSV_END;

    if (csv_next(csv, header_arena, &header) != CSV_RECORD)
        return ctl_fail(CTL_CONFIG, "%s: the file is empty or not CSV", import->path);
    for (size_t i = 0; i < header->n; i++)
        if (!column_known(header->fields[i]))
            return ctl_fail(CTL_CONFIG, "%s:1: unknown column %s", import->path, header->fields[i]);
    import->header = header;
    while (result == CTL_OK && (got = csv_next(csv, row_arena, &row)) == CSV_RECORD) {
        result = put_row(import, row);
        arena_reset(row_arena);
    }
    if (result == CTL_OK && got == CSV_BROKEN)
        result = ctl_fail(CTL_CONFIG, "%s:%u: a quote is not closed, or stands in a field",
                          import->path, csv_line(csv));
    if (result == CTL_OK && import->n_wrong > 0)
        result = ctl_fail(CTL_FAILED, "%u lines are wrong; nothing was changed", import->n_wrong);
    return result;
}

static enum ctl_exit import_file(struct ctl *ctl, const char *path, bool apply)
{
    struct import import = {.path = path};
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
        result = put_all(&import, &csv);
    if (result == CTL_OK && apply && !pg_run(import.pg, NULL, "COMMIT"))
        result = CTL_DATABASE;
    pg_close(import.pg); /* what was not committed is undone */
    if (result == CTL_OK)
        ctl_say(ctl,
                apply ? "%u added, %u ended, %u as they were"
                      : "%u would be added, %u ended, %u are as they were; --apply does it",
                import.n_added, import.n_ended, import.n_same);
    return result;
}

enum ctl_exit basis_command(struct ctl *ctl, int argc, char **argv)
{
    const bool apply = argc == 4 && strcmp(argv[3], "--apply") == 0;

    if (argc < 3 || strcmp(argv[1], "import") != 0 || (argc > 3 && !apply))
        return ctl_usage("basis", argc > 3 ? argv[3] : argc > 1 ? argv[1] : NULL);
    return import_file(ctl, argv[2], apply);
}
