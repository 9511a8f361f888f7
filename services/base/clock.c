/* Deadlines and time stamps. */
#include "services/base/clock.h"

#include <stdio.h>
#include <time.h>

int64_t clock_us(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_ms(void)
{
    return clock_us() / 1000;
}

int64_t clock_wall_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static char *two(char *at, int value, char after)
{
    at[0] = (char)('0' + value / 10 % 10);
    at[1] = (char)('0' + value % 10);
    at[2] = after;
    return at + 3;
}

/* Days to civil date: H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
 * By hand because gmtime_r costs more than the rest of a log line. */
void clock_text(int64_t wall_ms, char ret_text[CLOCK_TEXT_BYTES])
{
    int64_t days = wall_ms / 86400000, rest = wall_ms % 86400000;
    if (rest < 0) {
        rest += 86400000;
        days--;
    }
    const int64_t z = days + 719468;
    const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int64_t doe = z - era * 146097;
    const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int64_t mp = (5 * doy + 2) / 153;
    const int day = (int)(doy - (153 * mp + 2) / 5 + 1);
    const int month = (int)(mp < 10 ? mp + 3 : mp - 9);
    const int year = (int)(yoe + era * 400 + (month <= 2));
    const int seconds = (int)(rest / 1000), ms = (int)(rest % 1000);
    char *at = ret_text;

    *at++ = (char)('0' + year / 1000 % 10);
    *at++ = (char)('0' + year / 100 % 10);
    at = two(at, year % 100, '-');
    at = two(at, month, '-');
    at = two(at, day, 'T');
    at = two(at, seconds / 3600, ':');
    at = two(at, seconds / 60 % 60, ':');
    at = two(at, seconds % 60, '.');
    *at++ = (char)('0' + ms / 100);
    at = two(at, ms % 100, 'Z');
    *at = '\0';
}

void clock_sleep_ms(int64_t n_ms)
{
    struct timespec span = {.tv_sec = (time_t)(n_ms / 1000), .tv_nsec = (n_ms % 1000) * 1000000};
    (void)nanosleep(&span, NULL);
}
