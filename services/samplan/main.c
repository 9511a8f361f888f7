/* samplan, the HTTP process: reads settings and keys, starts the server, waits for a signal, stops it
 * in order. */
#include "auth/cipher.h"
#include "services/base/config.h"
#include "services/base/log.h"
#include "services/base/services.h"
#include "services/http/server.h"
#include "services/samplan/proven.h"
#include "services/samplan/routes.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Part of the interface: units and scripts rely on them. */
enum exit_code {
    EXIT_FINE = 0,
    EXIT_FAILED = 1,   /* the server could not start */
    EXIT_USAGE = 2,    /* unknown option */
    EXIT_CONFIG = 3,   /* a setting or key is missing or wrong */
    EXIT_DATABASE = 4, /* the database cannot be reached, or lacks functions */
};

#define MALLOC_ARENAS 4 /* memory per thread is not worth the little contention it saves */
/* What is larger is rare and goes back to the system when it is freed. Set, because else the first one that is freed makes
 * malloc keep the next. */
#define MALLOC_MAP_BYTES (256 * 1024)

static const char HELP[] =
    "Usage: samplan [--config FILE]\n"
    "\n"
    "The Samplan server. Speaks HTTP to the edge on its own socket, never to a network.\n"
    "\n"
    "  --config FILE  settings (else $SAMPLAN_CONFIG, else " CONFIG_DEFAULT_FILE " when it\n"
    "                 exists); each can be overridden by SAMPLAN_<NAME> in the environment\n"
    "  --check        reads settings, keys, routes and templates and the database's functions,\n"
    "                 then ends\n"
    "  --version      prints the version\n"
    "  --help         this text\n"
    "\n"
    "SIGTERM and SIGINT: no new connections, requests in flight are answered, then the end.\n"
    "Exit: 0 stopped, 1 could not start, 2 usage, 3 settings or keys, 4 database.\n";

/* Tells the service manager about our state (sd_notify(3)): one datagram to $NOTIFY_SOCKET. */
static void notify(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un name = {.sun_family = AF_UNIX};

    if (path == NULL || (path[0] != '/' && path[0] != '@') || strlen(path) >= sizeof(name.sun_path))
        return;
    memcpy(name.sun_path, path, strlen(path));
    if (path[0] == '@')
        name.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    (void)sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&name,
                 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path)));
    close(fd);
}

/* Signals are taken by sigwait alone; threads inherit the mask. */
static sigset_t signals_block(void)
{
    sigset_t set;

    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &set, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    return set;
}

/* As many descriptors as we may have: each connection and stream needs one. */
static void descriptors_raise(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static enum exit_code exit_code_of(enum err err)
{
    switch ((int)err) {
    case ERR_DATABASE_DOWN:
    case ERR_INTERNAL:
        return EXIT_DATABASE;
    default:
        return EXIT_FAILED;
    }
}

static enum exit_code serve(const struct config *config, struct services *services, bool check)
{
    sigset_t set = signals_block();
    struct server *server = NULL;
    int signal_number = 0;

    enum err r = check ? server_check(config, &samplan_routes, stderr)
                       : server_start(config, &samplan_routes, services, stderr, &server);
    if (r < 0) {
        fprintf(stderr, check ? "samplan: would not start\n" : "samplan: not started\n");
        return exit_code_of(r);
    }
    if (check)
        return EXIT_FINE;
    log_event(LOG_INFO, "started", "version %s on %s", SAMPLAN_VERSION, config->listen);
    notify("READY=1");
    (void)sigwait(&set, &signal_number);
    notify("STOPPING=1");
    log_event(LOG_INFO, "stopping", "%s", strsignal(signal_number));
    server_stop(server);
    log_event(LOG_INFO, "stopped", "version %s", SAMPLAN_VERSION);
    return EXIT_FINE;
}

/* The table of who may see what, for the page that tells it. NULL after saying why not. */
static json_t *sharing_load(const struct config *config)
{
    char path[4096];
    json_error_t error;

    (void)snprintf(path, sizeof(path), "%s/sharing.json", config->static_dir);
    json_t *sharing = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (sharing == NULL)
        fprintf(stderr, "samplan: %s: %s\n", path, error.text);
    return sharing;
}

static enum exit_code run(const char *path, bool check)
{
    CLEANUP(config_freep) struct config *config = NULL;
    CLEANUP(keyring_freep) struct keyring *keys = NULL;
    char problem[300];

    if (config_load(path, &config, stderr) < 0)
        return EXIT_CONFIG;
    log_level_set((enum log_level)config->log_level);
    if (keyring_load(config->key_dir, &keys, problem, sizeof(problem)) < 0) {
        fprintf(stderr, "samplan: %s\n", problem);
        return EXIT_CONFIG;
    }
    json_t *sharing = sharing_load(config);
    struct services services = {.config = config, .keys = keys, .sharing = sharing};
    enum exit_code code = EXIT_CONFIG;
    if (sharing != NULL)
        code = proven(config, keys, stderr) ? serve(config, &services, check) : EXIT_DATABASE;
    json_decref(sharing);
    return code;
}

int main(int argc, char **argv)
{
    const char *config = NULL;
    bool check = false;

    (void)mallopt(M_ARENA_MAX, MALLOC_ARENAS);
    (void)mallopt(M_MMAP_THRESHOLD, MALLOC_MAP_BYTES);
    (void)mallopt(M_MXFAST,
                  0); /* a page frees hundreds of small things: merging them late costs more */
    descriptors_raise();
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
            config = argv[++i];
        } else if (strcmp(argv[i], "--check") == 0) {
            check = true;
        } else if (strcmp(argv[i], "--version") == 0) {
            printf("samplan %s\n", SAMPLAN_VERSION);
            return EXIT_FINE;
        } else if (strcmp(argv[i], "--help") == 0) {
            fputs(HELP, stdout);
            return EXIT_FINE;
        } else {
            fprintf(stderr, "samplan: unknown option %s; see samplan --help\n", argv[i]);
            return EXIT_USAGE;
        }
    }
    return (int)run(config, check);
}
