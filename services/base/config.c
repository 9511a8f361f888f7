/* The table of settings and the checks on them. */
#include "services/base/config.h"

#include "services/base/text.h"

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PREFIX "SAMPLAN_"
#define LINE_BYTES 2048
#define HOST_BYTES 255

enum kind { TEXT, CONNINFO, ADDRESS, ORIGIN, INTEGER, BOOLEAN, LEVEL };

struct setting {
    const char *name;
    enum kind kind;
    size_t offset; /* in struct config: char * for the text kinds, int or bool otherwise */
    const char *fallback;
    int min, max;
};

static const struct setting SETTINGS[] = {
    {"listen", ADDRESS, offsetof(struct config, listen), "127.0.0.1:8081", 0, 0},
    {"stream_listen", ADDRESS, offsetof(struct config, stream_listen), "127.0.0.1:8082", 0, 0},
    {"database", CONNINFO, offsetof(struct config, database), "dbname=samplan user=samplan_server",
     0, 0},
    {"jobs_database", CONNINFO, offsetof(struct config, jobs_database),
     "dbname=samplan user=samplan_jobs", 0, 0},
    {"migrate_database", CONNINFO, offsetof(struct config, migrate_database),
     "dbname=samplan user=samplan_migrate", 0, 0},
    {"bootstrap_database", CONNINFO, offsetof(struct config, bootstrap_database), NULL, 0, 0},
    {"public_origin", ORIGIN, offsetof(struct config, public_origin), "http://127.0.0.1:8080", 0,
     0},
    {"allowed_hosts", TEXT, offsetof(struct config, allowed_hosts), NULL, 0, 0},
    {"static_dir", TEXT, offsetof(struct config, static_dir), "/usr/local/share/samplan/web", 0, 0},
    {"sql_dir", TEXT, offsetof(struct config, sql_dir), "/usr/local/share/samplan/sql", 0, 0},
    {"key_dir", TEXT, offsetof(struct config, key_dir), NULL, 0, 0},
    {"help_phone", TEXT, offsetof(struct config, help_phone), NULL, 0, 0},
    {"workers", INTEGER, offsetof(struct config, workers), "0", 0, 256},
    {"slow_workers", INTEGER, offsetof(struct config, slow_workers), "4", 1, 64},
    {"queue_max", INTEGER, offsetof(struct config, queue_max), "512", 8, 65536},
    {"streams_max", INTEGER, offsetof(struct config, streams_max), "2000", 0, 20000},
    {"connections_max", INTEGER, offsetof(struct config, connections_max), "4096", 16, 60000},
    {"jobs_interval", INTEGER, offsetof(struct config, jobs_interval), "30", 1, 3600},
    {"log_level", LEVEL, offsetof(struct config, log_level), "info", 0, 0},
    {"demo", BOOLEAN, offsetof(struct config, demo), "0", 0, 0},
    {"strict_templates", BOOLEAN, offsetof(struct config, strict_templates), "0", 0, 0},
};

/* Where a value came from, for the complaint. */
struct origin {
    const char *file; /* NULL: the environment, or the default */
    unsigned line;
    const char *variable;
};

static void complain(FILE *complaints, const struct origin *origin, const char *name,
                     const char *what)
{
    if (origin->file != NULL)
        fprintf(complaints, "%s:%u: %s: %s\n", origin->file, origin->line, name, what);
    else if (origin->variable != NULL)
        fprintf(complaints, "environment: %s: %s\n", origin->variable, what);
    else
        fprintf(complaints, "setting %s: %s\n", name, what);
}

static char *text_copy(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        abort();
    return copy;
}

static void *field(struct config *config, const struct setting *setting)
{
    return (char *)config + setting->offset;
}

static const struct setting *setting_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        if (strcmp(SETTINGS[i].name, name) == 0)
            return &SETTINGS[i];
    }
    return NULL;
}

static bool is_text(enum kind kind)
{
    return kind == TEXT || kind == CONNINFO || kind == ADDRESS || kind == ORIGIN;
}

/* "8081" in min..max, nothing else. */
static bool integer_read(const char *value, int min, int max, int *ret)
{
    char *end = NULL;

    errno = 0;
    long number = strtol(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || !isdigit((unsigned char)value[0]) ||
        number < min || number > max)
        return false;
    *ret = (int)number;
    return true;
}

/* "unix:/path" or a loopback address with port; a name or another address would let the network in,
 * where only the edge may be. */
static const char *address_fault(const char *value)
{
    int port = 0;

    if (strncmp(value, "unix:", 5) == 0)
        return value[5] != '/'            ? "needs an absolute path after unix:"
               : strlen(value + 5) >= 108 ? "the socket's path is longer than 107 bytes"
                                          : NULL;
    if (strncmp(value, "127.0.0.1:", 10) != 0)
        return "must be unix:/path or 127.0.0.1:port; the network is the edge's";
    return integer_read(value + 10, 1, 65535, &port) ? NULL : "the port must be 1 to 65535";
}

/* Letters, digits, dots, hyphens, brackets and colons, as a Host header has them. */
static bool host_ok(const char *host)
{
    size_t n = strlen(host);

    if (n == 0 || n > HOST_BYTES)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!isalnum((unsigned char)host[i]) && strchr(".-:[]", host[i]) == NULL)
            return false;
    }
    return true;
}

static bool host_is_loopback(const char *host)
{
    return strcmp(host, "localhost") == 0 || strncmp(host, "localhost:", 10) == 0 ||
           strcmp(host, "127.0.0.1") == 0 || strncmp(host, "127.0.0.1:", 10) == 0 ||
           strncmp(host, "[::1]", 5) == 0;
}

static const char *origin_fault(const char *value)
{
    if (strncmp(value, "https://", 8) == 0)
        return host_ok(value + 8) ? NULL : "needs only a host and perhaps a port after https://";
    if (strncmp(value, "http://", 7) != 0)
        return "must begin with https:// (or http:// on loopback)";
    if (!host_ok(value + 7))
        return "needs only a host and perhaps a port after http://";
    return host_is_loopback(value + 7) ? NULL : "http:// is for loopback only; use https://";
}

static const char *level_set(const char *value, int *ret)
{
    static const char *const names[] = {"debug", "info", "warning", "error"};

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (strcmp(value, names[i]) == 0) {
            *ret = (int)i;
            return NULL;
        }
    }
    return "must be debug, info, warning or error";
}

static const char *boolean_set(const char *value, bool *ret)
{
    if (strcmp(value, "0") != 0 && strcmp(value, "1") != 0)
        return "must be 0 or 1";
    *ret = value[0] == '1';
    return NULL;
}

static const char *text_set(const struct setting *setting, const char *value, char **ret)
{
    const char *fault = NULL;

    if (value[0] == '\0' && setting->fallback != NULL)
        fault = "must not be empty";
    else if (setting->kind == ADDRESS)
        fault = address_fault(value);
    else if (setting->kind == ORIGIN)
        fault = origin_fault(value);
    else if (!text_utf8_ok(value, strlen(value)))
        fault = "is not UTF-8";
    if (fault != NULL)
        return fault;
    free(*ret);
    *ret = value[0] != '\0' ? text_copy(value) : NULL;
    return NULL;
}

/* Puts value into the object; returns what is wrong with it, or NULL. */
static const char *setting_set(struct config *config, const struct setting *setting,
                               const char *value)
{
    switch (setting->kind) {
    case TEXT:
    case CONNINFO:
    case ADDRESS:
    case ORIGIN:
        return text_set(setting, value, field(config, setting));
    case INTEGER:
        return integer_read(value, setting->min, setting->max, field(config, setting))
                   ? NULL
                   : "is not a whole number in the allowed range";
    case BOOLEAN:
        return boolean_set(value, field(config, setting));
    case LEVEL:
        return level_set(value, field(config, setting));
    }
    return "has no kind";
}

static char *trimmed(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t n = strlen(text);
    while (n > 0 && isspace((unsigned char)text[n - 1]))
        text[--n] = '\0';
    return text;
}

static bool line_apply(struct config *config, char *line, const struct origin *origin,
                       unsigned *seen, FILE *complaints)
{
    char *name = trimmed(line);
    if (name[0] == '\0' || name[0] == '#')
        return true;
    char *equals = strchr(name, '=');
    if (equals == NULL) {
        complain(complaints, origin, "line", "is not of the form name = value");
        return false;
    }
    *equals = '\0';
    name = trimmed(name);
    const char *value = trimmed(equals + 1);
    const struct setting *setting = setting_find(name);
    if (setting == NULL) {
        complain(complaints, origin, name, "is no setting");
        return false;
    }
    const unsigned bit = 1U << (setting - SETTINGS);
    const char *fault = *seen & bit ? "is set twice" : setting_set(config, setting, value);
    *seen |= bit;
    if (fault != NULL)
        complain(complaints, origin, name, fault);
    return fault == NULL;
}

static enum err file_apply(struct config *config, const char *path, FILE *complaints)
{
    struct origin origin = {.file = path};
    enum err r = OK;
    unsigned seen = 0;
    char line[LINE_BYTES];

    FILE *in = fopen(path, "re");
    if (in == NULL) {
        fprintf(complaints, "%s: %s\n", path, strerror(errno));
        return ERR_IO;
    }
    while (fgets(line, sizeof(line), in) != NULL) {
        origin.line++;
        if (strchr(line, '\n') == NULL && !feof(in)) {
            complain(complaints, &origin, "line", "is too long");
            r = ERR_INVALID;
            break;
        }
        if (!line_apply(config, line, &origin, &seen, complaints))
            r = ERR_INVALID;
    }
    if (ferror(in)) {
        fprintf(complaints, "%s: cannot be read\n", path);
        r = ERR_IO;
    }
    fclose(in);
    return r;
}

/* One SAMPLAN_NAME=value. SAMPLAN_CONFIG names the file and is no setting. */
static bool variable_apply(struct config *config, const char *variable, FILE *complaints)
{
    char name[64];
    const char *equals = strchr(variable, '=');

    if (equals == NULL || strncmp(variable, PREFIX "CONFIG=", sizeof(PREFIX "CONFIG=") - 1) == 0)
        return true;
    const size_t n = (size_t)(equals - variable) - (sizeof(PREFIX) - 1);
    struct origin origin = {.variable = name};
    if (n >= sizeof(name)) {
        fprintf(complaints, "environment: a variable %s… is no setting\n", PREFIX);
        return false;
    }
    for (size_t i = 0; i < n; i++)
        name[i] = (char)tolower((unsigned char)variable[sizeof(PREFIX) - 1 + i]);
    name[n] = '\0';
    const struct setting *setting = setting_find(name);
    const char *fault =
        setting == NULL ? "is no setting" : setting_set(config, setting, equals + 1);
    if (fault != NULL)
        complain(complaints, &origin, name, fault);
    return fault == NULL;
}

static enum err environment_apply(struct config *config, FILE *complaints)
{
    enum err r = OK;

    for (char **variable = environ; variable != NULL && *variable != NULL; variable++) {
        if (strncmp(*variable, PREFIX, sizeof(PREFIX) - 1) == 0 &&
            !variable_apply(config, *variable, complaints))
            r = ERR_INVALID;
    }
    return r;
}

static void defaults_apply(struct config *config)
{
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        if (SETTINGS[i].fallback != NULL &&
            setting_set(config, &SETTINGS[i], SETTINGS[i].fallback) != NULL)
            abort(); /* a default that does not pass its own check */
    }
}

static bool host_add(struct config *config, size_t *n, const char *host, FILE *complaints)
{
    if (!host_ok(host)) {
        fprintf(complaints, "setting allowed_hosts: \"%s\" is no host[:port]\n", host);
        return false;
    }
    if (*n >= CONFIG_HOSTS_MAX) {
        fprintf(complaints, "setting allowed_hosts: more than %d\n", CONFIG_HOSTS_MAX);
        return false;
    }
    config->hosts[(*n)++] = text_copy(host);
    return true;
}

/* What follows from the settings: secure, host, hosts, and the number of workers. */
static enum err derive(struct config *config, FILE *complaints)
{
    bool fine = true;
    size_t n = 0;

    config->secure = strncmp(config->public_origin, "https://", 8) == 0;
    config->host = config->public_origin + (config->secure ? 8 : 7);
    fine = host_add(config, &n, config->host, complaints);
    if (config->allowed_hosts != NULL) {
        char *list = text_copy(config->allowed_hosts), *rest = list, *host;
        while ((host = strtok_r(rest, " ,\t", &rest)) != NULL)
            fine = host_add(config, &n, host, complaints) && fine;
        free(list);
    }
    if (config->workers == 0) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        config->workers = cores > 4 ? (int)(2 * cores) : 8;
    }
    return fine ? OK : ERR_INVALID;
}

enum err config_load(const char *path, struct config **ret, FILE *complaints)
{
    CLEANUP(config_freep) struct config *config = calloc(1, sizeof(*config));
    if (config == NULL)
        abort();
    defaults_apply(config);
    if (path == NULL)
        path = getenv(PREFIX "CONFIG");
    if (path == NULL && access(CONFIG_DEFAULT_FILE, F_OK) == 0)
        path = CONFIG_DEFAULT_FILE;
    enum err from_file = path != NULL ? file_apply(config, path, complaints) : OK;
    enum err from_environment = environment_apply(config, complaints);
    if (from_file < 0)
        return from_file;
    if (from_environment < 0)
        return from_environment;
    enum err r = derive(config, complaints);
    if (r < 0)
        return r;
    *ret = TAKE(config);
    return OK;
}

void config_free(struct config *config)
{
    if (config == NULL)
        return;
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        if (is_text(SETTINGS[i].kind))
            free(*(char **)field(config, &SETTINGS[i]));
    }
    for (size_t i = 0; config->hosts[i] != NULL; i++)
        free(config->hosts[i]);
    free(config);
}

void config_freep(struct config **config)
{
    config_free(*config);
}

/* offset of a text setting's pointer, read without casting const away. */
static const char *text_of(const struct config *config, const struct setting *setting)
{
    const char *text;
    memcpy(&text, (const char *)config + setting->offset, sizeof(text));
    return text;
}

const char *config_text(const struct config *config, const char *name)
{
    const struct setting *setting = setting_find(name);
    return setting != NULL && is_text(setting->kind) ? text_of(config, setting) : NULL;
}

void config_print(const struct config *config, FILE *out)
{
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        const struct setting *setting = &SETTINGS[i];
        const char *at = (const char *)config + setting->offset;
        int number = 0;
        bool flag = false;

        if (is_text(setting->kind)) {
            const char *text = text_of(config, setting);
            bool secret = setting->kind == CONNINFO && text != NULL &&
                          (strstr(text, "password") != NULL || strstr(text, "://") != NULL);
            fprintf(out, "%s = %s\n", setting->name,
                    secret         ? "(set; holds a password)"
                    : text != NULL ? text
                                   : "");
        } else if (setting->kind == BOOLEAN) {
            memcpy(&flag, at, sizeof(flag));
            fprintf(out, "%s = %d\n", setting->name, flag);
        } else {
            static const char *const levels[] = {"debug", "info", "warning", "error"};
            memcpy(&number, at, sizeof(number));
            if (setting->kind == LEVEL)
                fprintf(out, "%s = %s\n", setting->name, levels[number & 3]);
            else
                fprintf(out, "%s = %d\n", setting->name, number);
        }
    }
}
