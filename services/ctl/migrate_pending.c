/* Migrations: append-only files, each applied once, in order, and never changed afterwards. */
#include "services/ctl/migrate.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MIGRATION_BYTES_MAX = 4 << 20 };

/* "NNNN-name.sql", the name of lower-case letters, digits and hyphens. */
static bool well_named(const char *name)
{
    for (int i = 0; i < 4; i++)
        if (!isdigit((unsigned char)name[i]))
            return false;
    size_t n = strspn(name + 5, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return name[4] == '-' && n > 0 && strcmp(name + 5 + n, ".sql") == 0;
}

/* Names and numbers are checked before anything is applied. */
static enum ctl_exit check_names(const struct file_list *files)
{
    for (size_t i = 0; i < files->n; i++) {
        const char *name = file_name(files->paths[i]);
        if (!well_named(name))
            return ctl_fail(CTL_CONFIG, "migrations/%s: the name must be NNNN-name.sql", name);
        if (i > 0 && strncmp(name, file_name(files->paths[i - 1]), 4) == 0)
            return ctl_fail(CTL_CONFIG, "migrations/%s: the number is used twice", name);
    }
    return CTL_OK;
}

/* Reads the ledger; a database without one has an empty one. */
static enum ctl_exit read_ledger(struct migrate *m, struct pg_rows **ret)
{
    static const char exists[] = "SELECT to_regclass('samplan.migration') IS NOT NULL";
    static const char none[] = "SELECT '', '' LIMIT 0";
    static const char all[] = "SELECT name, sha256 FROM samplan.migration ORDER BY name";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    if (!pg_query(m->pg, exists, 0, NULL, &rows))
        return CTL_DATABASE;
    bool there = *pg_rows_text(rows, 0, 0) == 't';
    return pg_query(m->pg, there ? all : none, 0, NULL, ret) ? CTL_OK : CTL_DATABASE;
}

static const char *applied_hash(const struct pg_rows *ledger, const char *name)
{
    for (int i = 0; i < pg_rows_n(ledger); i++)
        if (strcmp(pg_rows_text(ledger, i, 0), name) == 0)
            return pg_rows_text(ledger, i, 1);
    return NULL;
}

/* Migrations that the database knows must all be in the directory, or the directory is older than
 * the database and its functions must not be loaded over the newer ones. */
static enum ctl_exit check_known(const struct pg_rows *ledger, const struct file_list *files)
{
    for (int i = 0; i < pg_rows_n(ledger); i++) {
        bool found = false;
        for (size_t j = 0; j < files->n && !found; j++)
            found = strcmp(file_name(files->paths[j]), pg_rows_text(ledger, i, 0)) == 0;
        if (!found)
            return ctl_fail(CTL_FAILED,
                            "the database has migration %s, which is not in the directory: this "
                            "version is older than the database",
                            pg_rows_text(ledger, i, 0));
    }
    return CTL_OK;
}

static enum ctl_exit apply(struct migrate *m, const char *path, const char *sql)
{
    static const char record[] = "INSERT INTO samplan.migration (name, sha256) "
                                 "VALUES ($1, encode(sha256(convert_to($2, 'UTF8')), 'hex'))";
    const char *name = file_name(path);
    const char *values[] = {name, sql};
    if (!pg_run(m->pg, NULL, "BEGIN; SET LOCAL ROLE samplan_owner"))
        return CTL_DATABASE;
    enum ctl_exit result = migrate_file(m, m->pg, path);
    if (result == CTL_OK && (!pg_call(m->pg, record, 2, values) || !pg_run(m->pg, name, "COMMIT")))
        result = CTL_DATABASE;
    if (result != CTL_OK) {
        if (!pg_run(m->pg, NULL, "ROLLBACK"))
            return CTL_DATABASE;
        return ctl_fail(result, "migration %s was not applied; those before it are", name);
    }
    ctl_say(m->ctl, "migration %s: applied", name);
    return CTL_OK;
}

/* Applies one file, or checks that it is what was applied. */
static enum ctl_exit consider(struct migrate *m, const struct pg_rows *ledger, const char *path,
                              bool *ret_pending)
{
    static const char hash[] = "SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    char *sql CLEANUP(file_freep) = file_read(path, MIGRATION_BYTES_MAX, NULL);
    if (sql == NULL)
        return ctl_fail(CTL_CONFIG, "cannot read %s: %s", path, strerror(errno));
    const char *applied = applied_hash(ledger, file_name(path));
    *ret_pending = applied == NULL;
    if (applied == NULL && m->check) {
        ctl_say(m->ctl, "migration %s: would be applied", file_name(path));
        return CTL_OK;
    }
    if (applied == NULL)
        return apply(m, path, sql);
    const char *values[] = {sql};
    if (!pg_query(m->pg, hash, 1, values, &rows))
        return CTL_DATABASE;
    if (strcmp(pg_rows_text(rows, 0, 0), applied) != 0)
        return ctl_fail(CTL_FAILED,
                        "migrations/%s has changed since it was applied; write a new migration",
                        file_name(path));
    return CTL_OK;
}

enum ctl_exit migrate_pending(struct migrate *m)
{
    struct file_list files;
    struct pg_rows *ledger CLEANUP(pg_rows_freep) = NULL;
    char *directory CLEANUP(file_freep) = file_join(m->sql_dir, "migrations");
    if (!file_find(directory, ".sql", false, &files))
        return ctl_fail(CTL_CONFIG, "cannot read %s: %s", directory, strerror(errno));
    enum ctl_exit result = check_names(&files);
    if (result == CTL_OK)
        result = read_ledger(m, &ledger);
    if (result == CTL_OK)
        result = check_known(ledger, &files);
    size_t n_pending = 0;
    for (size_t i = 0; result == CTL_OK && i < files.n; i++) {
        bool pending = false;
        result = consider(m, ledger, files.paths[i], &pending);
        n_pending += result == CTL_OK && pending;
    }
    if (result == CTL_OK && n_pending == 0)
        ctl_say(m->ctl, "migrations: all %zu are applied", files.n);
    file_list_free(&files);
    return result;
}
