/* How far long work has come. */
#include "services/ctl/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BAR_WIDTH = 30, REDRAW_MS = 100, QUIET_MS = 1500 };

int64_t progress_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void draw_bar(const struct progress *progress, int64_t now_ms)
{
    unsigned filled = (unsigned)(progress->done * BAR_WIDTH / progress->total);
    double seconds = (double)(now_ms - progress->started_ms) / 1000.0;
    char bar[BAR_WIDTH + 1];
    for (unsigned i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[BAR_WIDTH] = '\0';

    fprintf(stderr, "\r\033[K%s [%s] %3u %%  %" PRIu64 " of %" PRIu64, progress->what, bar,
            (unsigned)(progress->done * 100 / progress->total), progress->done, progress->total);
    if (progress->done > 0 && progress->done < progress->total && seconds > 1.0) {
        double left = seconds * (double)(progress->total - progress->done) / (double)progress->done;
        fprintf(stderr, "  %.0f s left", left);
    }
    fflush(stderr);
}

static void draw_lines(struct progress *progress)
{
    int tenths = (int)(progress->done * 10 / progress->total);
    /* What is done at once needs no report. */
    if (tenths <= progress->tenths || progress_now_ms() - progress->started_ms < QUIET_MS)
        return;
    progress->tenths = tenths;
    fprintf(stderr, "%s: %d %% (%" PRIu64 " of %" PRIu64 ")\n", progress->what, tenths * 10,
            progress->done, progress->total);
}

void progress_start(struct progress *progress, const struct ctl *ctl, const char *what,
                    uint64_t total)
{
    *progress = (struct progress){
        .what = what,
        .total = total,
        .started_ms = progress_now_ms(),
        .tty = isatty(STDERR_FILENO),
        .off = ctl->quiet || total == 0,
    };
}

void progress_step(struct progress *progress, uint64_t n)
{
    progress->done += n;
    if (progress->done > progress->total)
        progress->done = progress->total;
    if (progress->off)
        return;
    if (!progress->tty) {
        draw_lines(progress);
        return;
    }
    int64_t now_ms = progress_now_ms();
    if (now_ms - progress->drawn_ms < REDRAW_MS && progress->done < progress->total)
        return;
    progress->drawn_ms = now_ms;
    draw_bar(progress, now_ms);
}

void progress_end(struct progress *progress)
{
    if (progress->off || !progress->tty)
        return;
    draw_bar(progress, progress_now_ms());
    fputc('\n', stderr);
}
