/* samplanctl organisation: organisations and units from a CSV file. */
#include "services/ctl/call.h"
#include "services/ctl/csv.h"
#include "services/ctl/file.h"
#include "services/ctl/progress.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char organisation_help[] =
    "Usage: samplanctl organisation import FILE.csv\n"
    "       samplanctl organisation operator NAME\n"
    "\n"
    "import adds and changes organisations and units. The first line names the columns, in any\n"
    "order: type, name, unit, parent, sector, sor_id, cvr_number, municipality, region,\n"
    "provider_number, phone, phone_hours, start_day, end_day. A line without unit is an\n"
    "organisation of type region, municipality, gp-practice, private-provider or voluntary; a "
    "line\n"
    "with unit is a unit of the organisation `name`, below the unit `parent` if there is one.\n"
    "Organisations are known again by SOR, provider number, or name and type; units by SOR or "
    "name.\n"
    "All lines are taken, or none: every wrong line is named. UTF-8, comma or semicolon.\n"
    "\n"
    "operator names the organisation whose administrators look after the whole installation.\n"
    "Exit codes: 0 done, 1 some lines are wrong, 2 usage, 3 file, 4 database.\n";

enum { IMPORT_BYTES_MAX = 32 << 20 };

static const char *const columns[] = {
    "type",   "name",        "unit",         "parent",  "sector",
    "sor_id", "cvr_number",  "municipality", "region",  "provider_number",
    "phone",  "phone_hours", "start_day",    "end_day", NULL};

/* The header's columns, or NULL after naming the first that is unknown. */
static struct csv_record *read_header(struct csv *csv, struct arena *arena, const char *path)
{
    struct csv_record *header = NULL;
    if (csv_next(csv, arena, &header) != CSV_RECORD) {
        ctl_fail(CTL_CONFIG, "%s: the file is empty or not CSV", path);
        return NULL;
    }
    for (size_t i = 0; i < header->n; i++) {
        size_t known = 0;
        while (columns[known] != NULL && strcmp(columns[known], header->fields[i]) != 0)
            known++;
        if (columns[known] == NULL) {
            ctl_fail(CTL_CONFIG, "%s:1: unknown column %s", path, header->fields[i]);
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
    for (size_t i = 0; i < header->n && i < row->n; i++)
        if (row->fields[i][0] != '\0')
            json_object_set_new(input, header->fields[i], json_string(row->fields[i]));
    return input;
}

struct import {
    struct pg *pg;
    const char *path;
    unsigned n_added, n_changed, n_same, n_wrong;
};

/* A wrong line is undone and counted; the others go on, so that all wrong lines are named at once. */
static enum ctl_exit put_row(struct import *import, const struct csv_record *header,
                             const struct csv_record *row)
{
    char *what = NULL, where[300];
    snprintf(where, sizeof(where), "%s:%u: ", import->path, row->line);
    if (row->n != header->n) {
        ctl_fail(CTL_FAILED, "%s%zu fields instead of %zu", where, row->n, header->n);
        import->n_wrong++;
        return CTL_OK;
    }
    json_t *input = row_input(header, row);
    enum ctl_exit result = pg_run(import->pg, NULL, "SAVEPOINT line") ? CTL_OK : CTL_DATABASE;
    if (result == CTL_OK)
        result = call_json(import->pg, "SELECT app.ctl_organisation_row($1)", input, where, &what);
    json_decref(input);
    if (result == CTL_FAILED) {
        import->n_wrong++;
        return pg_run(import->pg, NULL, "ROLLBACK TO line") ? CTL_OK : CTL_DATABASE;
    }
    if (result == CTL_OK) {
        import->n_added += strcmp(what, "added") == 0;
        import->n_changed += strcmp(what, "changed") == 0;
        import->n_same += strcmp(what, "same") == 0;
    }
    free(what);
    return result;
}

static enum ctl_exit put_all(struct ctl *ctl, struct import *import, struct csv *csv)
{
    struct progress progress;
    struct arena *header_arena CLEANUP(arena_freep) = arena_new(0);
    struct arena *row_arena CLEANUP(arena_freep) = arena_new(0);
    struct csv_record *header = read_header(csv, header_arena, import->path), *row;
    enum ctl_exit result = header != NULL ? CTL_OK : CTL_CONFIG;
    enum csv_result got = CSV_END;
    progress_start(&progress, ctl, "lines", csv_lines(csv));
    while (result == CTL_OK && (got = csv_next(csv, row_arena, &row)) == CSV_RECORD) {
        result = put_row(import, header, row);
        arena_reset(row_arena);
        progress_step(&progress, 1);
    }
    progress_end(&progress);
    if (result == CTL_OK && got == CSV_BROKEN)
        result = ctl_fail(CTL_CONFIG, "%s:%u: a quote is not closed, or stands in a field",
                          import->path, csv_line(csv));
    return result;
}

static enum ctl_exit import_file(struct ctl *ctl, const char *path)
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
        result = put_all(ctl, &import, &csv);
    if (result == CTL_OK && import.n_wrong > 0)
        result = ctl_fail(CTL_FAILED, "%u lines are wrong; nothing was changed", import.n_wrong);
    if (result == CTL_OK && !pg_run(import.pg, NULL, "COMMIT"))
        result = CTL_DATABASE;
    pg_close(import.pg); /* what was not committed is undone */
    if (result == CTL_OK)
        ctl_say(ctl, "%u added, %u changed, %u as they were", import.n_added, import.n_changed,
                import.n_same);
    return result;
}

static enum ctl_exit set_operator(struct ctl *ctl, const char *name)
{
    struct pg *pg CLEANUP(pg_closep) = NULL;
    json_t *input = json_pack("{s:s}", "name", name);
    enum ctl_exit result =
        input != NULL ? call_open(ctl, &pg) : ctl_fail(CTL_USAGE, "the name is not UTF-8");
    if (result == CTL_OK)
        result = call_json(pg, "SELECT app.ctl_operator_set($1)", input, "", NULL);
    json_decref(input);
    if (result == CTL_OK)
        ctl_say(ctl, "the administrators of %s look after the installation", name);
    return result;
}

enum ctl_exit organisation_command(struct ctl *ctl, int argc, char **argv)
{
    if (argc != 3)
        return ctl_usage("organisation", argc > 3 ? argv[3] : NULL);
    if (strcmp(argv[1], "import") == 0)
        return import_file(ctl, argv[2]);
    if (strcmp(argv[1], "operator") == 0)
        return set_operator(ctl, argv[2]);
    return ctl_usage("organisation", argv[1]);
}
