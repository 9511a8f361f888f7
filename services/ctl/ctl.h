/* What the commands of samplanctl share: exit codes, the command row, the call's context. */
#ifndef SAMPLAN_CTL_CTL_H
#define SAMPLAN_CTL_CTL_H

#include "services/base/macros.h"

#include <stdbool.h>
#include <stddef.h>

struct config;

/* The exit codes, part of the interface: scripts and units rely on them. */
enum ctl_exit {
    CTL_OK = 0,
    CTL_FAILED = 1,   /* the work was refused or went wrong */
    CTL_USAGE = 2,    /* unknown command, option or argument */
    CTL_CONFIG = 3,   /* a setting, key or password file is missing or wrong */
    CTL_DATABASE = 4, /* the database cannot be reached, or refused the work */
};

/* One call of the program. */
struct ctl {
    struct config *config; /* NULL for commands that need no settings */
    bool quiet;            /* no progress, no notes; errors only */
};

typedef enum ctl_exit ctl_fn(struct ctl *ctl, int argc, char **argv);

/* A command as main.c lists it. argv[0] of run is the command's name. */
struct ctl_command {
    const char *name;
    const char *summary; /* one line for the overview */
    const char *help;    /* the whole text of `samplanctl NAME --help` */
    ctl_fn *run;
    bool needs_config; /* settings are read, checked and put into ctl->config first */
};

ctl_fn migrate_command;
ctl_fn user_command;
ctl_fn basis_command;
ctl_fn organisation_command;
ctl_fn demo_command;
ctl_fn key_command;
ctl_fn config_command;

extern const char basis_help[], migrate_help[], user_help[], organisation_help[], demo_help[],
    key_help[], config_help[];

/* Writes "samplanctl: " and the message to stderr, with a newline; returns code. */
enum ctl_exit ctl_fail(enum ctl_exit code, const char *format, ...) PRINTF_LIKE(2, 3);

/* Tells the operator something on stdout, unless --quiet. */
void ctl_say(const struct ctl *ctl, const char *format, ...) PRINTF_LIKE(2, 3);

/* Returns the value of a setting, or NULL when it is absent or empty. Owned by the settings. */
const char *ctl_setting(const struct ctl *ctl, const char *name);

/* Says that argv holds an unknown option or a superfluous argument; returns CTL_USAGE. */
enum ctl_exit ctl_usage(const char *command, const char *what);

#endif
