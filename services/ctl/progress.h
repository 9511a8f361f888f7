/* How far long work has come: a bar on a terminal, else one line for every 10 %. */
#ifndef SAMPLAN_CTL_PROGRESS_H
#define SAMPLAN_CTL_PROGRESS_H

#include "services/ctl/ctl.h"

#include <stdint.h>

struct progress {
    const char *what; /* "plans"; borrowed */
    uint64_t total, done;
    int64_t started_ms, drawn_ms;
    int tenths; /* last line written without a terminal */
    bool tty, off;
};

/* Starts at 0 of total (total 0 shows nothing). Writes to stderr; --quiet silences it. */
void progress_start(struct progress *progress, const struct ctl *ctl, const char *what,
                    uint64_t total);

/* n more are done. Cheap: draws at most ten times a second. One thread at a time. */
void progress_step(struct progress *progress, uint64_t n);

/* Draws the last state and leaves the line. */
void progress_end(struct progress *progress);

/* Milliseconds of a clock that never goes back. */
int64_t progress_now_ms(void);

#endif
