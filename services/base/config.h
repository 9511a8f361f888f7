/* Settings: one file of `name = value` lines, overridden by the environment (SAMPLAN_<NAME>). Every
 * name must be known and every value fit; all that is wrong is said at once, with its line. */
#ifndef SAMPLAN_BASE_CONFIG_H
#define SAMPLAN_BASE_CONFIG_H

#include "services/base/error.h"
#include "services/base/log.h"
#include "services/base/macros.h"

#include <stdbool.h>
#include <stdio.h>

#define CONFIG_DEFAULT_FILE "/etc/samplan/samplan.conf"
#define CONFIG_HOSTS_MAX 16

/* Never changes after loading; any thread. Texts are owned by the object; NULL where not set and
 * without default. */
struct config {
    char *listen;             /* "unix:/path" or "127.0.0.1:port": where the edge reaches us */
    char *stream_listen;      /* the same for GET /events */
    char *database;           /* libpq conninfo of role samplan_server */
    char *jobs_database;      /* conninfo of role samplan_jobs, samplan-jobs only */
    char *migrate_database;   /* conninfo of role samplan_migrate, samplanctl only */
    char *bootstrap_database; /* conninfo of a superuser for the first migrate, samplanctl only */
    char *public_origin;      /* "https://samplan.example" or "http://127.0.0.1:8080" */
    char *allowed_hosts;      /* further Host values, as written */
    char *static_dir;         /* holds templates/, static/, i18n/ */
    char *sql_dir;            /* samplanctl migrate */
    char *key_dir;            /* files *.key; NULL: $CREDENTIALS_DIRECTORY */
    char *help_phone;         /* shown on the sign-in and error pages */
    int workers;              /* of the fast lane; 0: max(8, 2 a core) */
    int slow_workers;
    int queue_max;   /* requests that may wait in one lane */
    int streams_max; /* event streams at once */
    int connections_max;
    int jobs_interval;     /* seconds between two rounds of samplan-jobs */
    int log_level;         /* enum log_level */
    bool demo;             /* demo data and accounts are expected */
    bool strict_templates; /* an undefined key fails the page; for tests */

    bool secure;      /* public_origin is https: cookies get Secure and the __Host- prefix */
    const char *host; /* host[:port] of public_origin; points into it */
    char *hosts[CONFIG_HOSTS_MAX + 1]; /* all allowed Host values, NULL-ended */
};

/* Reads path (NULL: $SAMPLAN_CONFIG, else CONFIG_DEFAULT_FILE when it exists, else no file) and the
 * environment. OK with *ret owned by the caller: config_free(). ERR_IO when the file cannot be read,
 * ERR_INVALID when a name or value is wrong; a line for each trouble is written to complaints
 * (never NULL). Values of settings that may hold passwords are not repeated in them. Start-up only,
 * one thread. */
NODISCARD enum err config_load(const char *path, struct config **ret, FILE *complaints);

/* Frees all; NULL is allowed. */
void config_free(struct config *config);
void config_freep(struct config **config);

/* The text of a text setting by its name, NULL when it is unset or no such setting exists. */
const char *config_text(const struct config *config, const char *name);

/* Writes every setting with its value, one `name = value` line each, conninfo passwords left out. */
void config_print(const struct config *config, FILE *out);

#endif
