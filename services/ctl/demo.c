/* samplanctl demo: organisations, accounts and citizens that do not exist, for trying and measuring. */
#include "services/ctl/demo.h"

#include "auth/password.h"
#include "auth/token.h"
#include "services/base/calendar.h"
#include "services/base/config.h"
#include "services/ctl/demo_cpr.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char demo_help[] =
    "Usage: samplanctl demo [--citizens N] [--seed S] [--today DAY] [--connections N] [--replace]\n"
    "\n"
    "Loads organisations, accounts and citizens that do not exist. The same numbers and day give\n"
    "the same demo. A database that holds it already is left alone (but the accounts get the\n"
    "password); other numbers replace it. Only where the setting demo is 1, only into a database\n"
    "that has no real users, and only through a superuser's connection (bootstrap_database).\n"
    "\n"
    "  --citizens N     7 to 2000000 (200)\n"
    "  --seed S         a number (1)\n"
    "  --today DAY      YYYY-MM-DD; the plans lie around this day (today)\n"
    "  --connections N  load over so many connections, 1 to 16 (2)\n"
    "  --replace        load anew what is there already, around the new day\n"
    "  --bootstrap-database CONNINFO\n"
    "                   instead of the setting; without a password in it\n"
    "\n"
    "The accounts koordinator, overlaege, socialraadgiver, jobkonsulent, rusmiddelbehandler,\n"
    "laege, uu, leder, leder-region, revisor, administrator, fremmed, vikar, borger, paaroerende,\n"
    "foraelder and frivillig get the\n"
    "password from the variable DEMO_PASSWORD (samplan).\n"
    "\n"
    "CPR numbers of the demo are DDMMYY, a letter and three characters (090991D001). They belong\n"
    "to nobody: CPR numbers are ten digits, replacement numbers have a digit in the seventh place\n"
    "or 60 added to the day.\n"
    "Exit codes: 0 done or already there, 1 refused, 2 usage, 3 settings or keys, 4 database.\n";

enum { CITIZENS_MIN = DEMO_KNOWN, CITIZENS_MAX = 2000000 };

static const struct option options[] = {
    {"citizens", required_argument, NULL, 'c'},
    {"seed", required_argument, NULL, 's'},
    {"today", required_argument, NULL, 't'},
    {"connections", required_argument, NULL, 'n'},
    {"replace", no_argument, NULL, 'r'},
    {"bootstrap-database", required_argument, NULL, 'b'},
    {NULL, 0, NULL, 0},
};

static bool number(const char *text, uint64_t min, uint64_t max, uint64_t *ret)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || *text == '-' || value < min || value > max)
        return false;
    *ret = value;
    return true;
}

static bool parse_option(struct demo *demo, int option)
{
    struct calendar_day day;
    uint64_t n;
    switch (option) {
    case 'c':
        return number(optarg, CITIZENS_MIN, CITIZENS_MAX, &demo->n_citizens);
    case 's':
        return number(optarg, 0, UINT64_MAX, &demo->seed);
    case 'n':
        if (!number(optarg, 1, 16, &n))
            return false;
        demo->connections = (int)n;
        return true;
    case 't':
        if (!calendar_parse_day(optarg, strlen(optarg), &day))
            return false;
        demo->today = calendar_number(day);
        return true;
    case 'r':
        demo->replace = true;
        return true;
    case 'b':
        demo->conninfo = optarg;
        return strstr(optarg, "password=") == NULL;
    default:
        return false;
    }
}

static enum ctl_exit parse(struct demo *demo, int argc, char **argv)
{
    optind = 1;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (!parse_option(demo, option))
            return option == '?' ? ctl_usage("demo", NULL) : ctl_usage("demo", optarg);
    if (optind < argc)
        return ctl_usage("demo", argv[optind]);
    if (!demo->ctl->config->demo)
        return ctl_fail(CTL_CONFIG, "the setting demo is 0: no demo data are loaded here");
    if (demo->conninfo == NULL)
        return ctl_fail(CTL_CONFIG,
                        "bootstrap_database is not set: the demo is loaded by a superuser");
    return CTL_OK;
}

/* What the database holds. */
struct state {
    bool demo;     /* it is a demo, perhaps half loaded */
    bool complete; /* of these very numbers */
    bool others;   /* real users or citizens */
};

static bool read_state(struct demo *demo, struct state *ret)
{
    static const char sql[] =
        "SELECT EXISTS (SELECT FROM samplan.setting WHERE key = 'demo' AND value = '1'), "
        "(SELECT count(*) FROM samplan.setting WHERE (key, value) IN "
        "(('demo_citizens', $1), ('demo_seed', $2))) = 2, "
        "EXISTS (SELECT FROM samplan.user_account WHERE NOT is_demo)";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    char citizens[24], seed[24];
    snprintf(citizens, sizeof(citizens), "%llu", (unsigned long long)demo->n_citizens);
    snprintf(seed, sizeof(seed), "%llu", (unsigned long long)demo->seed);
    const char *values[] = {citizens, seed};
    if (!pg_query(demo->pg, sql, 2, values, &rows))
        return false;
    ret->demo = *pg_rows_text(rows, 0, 0) == 't';
    ret->complete = ret->demo && *pg_rows_text(rows, 0, 1) == 't';
    ret->others = !ret->demo && *pg_rows_text(rows, 0, 2) == 't';
    return true;
}

static bool setting_write(struct demo *demo, const char *key, const char *value)
{
    static const char sql[] = "INSERT INTO samplan.setting (key, value) VALUES ($1, $2) "
                              "ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    const char *values[] = {key, value};
    return pg_call(demo->pg, sql, 2, values);
}

/* Takes away what an earlier demo left, and marks the database before the first row is loaded, so
 * that a load that is interrupted is known for what it is. */
static bool clear(struct demo *demo, bool was_demo)
{
    static const char sql[] =
        "TRUNCATE samplan.organisation, samplan.user_account, samplan.citizen, samplan.change, "
        "samplan.access, samplan.document, samplan.worklist, samplan.audit, samplan.plan_seen, "
        "samplan.idempotency, samplan.login_attempt RESTART IDENTITY CASCADE; "
        "DELETE FROM samplan.setting WHERE key IN ('demo_citizens', 'demo_seed', 'demo_day')";
    if (was_demo)
        ctl_say(demo->ctl, "replacing the demo that is there");
    return setting_write(demo, "demo", "1") && (!was_demo || pg_run(demo->pg, NULL, sql));
}

/* All accounts share one published password, so one salt does for them all. */
static enum ctl_exit write_passwords(struct demo *demo)
{
    static const char sql[] =
        "INSERT INTO samplan.credential (user_id, salt, verifier) "
        "SELECT u.id, decode($1, 'hex'), decode($2, 'hex') FROM samplan.user_account u "
        "WHERE u.is_demo AND u.username = ANY ($3::text[]) ON CONFLICT (user_id) DO UPDATE "
        "SET salt = excluded.salt, verifier = excluded.verifier, changed_at = now()";
    unsigned char salt[PASSWORD_SALT_BYTES], verifier[32];
    char salt_hex[2 * PASSWORD_SALT_BYTES + 1], verifier_hex[65];
    struct demo_text names = {0};
    if (password_seal(demo->password, salt, verifier) != OK)
        return ctl_fail(CTL_CONFIG, "DEMO_PASSWORD is empty or longer than %d bytes",
                        PASSWORD_MAX_BYTES);
    token_hex(salt, PASSWORD_SALT_BYTES, salt_hex);
    token_hex(verifier, 32, verifier_hex);
    text_clear(&names);
    text_add(&names, "{borger,");
    text_add(&names, demo_outside_accounts);
    for (int i = 0; i < N_STAFF_ACCOUNTS; i++) {
        text_add(&names, ",");
        text_add(&names, demo_accounts[i].username);
    }
    text_add(&names, "}");
    const char *values[] = {salt_hex, verifier_hex, names.bytes};
    bool ok = pg_call(demo->pg, sql, 3, values);
    text_free(&names);
    return ok ? CTL_OK : CTL_DATABASE;
}

/* True when the accounts have the password already. */
static bool password_matches(struct demo *demo)
{
    static const char sql[] =
        "SELECT encode(c.salt, 'hex'), encode(c.verifier, 'hex') "
        "FROM samplan.credential c JOIN samplan.user_account u ON u.id = c.user_id "
        "WHERE u.username = 'koordinator'";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    unsigned char salt[PASSWORD_SALT_BYTES], key[PASSWORD_KEY_BYTES], verifier[32];
    char hex[65];
    if (!pg_query(demo->pg, sql, 0, NULL, &rows) || pg_rows_n(rows) != 1 ||
        token_unhex(pg_rows_text(rows, 0, 0), PASSWORD_SALT_BYTES, salt) != OK ||
        password_key(demo->password, salt, key) != OK)
        return false;
    password_verifier(key, verifier);
    token_hex(verifier, 32, hex);
    return strcmp(hex, pg_rows_text(rows, 0, 1)) == 0;
}

/* The loader goes around triggers and foreign keys; here is what it promises. */
static enum ctl_exit verify(struct demo *demo)
{
    static const char sql[] =
        "SELECT count(*) FROM samplan.joint_plan p WHERE p.status_code IN ('active', 'on-hold') "
        "AND NOT EXISTS (SELECT FROM samplan.coordination c WHERE c.plan_id = p.id "
        "AND c.ended_at IS NULL AND c.started_at <= now())";
    struct pg_rows *rows CLEANUP(pg_rows_freep) = NULL;
    if (!pg_query(demo->pg, sql, 0, NULL, &rows))
        return CTL_DATABASE;
    if (strcmp(pg_rows_text(rows, 0, 0), "0") != 0)
        return ctl_fail(CTL_FAILED, "%s plans have no coordinator", pg_rows_text(rows, 0, 0));
    return CTL_OK;
}

static bool finish(struct demo *demo)
{
    char text[24];
    struct calendar_day today = calendar_from_number(demo->today);
    snprintf(text, sizeof(text), "%04d-%02d-%02d", today.year % 10000, today.month, today.day);
    bool ok = setting_write(demo, "demo_day", text);
    /* The account administrator looks after the whole installation. */
    char operator_id[DEMO_ID_TEXT_BYTES];
    const struct demo_unit *unit =
        &demo->world->units[demo->world->users[ACCOUNT_ADMINISTRATOR].unit];
    demo_id_text(demo->world->organisations[unit->organisation].id, operator_id);
    ok = ok && setting_write(demo, "operator_organisation", operator_id);
    snprintf(text, sizeof(text), "%llu", (unsigned long long)demo->seed);
    ok = ok && setting_write(demo, "demo_seed", text);
    snprintf(text, sizeof(text), "%llu", (unsigned long long)demo->n_citizens);
    return ok && setting_write(demo, "demo_citizens", text);
}

static enum ctl_exit already_there(struct demo *demo)
{
    ctl_say(demo->ctl, "the demo with %llu citizens is already there",
            (unsigned long long)demo->n_citizens);
    if (password_matches(demo))
        return CTL_OK;
    ctl_say(demo->ctl, "the accounts get the password");
    return write_passwords(demo);
}

static enum ctl_exit load(struct demo *demo, bool was_demo)
{
    /* Partitions of the log for the months that the demo's look-ups lie in. */
    static const char partitions[] = "SELECT app.audit_partition_ensure(($1::date - 62), 27)";
    char problem[300], day[24];
    struct calendar_day today = calendar_from_number(demo->today);
    snprintf(day, sizeof(day), "%04d-%02d-%02d", today.year % 10000, today.month, today.day);
    const char *values[] = {day};
    if (keyring_load(ctl_setting(demo->ctl, "key_dir"), &demo->keys, problem, sizeof(problem)) !=
        OK)
        return ctl_fail(CTL_CONFIG, "%s", problem);
    if (!demo_world_make(demo->seed, demo->n_citizens, demo->today, demo->pg, &demo->world) ||
        !pg_call(demo->pg, partitions, 1, values) || !clear(demo, was_demo) ||
        !demo_load_all(demo) || !demo_rebuild(demo))
        return CTL_DATABASE;
    enum ctl_exit result = verify(demo);
    if (result == CTL_OK)
        result = write_passwords(demo);
    if (result == CTL_OK && !finish(demo))
        result = CTL_DATABASE;
    return result;
}

static enum ctl_exit run(struct demo *demo)
{
    struct state state;
    if (!demo_connect(demo, &demo->pg) ||
        !pg_call(demo->pg, "SELECT pg_advisory_lock(hashtext('samplan.migrate'))", 0, NULL) ||
        !read_state(demo, &state))
        return CTL_DATABASE;
    if (state.others)
        return ctl_fail(CTL_FAILED, "the database has real users; demo data never go beside them");
    return state.complete && !demo->replace ? already_there(demo) : load(demo, state.demo);
}

enum ctl_exit demo_command(struct ctl *ctl, int argc, char **argv)
{
    const char *password = getenv("DEMO_PASSWORD");
    struct calendar_time now = calendar_denmark((int64_t)time(NULL));
    struct demo demo = {
        .ctl = ctl,
        .conninfo = ctl_setting(ctl, "bootstrap_database"),
        .n_citizens = 200,
        .seed = 1,
        .today = calendar_number(now.day),
        .connections = 2,
        .password = password != NULL && *password != '\0' ? password : "samplan",
    };
    enum ctl_exit result = parse(&demo, argc, argv);
    if (result == CTL_OK)
        result = run(&demo);
    demo_world_free(demo.world);
    keyring_free(demo.keys);
    pg_close(demo.pg);
    return result;
}
