/* The two clocks: one that only goes forward, for deadlines, and the one on the wall. */
#ifndef SAMPLAN_BASE_CLOCK_H
#define SAMPLAN_BASE_CLOCK_H

#include <stdint.h>

#define CLOCK_TEXT_BYTES 25 /* "2026-04-16T08:00:00.000Z" and a NUL */

/* Monotonic time since an arbitrary point. Any thread, does not block. */
int64_t clock_us(void);
int64_t clock_ms(void);

/* Milliseconds since 1970-01-01 UTC. */
int64_t clock_wall_ms(void);

/* Writes wall_ms as RFC 3339 in UTC with milliseconds. wall_ms: year 0 to 9999. */
void clock_text(int64_t wall_ms, char ret_text[CLOCK_TEXT_BYTES]);

/* Sleeps about n_ms; a signal may end it early. */
void clock_sleep_ms(int64_t n_ms);

#endif
