/* samplanctl config check: are settings, keys and database such that the server will start? */
#include "services/base/config.h"

#include "auth/cipher.h"
#include "services/ctl/ctl.h"
#include "services/ctl/pg.h"

#include <stdio.h>
#include <string.h>

const char config_help[] =
    "Usage: samplanctl config check [--offline]\n"
    "\n"
    "Reads the settings as the server does (file, then variables SAMPLAN_<NAME>), names "
    "everything\n"
    "that is unknown or wrong, prints what holds, and checks the keys and that the database "
    "answers\n"
    "and has demo data only where the setting demo is 1. Passwords are not printed.\n"
    "\n"
    "  --offline  settings and keys only\n"
    "\n"
    "Exit codes: 0 all well, 1 the database is not as it should be, 2 usage, 3 settings or keys,\n"
    "4 the database does not answer.\n";

static enum ctl_exit check_keys(struct ctl *ctl)
{
    char problem[300];
    struct keyring *keys CLEANUP(keyring_freep) = NULL;
    if (keyring_load(ctl_setting(ctl, "key_dir"), &keys, problem, sizeof(problem)) != OK)
        return ctl_fail(CTL_CONFIG, "keys: %s", problem);
    ctl_say(ctl, "keys: seal %u, index %u", keyring_current(keys, KEY_CPR_SEAL),
            keyring_current(keys, KEY_CPR_INDEX));
    return CTL_OK;
}

static enum ctl_exit check_database(struct ctl *ctl)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM samplan.migration), "
        "EXISTS (SELECT FROM samplan.setting WHERE key = 'demo' AND value = '1')";
    struct pg *pg CLEANUP(pg_closep) = NULL;
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    if (!pg_open(ctl_setting(ctl, "migrate_database"), "samplanctl config", &pg) ||
        !pg_query(pg, sql, 0, NULL, &rows))
        return CTL_DATABASE;
    bool demo = *pg_rows_text(rows, 0, 1) == 't';
    ctl_say(ctl, "database: %s migrations%s", pg_rows_text(rows, 0, 0), demo ? ", demo data" : "");
    if (demo && !ctl->config->demo)
        return ctl_fail(CTL_FAILED, "the database holds demo data, but demo is 0: the server will "
                                    "not start");
    return CTL_OK;
}

enum ctl_exit config_command(struct ctl *ctl, int argc, char **argv)
{
    bool offline = argc == 3 && strcmp(argv[2], "--offline") == 0;
    if (argc < 2 || strcmp(argv[1], "check") != 0 || argc > 2 + offline)
        return ctl_usage("config", argc > 1 ? argv[argc - 1] : NULL);
    if (!ctl->quiet)
        config_print(ctl->config, stdout);
    enum ctl_exit result = check_keys(ctl);
    if (result == CTL_OK && !offline)
        result = check_database(ctl);
    return result;
}
