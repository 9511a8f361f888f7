/* One round of the work that nobody asks for: api.jobs_run, which runs everything that is due. */
#ifndef SAMPLAN_JOBS_ROUND_H
#define SAMPLAN_JOBS_ROUND_H

#include "services/base/error.h"
#include "services/base/macros.h"

/* A connection that is opened when it is needed and again after it broke. One thread. */
struct round {
    const char *database; /* conninfo of role samplan_jobs; borrowed */
    struct db *db;        /* NULL: closed */
};

/* Runs a round and logs what it did, a line a job that did something or failed. Each job is undone alone when it fails.
 * OK also when another program is at it. ERR_DATABASE_DOWN: the next round opens the connection anew; ERR_INTERNAL: a job, or
 * the call itself, failed. Blocks. */
NODISCARD enum err round_run(struct round *round);

void round_close(struct round *round);

#endif
