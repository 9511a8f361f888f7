/* samplan-jobs: does what falls due by itself, a round each half minute. Nothing waits for it: rights end by their own time, and
 * a round that was missed is made up for by the next. */
#include "services/base/config.h"
#include "services/base/log.h"
#include "services/jobs/round.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Part of the interface: units and scripts rely on them. */
enum exit_code {
    EXIT_FINE = 0,
    EXIT_FAILED = 1, /* --once: a job failed */
    EXIT_USAGE = 2,
    EXIT_CONFIG = 3,
    EXIT_DATABASE = 4, /* --once: the database cannot be reached */
};

static const char HELP[] =
    "Usage: samplan-jobs [--config FILE] [--once]\n"
    "\n"
    "Does what falls due by itself: emergency look-ups that nobody judged go on to others, "
    "reminders,\n"
    "plans that come back from hold. Needs the database alone (setting jobs_database).\n"
    "\n"
    "  --config FILE  settings, as for samplan\n"
    "  --once         one round, then ends\n"
    "  --version      prints the version\n"
    "  --help         this text\n"
    "\n"
    "SIGTERM and SIGINT: the round in hand is finished, then the end. Several may run; one at a "
    "time works.\n"
    "Exit: 0 stopped, 1 a job failed (--once), 2 usage, 3 settings, 4 database (--once).\n";

static enum exit_code once(struct round *round)
{
    const enum err r = round_run(round);

    round_close(round);
    return r == OK ? EXIT_FINE : r == ERR_DATABASE_DOWN ? EXIT_DATABASE : EXIT_FAILED;
}

/* Signals are blocked while a round runs and taken between two. */
static void loop(struct round *round, const sigset_t *signals, int interval_s)
{
    const struct timespec pause = {.tv_sec = interval_s};
    int signal_number = -1;

    log_event(LOG_INFO, "started", "version %s, every %d s", SAMPLAN_VERSION, interval_s);
    while (signal_number < 0) {
        const enum err r = round_run(round);

        if (r < 0)
            log_event(LOG_WARNING, "jobs-again", "in %d s", interval_s);
        do
            signal_number = sigtimedwait(signals, NULL, &pause);
        while (signal_number < 0 && errno == EINTR);
    }
    round_close(round);
    log_event(LOG_INFO, "stopped", "%s", strsignal(signal_number));
}

static enum exit_code run(const char *path, bool only_once)
{
    CLEANUP(config_freep) struct config *config = NULL;
    sigset_t signals;

    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    (void)sigprocmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    if (config_load(path, &config, stderr) < 0)
        return EXIT_CONFIG;
    log_level_set((enum log_level)config->log_level);
    struct round round = {.database = config->jobs_database};
    if (only_once)
        return once(&round);
    loop(&round, &signals, config->jobs_interval);
    return EXIT_FINE;
}

int main(int argc, char **argv)
{
    const char *config = NULL;
    bool only_once = false;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--config") == 0 && i + 1 < argc) {
            config = argv[++i];
        } else if (strcmp(argv[i], "--once") == 0) {
            only_once = true;
        } else if (strcmp(argv[i], "--version") == 0) {
            printf("samplan-jobs %s\n", SAMPLAN_VERSION);
            return EXIT_FINE;
        } else if (strcmp(argv[i], "--help") == 0) {
            fputs(HELP, stdout);
            return EXIT_FINE;
        } else {
            fprintf(stderr, "samplan-jobs: unknown option %s; see samplan-jobs --help\n", argv[i]);
            return EXIT_USAGE;
        }
    }
    return (int)run(config, only_once);
}
