/* samplanctl user: adds and disables users and gives them passwords, for the first administrator and
 * for the day when nobody can sign in. Everything else is done on the pages. */
#include "services/ctl/call.h"
#include "services/ctl/secret.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char user_help[] =
    "Usage: samplanctl user add USERNAME --name NAME --role ROLE --unit UNIT [options]\n"
    "       samplanctl user disable USERNAME [--hand-on USERNAME | --leave-open] [--reason TEXT]\n"
    "       samplanctl user reset-factor USERNAME [--reason TEXT]\n"
    "       samplanctl user passwd USERNAME [options]\n"
    "\n"
    "  --name NAME          full name\n"
    "  --role ROLE          caseworker, manager, auditor or administrator\n"
    "  --unit UNIT          \"Organisation: Unit\", \"Organisation\" (its topmost unit) or an id\n"
    "  --profession TEXT    shown beside the name\n"
    "  --phone NUMBER, --email ADDRESS\n"
    "  --password-stdin     take the password from the first line of standard input\n"
    "  --password-file FILE take it from the first line of a file\n"
    "  --once               make one, print it, and have it changed at the first sign-in\n"
    "                       (without any of the three: ask on the terminal)\n"
    "  --reason TEXT        why, for the log\n"
    "\n"
    "  --hand-on USERNAME   give her open work to a caseworker of an organisation that she works "
    "in\n"
    "  --leave-open         disable although work is open, for an administrator to hand on\n"
    "\n"
    "disable ends all sessions and roles at once. Open work (plans that she coordinates, tasks, "
    "parts,\n"
    "places in teams) goes to the colleague that --hand-on names, as when an administrator does it "
    "on\n"
    "the pages; a coordinator is a person, so never to a unit. With neither option it lists the "
    "work\n"
    "and changes nothing.\n"
    "reset-factor takes one-time codes, passkeys and recovery codes away and ends all sessions.\n"
    "Each command leaves a row in the log.\n"
    "Exit codes: 0 done, 1 refused, 2 usage, 3 settings or file, 4 database.\n";

struct user_call {
    const char *username, *name, *role, *unit, *profession, *phone, *email, *reason, *file,
        *hand_on;
    enum secret_source source;
    bool leave_open;
};

static const struct option options[] = {
    {"name", required_argument, NULL, 'n'},
    {"role", required_argument, NULL, 'r'},
    {"unit", required_argument, NULL, 'u'},
    {"profession", required_argument, NULL, 'p'},
    {"phone", required_argument, NULL, 't'},
    {"email", required_argument, NULL, 'e'},
    {"reason", required_argument, NULL, 'w'},
    {"password-stdin", no_argument, NULL, 's'},
    {"password-file", required_argument, NULL, 'f'},
    {"once", no_argument, NULL, 'o'},
    {"leave-open", no_argument, NULL, 'l'},
    {"hand-on", required_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool take_option(struct user_call *call, int option)
{
    const char **texts[] = {
        ['n'] = &call->name,       ['r'] = &call->role,  ['u'] = &call->unit,
        ['p'] = &call->profession, ['t'] = &call->phone, ['e'] = &call->email,
        ['w'] = &call->reason,     ['f'] = &call->file,  ['h'] = &call->hand_on};
    if (option == 's')
        call->source = SECRET_STDIN;
    else if (option == 'o')
        call->source = SECRET_ONCE;
    else if (option == 'l')
        call->leave_open = true;
    else if (option < (int)ARRAY_LEN(texts) && texts[option] != NULL)
        *texts[option] = optarg;
    else
        return false;
    if (option == 'f')
        call->source = SECRET_FILE;
    return true;
}

static enum ctl_exit parse(struct user_call *call, int argc, char **argv)
{
    optind = 1;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (!take_option(call, option))
            return ctl_usage("user", NULL);
    if (optind + 1 != argc)
        return ctl_usage("user", optind + 1 < argc ? argv[optind + 1] : NULL);
    call->username = argv[optind];
    return CTL_OK;
}

/* Puts salt and verifier of a new password into input; password is for a one-time one to be shown. */
static enum ctl_exit add_password(const struct user_call *call, json_t *input,
                                  char password[SECRET_BYTES])
{
    char salt[2 * PASSWORD_SALT_BYTES + 1], verifier[65];
    const char *const words[] = {call->username, call->name != NULL ? call->name : call->username,
                                 NULL};
    enum ctl_exit result = secret_get(call->source, call->file, words, password);
    if (result == CTL_OK)
        result = secret_seal(password, salt, verifier);
    if (result == CTL_OK) {
        json_object_set_new(input, "salt", json_string(salt));
        json_object_set_new(input, "verifier", json_string(verifier));
        json_object_set_new(input, "once", json_boolean(call->source == SECRET_ONCE));
    }
    return result;
}

static json_t *input_of(const struct user_call *call)
{
    json_t *input = json_object();
    const struct {
        const char *key, *value;
    } texts[] = {{"username", call->username},
                 {"name", call->name},
                 {"role", call->role},
                 {"unit", call->unit},
                 {"profession", call->profession},
                 {"phone", call->phone},
                 {"email", call->email},
                 {"reason", call->reason},
                 {"hand_on", call->hand_on}};
    if (input == NULL)
        abort();
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (texts[i].value != NULL && texts[i].value[0] != '\0')
            json_object_set_new(input, texts[i].key, json_string(texts[i].value));
    json_object_set_new(input, "leave_open", json_boolean(call->leave_open));
    return input;
}

static enum ctl_exit run(struct ctl *ctl, const struct user_call *call, const char *sql,
                         bool with_password, char **ret_document)
{
    struct pg *pg CLEANUP(pg_closep) = NULL;
    char password[SECRET_BYTES] = "";
    json_t *input = input_of(call);
    enum ctl_exit result = with_password ? add_password(call, input, password) : CTL_OK;
    if (result == CTL_OK)
        result = call_open(ctl, &pg);
    if (result == CTL_OK)
        result = call_json(pg, sql, input, "", ret_document);
    if (result == CTL_OK && with_password && call->source == SECRET_ONCE)
        printf("one-time password: %s\n", password);
    password_wipe(password, sizeof(password));
    json_decref(input);
    return result;
}

static enum ctl_exit user_add(struct ctl *ctl, const struct user_call *call)
{
    if (call->name == NULL || call->role == NULL || call->unit == NULL)
        return ctl_fail(CTL_USAGE, "user add needs --name, --role and --unit");
    enum ctl_exit result = run(ctl, call, "SELECT app.ctl_user_add($1)", true, NULL);
    if (result == CTL_OK)
        ctl_say(ctl, "%s is added", call->username);
    return result;
}

static enum ctl_exit user_passwd(struct ctl *ctl, const struct user_call *call)
{
    enum ctl_exit result = run(ctl, call, "SELECT app.ctl_user_passwd($1)", true, NULL);
    if (result == CTL_OK)
        ctl_say(ctl, "%s has a new password; open sessions have ended", call->username);
    return result;
}

/* What lies open, a line a kind. */
static void tell_open(struct ctl *ctl, const json_t *answer)
{
    static const struct {
        const char *code, *text;
    } kinds[] = {{"coordination", "plans that she coordinates"},
                 {"task", "open tasks to do"},
                 {"answer", "open tasks that she asked for"},
                 {"part", "contributing plans that she is responsible for"},
                 {"handover", "hand-overs that wait for her"},
                 {"team", "places in teams"}};
    size_t i;
    json_t *count;
    json_array_foreach(json_object_get(answer, "counts_list"), i, count)
    {
        const char *code = json_string_value(json_object_get(count, "work_code"));
        for (size_t k = 0; code != NULL && k < ARRAY_LEN(kinds); k++)
            if (strcmp(kinds[k].code, code) == 0)
                ctl_say(ctl, "  %lld %s",
                        (long long)json_integer_value(json_object_get(count, "item_n")),
                        kinds[k].text);
    }
}

static enum ctl_exit user_disable(struct ctl *ctl, const struct user_call *call)
{
    char *document = NULL;
    if (call->hand_on != NULL && call->leave_open)
        return ctl_fail(CTL_USAGE, "--hand-on and --leave-open exclude each other");
    enum ctl_exit result = run(ctl, call, "SELECT app.ctl_user_disable($1)", false, &document);
    if (result != CTL_OK)
        return result;
    json_t *answer = json_loads(document, 0, NULL);
    const bool done = json_is_true(json_object_get(answer, "done"));
    if (done)
        ctl_say(ctl, "%s is disabled", call->username);
    if (done && call->hand_on != NULL)
        ctl_say(ctl, "handed on to %s:", call->hand_on);
    tell_open(ctl, answer);
    if (!done)
        result =
            ctl_fail(CTL_FAILED,
                     "%s is not disabled: name who takes over (--hand-on), or add --leave-open to "
                     "disable at once",
                     call->username);
    json_decref(answer);
    free(document);
    return result;
}

static enum ctl_exit user_reset_factor(struct ctl *ctl, const struct user_call *call)
{
    enum ctl_exit result = run(ctl, call, "SELECT app.ctl_user_reset_factor($1)", false, NULL);
    if (result == CTL_OK)
        ctl_say(ctl, "%s has no second factor now; open sessions have ended", call->username);
    return result;
}

enum ctl_exit user_command(struct ctl *ctl, int argc, char **argv)
{
    static const struct {
        const char *name;
        enum ctl_exit (*run)(struct ctl *ctl, const struct user_call *call);
    } verbs[] = {{"add", user_add},
                 {"disable", user_disable},
                 {"passwd", user_passwd},
                 {"reset-factor", user_reset_factor}};
    struct user_call call = {0};
    if (argc < 2)
        return ctl_usage("user", NULL);
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        if (strcmp(argv[1], verbs[i].name) != 0)
            continue;
        enum ctl_exit result = parse(&call, argc - 1, argv + 1);
        return result == CTL_OK ? verbs[i].run(ctl, &call) : result;
    }
    return ctl_usage("user", argv[1]);
}
