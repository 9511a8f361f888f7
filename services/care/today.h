/* The moment that a page is seen from. */
#ifndef SAMPLAN_CARE_TODAY_H
#define SAMPLAN_CARE_TODAY_H

#include <stdint.h>

struct today {
    int64_t now_s; /* seconds since 1970, UTC */
    int64_t day;   /* the Danish day, days since 1970-01-01 */
};

/* The moment now_s, which tests choose. */
struct today today_at(int64_t now_s);

/* Now. Any thread. */
struct today today_now(void);

/* The Danish day of a moment. */
int64_t today_day_of(int64_t unix_s);

#endif
