/* CPR-like numbers that can belong to nobody. */
#include "services/ctl/demo_cpr.h"

#include <stdio.h>

enum { DAYS = 365, TAILS = 46656 };

struct calendar_day demo_cpr_birth_day(uint64_t index, int year)
{
    /* 2001 is no leap year; 211 and 365 have no common factor, so neighbours spread over the year. */
    int64_t first = calendar_number((struct calendar_day){2001, 1, 1});
    struct calendar_day day = calendar_from_number(first + (int64_t)((index * 211 + 251) % DAYS));
    day.year = year;
    return day;
}

void demo_cpr(uint64_t index, struct calendar_day birth_day, char ret_cpr[DEMO_CPR_BYTES])
{
    static const char letters[] = "DABCEFGHJKLMNPQRSTUVWXYZ";
    static const char tail[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    uint64_t serial = index / DAYS;
    unsigned rest =
        (unsigned)((serial % TAILS) * 12289 % TAILS); /* no common factor: a permutation */
    snprintf(ret_cpr, DEMO_CPR_BYTES, "%02u%02u%02u%c%c%c%c", (unsigned)birth_day.day % 100,
             (unsigned)birth_day.month % 100, (unsigned)birth_day.year % 100,
             letters[serial / TAILS % 24], tail[rest / 1296], tail[rest / 36 % 36],
             tail[rest % 36]);
}
