/* What is reloaded at each deploy, in one transaction: functions, policies, reference data, grants.
 * Either all of it is new or all of it is as before. */
#include "services/ctl/csv.h"
#include "services/ctl/migrate.h"
#include "services/ctl/progress.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CSV_BYTES_MAX = 16 << 20 };

/* The groups in the order in which they are loaded. */
static const struct group {
    const char *name;
    const char *directory;
    const char *suffix;
    bool deep;
} groups[] = {
    {"functions", "functions", ".sql", true},  {"triggers", ".", "triggers.sql", false},
    {"policies", "policies", ".sql", false},   {"reference tables", "reference", ".csv", false},
    {"reference", "reference", ".sql", false}, {"grants", ".", "grants.sql", false},
};

/* A CSV file becomes the temporary table ref_<name>, all columns text and named by the header, so
 * that the loader SQL of the same directory can read it. Gone at commit. */
static enum ctl_exit load_csv(struct migrate *m, const char *path)
{
    size_t n_bytes;
    char *bytes CLEANUP(file_freep) = file_read(path, CSV_BYTES_MAX, &n_bytes);
    if (bytes == NULL)
        return ctl_fail(CTL_CONFIG, "cannot read %s: %s", path, strerror(errno));
    char *table CLEANUP(file_freep) = csv_temporary_table(path, bytes);
    if (table == NULL)
        return ctl_fail(CTL_CONFIG,
                        "%s: file name and header must be of lower-case letters, digits and _",
                        path);
    char *copy CLEANUP(file_freep) = csv_copy_statement(path);
    if (!pg_run(m->pg, file_name(path), table) || !pg_copy_begin(m->pg, copy))
        return CTL_DATABASE;
    bool given = pg_copy_give(m->pg, bytes, n_bytes);
    return pg_copy_end(m->pg) && given ? CTL_OK : CTL_DATABASE;
}

/* Loads one file; with errors hidden a failure is undone, so that the file can be tried again when
 * those that it builds on are there. */
static enum ctl_exit try_file(struct migrate *m, const char *path)
{
    if (!pg_run(m->pg, NULL, "SAVEPOINT file"))
        return CTL_DATABASE;
    pg_show_errors(m->pg, false);
    enum ctl_exit result = migrate_file(m, m->pg, path);
    pg_show_errors(m->pg, true);
    return pg_run(m->pg, NULL, result == CTL_OK ? "RELEASE file" : "ROLLBACK TO file")
               ? result
               : CTL_DATABASE;
}

/* Loads files that may build on each other in any order (a trigger on its function, a function on a
 * type): what fails waits for the rest; a round in which nothing succeeds shows the error. */
static enum ctl_exit load_in_rounds(struct migrate *m, struct file_list *files,
                                    struct progress *progress)
{
    size_t n = files->n;
    while (n > 0) {
        size_t n_left = 0;
        for (size_t i = 0; i < n; i++) {
            const char *path = files->paths[i];
            if (try_file(m, path) == CTL_OK) {
                progress_step(progress, 1);
                continue;
            }
            files->paths[i] = files->paths[n_left];
            files->paths[n_left++] = path;
        }
        if (n_left == n)
            return migrate_file(m, m->pg, files->paths[0]);
        n = n_left;
    }
    return CTL_OK;
}

static enum ctl_exit load_files(struct migrate *m, const struct group *group,
                                struct file_list *files)
{
    struct progress progress;
    enum ctl_exit result = CTL_OK;
    progress_start(&progress, m->ctl, group->name, isatty(STDERR_FILENO) ? files->n : 0);
    if (group->deep)
        result = load_in_rounds(m, files, &progress);
    for (size_t i = 0; !group->deep && result == CTL_OK && i < files->n; i++) {
        bool csv = strcmp(group->suffix, ".csv") == 0;
        result = csv ? load_csv(m, files->paths[i]) : migrate_file(m, m->pg, files->paths[i]);
        progress_step(&progress, 1);
    }
    progress_end(&progress);
    return result;
}

static enum ctl_exit load_group(struct migrate *m, const struct group *group)
{
    struct file_list files;
    char *directory CLEANUP(file_freep) = file_join(m->sql_dir, group->directory);
    if (!file_find(directory, group->suffix, group->deep, &files))
        return ctl_fail(CTL_CONFIG, "cannot read %s: %s", directory, strerror(errno));
    enum ctl_exit result = m->check ? CTL_OK : load_files(m, group, &files);
    if (result == CTL_OK)
        ctl_say(m->ctl, "%s: %zu %s", group->name, files.n,
                m->check ? "would be loaded" : "loaded");
    file_list_free(&files);
    return result;
}

/* The bodies, which were not looked at during loading so that the order of files does not matter,
 * are checked now, by the validators that CREATE FUNCTION itself would have called. */
static enum ctl_exit check_bodies(struct migrate *m)
{
    static const char functions[] =
        "SELECT p.oid, format('%I.%I(%s)', n.nspname, p.proname, "
        "pg_get_function_identity_arguments(p.oid)), l.lanname FROM pg_proc p "
        "JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang "
        "WHERE n.nspname IN ('app', 'api', 'samplan') AND l.lanname IN ('plpgsql', 'sql') "
        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') "
        "ORDER BY 2";
    /* The path that every function pins; called by hand, a validator does not apply it. */
    static const char set[] = "SET LOCAL check_function_bodies = on; "
                              "SET LOCAL search_path = samplan, app, pg_temp";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    if (!pg_run(m->pg, NULL, set) || !pg_query(m->pg, functions, 0, NULL, &rows))
        return CTL_DATABASE;
    for (int i = 0; i < pg_rows_n(rows); i++) {
        bool sql = strcmp(pg_rows_text(rows, i, 2), "sql") == 0;
        const char *values[] = {pg_rows_text(rows, i, 0)};
        if (!pg_call(m->pg,
                     sql ? "SELECT pg_catalog.fmgr_sql_validator($1)"
                         : "SELECT pg_catalog.plpgsql_validator($1)",
                     1, values))
            return ctl_fail(CTL_DATABASE, "the body of %s is wrong", pg_rows_text(rows, i, 1));
    }
    return pg_run(m->pg, NULL, "SET LOCAL search_path TO DEFAULT") ? CTL_OK : CTL_DATABASE;
}

/* A function that no file defines any more was left by an older version; it is named, not dropped. */
static enum ctl_exit name_leftovers(struct migrate *m)
{
    static const char leftovers[] =
        "SELECT format('%I.%I(%s)', n.nspname, p.proname, "
        "pg_get_function_identity_arguments(p.oid)) FROM pg_proc p JOIN pg_namespace n ON n.oid = "
        "p.pronamespace "
        "WHERE n.nspname IN ('app', 'api') "
        "AND age(p.xmin) > age(pg_current_xact_id()::xid) "
        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') "
        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.refobjid = p.oid "
        "AND d.classid IN ('pg_constraint'::regclass, 'pg_attrdef'::regclass)) ORDER BY 1";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    if (!pg_query(m->pg, leftovers, 0, NULL, &rows))
        return CTL_DATABASE;
    for (int i = 0; i < pg_rows_n(rows); i++)
        ctl_say(m->ctl, "note: no file defines %s", pg_rows_text(rows, i, 0));
    return CTL_OK;
}

enum ctl_exit migrate_reload(struct migrate *m)
{
    static const char begin[] = "BEGIN; SET LOCAL check_function_bodies = off";
    if (!m->check && !pg_run(m->pg, NULL, begin))
        return CTL_DATABASE;
    enum ctl_exit result = CTL_OK;
    for (size_t i = 0; result == CTL_OK && i < ARRAY_LEN(groups); i++) {
        result = load_group(m, &groups[i]);
        if (i > 0 || result != CTL_OK || m->check)
            continue;
        /* Now, while only what was just loaded carries this transaction's number. */
        result = name_leftovers(m);
        if (result == CTL_OK)
            result = check_bodies(m);
    }
    if (m->check)
        return result;
    /* The log's partitions for two years from now; migrate is run more often than that. */
    if (result == CTL_OK &&
        !pg_call(m->pg, "SELECT app.audit_partition_ensure(current_date, 24)", 0, NULL))
        result = CTL_DATABASE;
    /* What is stored ready to show is built again when this version builds it in another way. */
    if (result == CTL_OK && !pg_call(m->pg, "SELECT app.derived_ensure()", 0, NULL))
        result = CTL_DATABASE;
    if (result == CTL_OK)
        return pg_run(m->pg, NULL, "COMMIT") ? CTL_OK : CTL_DATABASE;
    return pg_run(m->pg, NULL, "ROLLBACK") ? result : CTL_DATABASE;
}
