/* samplanctl migrate: brings the database to what the sql directory says.
 *
 * Order: roles (superuser only) → ledger → migrations not yet applied, a transaction each → in one
 * transaction everything that is reloaded at each deploy: functions, policies, reference data,
 * grants. An advisory lock keeps two runs apart. A second run changes nothing. */
#include "services/ctl/migrate.h"

#include "services/ctl/key_install.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char migrate_help[] =
    "Usage: samplanctl migrate [--check] [--sql-dir DIR] [--bootstrap-database CONNINFO]\n"
    "\n"
    "Brings the database to the state that the SQL files describe: applies the migrations that\n"
    "are missing, then reloads functions, policies, reference data and grants. May be run at any\n"
    "time, also beside a running server; a second run changes nothing.\n"
    "\n"
    "  --check        say what would be done, change nothing\n"
    "  --sql-dir DIR  where roles.sql, migrations/ and so on lie (setting sql_dir)\n"
    "  --bootstrap-database CONNINFO\n"
    "                 a superuser's connection to the same database, over which everything is\n"
    "                 done, as samplan_migrate where no superuser is needed. A password belongs\n"
    "                 into a password file, never here.\n"
    "\n"
    "Without the option, roles.sql is loaded over the setting bootstrap_database when there is\n"
    "one (needed the first time and when roles.sql has changed), the rest over the setting\n"
    "migrate_database.\n"
    "\n"
    "A migration that was applied and has changed since is refused, and so is a database that\n"
    "knows migrations which the directory does not hold.\n"
    "Exit codes: 0 done, 1 refused, 2 usage, 3 settings, 4 database.\n";

enum { SQL_BYTES_MAX = 16 << 20 };

static const struct option options[] = {
    {"check", no_argument, NULL, 'c'},
    {"sql-dir", required_argument, NULL, 's'},
    {"bootstrap-database", required_argument, NULL, 'b'},
    {NULL, 0, NULL, 0},
};

static enum ctl_exit parse(struct migrate *m, int argc, char **argv)
{
    m->sql_dir = ctl_setting(m->ctl, "sql_dir");
    m->bootstrap = ctl_setting(m->ctl, "bootstrap_database");
    m->database = ctl_setting(m->ctl, "migrate_database");
    optind = 1;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (option) {
        case 'c':
            m->check = true;
            break;
        case 's':
            m->sql_dir = optarg;
            break;
        case 'b':
            m->bootstrap = optarg;
            m->database = NULL;
            if (strstr(optarg, "password=") != NULL)
                return ctl_fail(CTL_USAGE, "a password must not stand on the command line; use a "
                                           "password file (passfile=…)");
            break;
        default:
            return ctl_usage("migrate", NULL);
        }
    }
    if (optind < argc)
        return ctl_usage("migrate", argv[optind]);
    return CTL_OK;
}

enum ctl_exit migrate_file(struct migrate *m, struct pg *pg, const char *path)
{
    char *sql CLEANUP(file_freep) = file_read(path, SQL_BYTES_MAX, NULL);
    if (sql == NULL)
        return ctl_fail(CTL_CONFIG, "cannot read %s: %s", path, strerror(errno));
    /* The name within the sql directory is what a developer looks for. */
    const char *origin = path + strlen(m->sql_dir) + 1;
    return pg_run(pg, origin, sql) && pg_run(pg, origin, "RESET ROLE") ? CTL_OK : CTL_DATABASE;
}

/* Roles and ledger, by the superuser, in one transaction. */
static enum ctl_exit bootstrap(struct migrate *m, struct pg *pg)
{
    char *roles CLEANUP(file_freep) = file_join(m->sql_dir, "roles.sql");
    if (!pg_run(pg, NULL, "BEGIN"))
        return CTL_DATABASE;
    enum ctl_exit result = migrate_file(m, pg, roles);
    if (result == CTL_OK && !pg_run(pg, NULL, "COMMIT"))
        result = CTL_DATABASE;
    if (result != CTL_OK && !pg_run(pg, NULL, "ROLLBACK"))
        return CTL_DATABASE;
    if (result == CTL_OK)
        ctl_say(m->ctl, "roles: loaded");
    return result;
}

/* The first connection of a run holds the lock until the run ends. */
static enum ctl_exit lock(struct migrate *m, struct pg *pg)
{
    static const char try[] = "SELECT pg_try_advisory_lock(hashtext('samplan.migrate'))";
    static const char wait[] = "SELECT pg_advisory_lock(hashtext('samplan.migrate'))";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    if (!pg_query(pg, try, 0, NULL, &rows))
        return CTL_DATABASE;
    if (*pg_rows_text(rows, 0, 0) == 't')
        return CTL_OK;
    ctl_say(m->ctl, "another migrate is running; waiting for it");
    return pg_call(pg, wait, 0, NULL) ? CTL_OK : CTL_DATABASE;
}

/* Connects for the work itself: by migrate_database, or through the superuser's connection as
 * samplan_migrate (whose session authorization cannot be lifted by a file's RESET ROLE). */
static enum ctl_exit connect_migrate(struct migrate *m)
{
    const char *conninfo = m->database != NULL ? m->database : m->bootstrap;
    if (!pg_open(conninfo, "samplanctl migrate", &m->pg))
        return CTL_DATABASE;
    if (m->database == NULL && !pg_run(m->pg, NULL, "SET SESSION AUTHORIZATION samplan_migrate"))
        return CTL_DATABASE;
    /* A reload must not wait behind a long report while every reader waits behind the reload. */
    return pg_run(m->pg, NULL, "SET lock_timeout = '20s'; SET client_min_messages = warning")
               ? CTL_OK
               : CTL_DATABASE;
}

static enum ctl_exit ledger_load(struct migrate *m)
{
    static const char begin[] = "BEGIN; SET LOCAL ROLE samplan_owner";
    char *path CLEANUP(file_freep) = file_join(m->sql_dir, "ledger.sql");
    if (!pg_run(m->pg, NULL, begin))
        return CTL_DATABASE;
    enum ctl_exit result = migrate_file(m, m->pg, path);
    if (!pg_run(m->pg, NULL, result == CTL_OK ? "COMMIT" : "ROLLBACK"))
        return CTL_DATABASE;
    return result;
}

/* Where this program may read the keys; in production its unit may not, and "samplanctl key install" does it. */
static enum ctl_exit keys_of_proofs(struct migrate *m)
{
    const char *directory = ctl_setting(m->ctl, "key_dir");
    char *path CLEANUP(file_freep) =
        file_join(directory != NULL ? directory : "/nowhere", "server-proof.key");
    if (m->check || access(path, R_OK) != 0) {
        ctl_say(m->ctl, "keys of the server's proofs: not looked at");
        return CTL_OK;
    }
    return key_install(m->ctl, directory, m->pg);
}

static enum ctl_exit run(struct migrate *m)
{
    struct pg *super CLEANUP(pg_closep) = NULL;
    enum ctl_exit result = CTL_OK;
    if (m->bootstrap != NULL && !m->check) {
        if (!pg_open(m->bootstrap, "samplanctl migrate", &super))
            return CTL_DATABASE;
        if ((result = lock(m, super)) != CTL_OK || (result = bootstrap(m, super)) != CTL_OK)
            return result;
    }
    if ((result = connect_migrate(m)) != CTL_OK)
        return result;
    if (super == NULL && (result = lock(m, m->pg)) != CTL_OK)
        return result;
    if (!m->check && (result = ledger_load(m)) != CTL_OK)
        return result;
    if ((result = migrate_pending(m)) != CTL_OK || (result = migrate_reload(m)) != CTL_OK)
        return result;
    return keys_of_proofs(m);
}

enum ctl_exit migrate_command(struct ctl *ctl, int argc, char **argv)
{
    struct stat st;
    struct migrate m = {.ctl = ctl};
    enum ctl_exit result = parse(&m, argc, argv);
    if (result != CTL_OK)
        return result;
    if (stat(m.sql_dir, &st) != 0 || !S_ISDIR(st.st_mode))
        return ctl_fail(CTL_CONFIG, "there is no directory %s (option --sql-dir, setting sql_dir)",
                        m.sql_dir);
    result = run(&m);
    pg_close(m.pg);
    return result;
}
