/* samplanctl: everything an operator does to an installation from the command line. */
#include "services/ctl/ctl.h"

#include "services/ctl/settings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct ctl_command commands[] = {
    {"migrate", "bring the database to this version", migrate_help, migrate_command, true},
    {"user", "add and disable users, give them passwords", user_help, user_command, true},
    {"basis", "statutes that allow sharing, from a CSV file", basis_help, basis_command, true},
    {"organisation", "organisations and units from a CSV file", organisation_help,
     organisation_command, true},
    {"demo", "load citizens that do not exist, to try and measure", demo_help, demo_command, true},
    {"key", "make and change the keys of CPR numbers", key_help, key_command, true},
    {"config", "check the settings", config_help, config_command, true},
};

static const char overview_head[] = "Usage: samplanctl [--config FILE] [--quiet] COMMAND …\n"
                                    "\n"
                                    "Looks after an installation of Samplan.\n"
                                    "\n"
                                    "Commands:\n";

static const char overview_tail[] =
    "\n"
    "  --config FILE  settings (else $SAMPLAN_CONFIG, else /etc/samplan/samplan.conf when it\n"
    "                 exists); a variable SAMPLAN_<NAME> overrides the setting <name>\n"
    "  --quiet        errors only: no progress, no notes\n"
    "  --version      the version\n"
    "  --help         this text; samplanctl COMMAND --help for a command\n"
    "\n"
    "Exit codes: 0 done, 1 refused or failed, 2 usage, 3 settings, 4 database.\n"
    "Passwords and keys come from a prompt, standard input or files, never from the command "
    "line.\n";

enum ctl_exit ctl_fail(enum ctl_exit code, const char *format, ...)
{
    va_list ap;
    fputs("samplanctl: ", stderr);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
    return code;
}

void ctl_say(const struct ctl *ctl, const char *format, ...)
{
    va_list ap;
    if (ctl->quiet)
        return;
    va_start(ap, format);
    vprintf(format, ap);
    va_end(ap);
    putchar('\n');
    fflush(stdout);
}

enum ctl_exit ctl_usage(const char *command, const char *what)
{
    if (what != NULL)
        ctl_fail(CTL_USAGE, "%s: superfluous or unknown: %s", command, what);
    return ctl_fail(CTL_USAGE, "see samplanctl %s --help", command);
}

static void print_overview(void)
{
    fputs(overview_head, stdout);
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        printf("  %-14s %s\n", commands[i].name, commands[i].summary);
    fputs(overview_tail, stdout);
}

static const struct ctl_command *find_command(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* Help wins over everything else, so that it also works where nothing is configured. */
static bool asks_for_help(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static enum ctl_exit run_command(struct ctl *ctl, const char *config_path, int argc, char **argv)
{
    const struct ctl_command *command = find_command(argv[0]);
    if (command == NULL)
        return ctl_fail(CTL_USAGE, "there is no command %s; see samplanctl --help", argv[0]);
    if (asks_for_help(argc, argv)) {
        fputs(command->help, stdout);
        return CTL_OK;
    }
    if (command->needs_config) {
        enum ctl_exit result = settings_read(ctl, config_path);
        if (result != CTL_OK)
            return result;
    }
    return command->run(ctl, argc, argv);
}

int main(int argc, char **argv)
{
    struct ctl ctl = {0};
    const char *config_path = NULL;
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
            config_path = argv[++i];
        } else if (strcmp(argv[i], "--quiet") == 0) {
            ctl.quiet = true;
        } else if (strcmp(argv[i], "--version") == 0) {
            puts("samplanctl " SAMPLAN_VERSION);
            return CTL_OK;
        } else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_overview();
            return CTL_OK;
        } else {
            return ctl_fail(CTL_USAGE, "unknown option %s; see samplanctl --help", argv[i]);
        }
    }
    if (i == argc) {
        print_overview();
        return CTL_USAGE;
    }
    enum ctl_exit result = run_command(&ctl, config_path, argc - i, argv + i);
    settings_free(&ctl);
    return result;
}
